import { type Command, InvalidArgumentError } from 'commander';
import { diffPolicies } from '#domain/policy/comparison/diff-policies.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import { policyChangeText } from '#words/policy-changes.ts';
import type { CliIo } from './cli-command.ts';

/** Packs as the command loads them, the extra folders included. */
type Load = (folders: readonly string[]) => readonly Pack[];

/** `policy diff BEFORE AFTER`: what one side orders otherwise than the other, in sentences. */
export function registerDiff(policy: Command, io: CliIo, load: Load): void {
  policy
    .command('diff <before> <after>')
    .description('differences in sentences; a side is AREA@DAY (370323@2022-03-12) or the id of a document (SD)')
    .option('--packs <dir>', 'further packs, may be given several times', collect, [])
    .action((before: string, after: string, options: { packs: readonly string[] }) => {
      const packs = load(options.packs);
      const changes = diffPolicies(sideOf(packs, before), sideOf(packs, after));
      const told = changes.map((change) => ({ ...change, text: policyChangeText(io.config.language, change) }));
      io.show({ before, after, changes: told }, () => {
        for (const { text } of told) io.line(text);
      });
    });
}

function sideOf(packs: readonly Pack[], written: string): Policy {
  const document = packs.find(({ head }) => head.id === written);
  if (document) return resolvePolicy({ packs, area: document.head.area, day: document.head.from });
  const [area = '', on = ''] = written.split('@');
  const day = parsePlainDate(on);
  if (!/^\d+$/.test(area) || day === undefined) {
    throw new InvalidArgumentError(`${written}: AREA@DAY such as 370323@2022-03-12, or the id of a pack`);
  }
  const policy = resolvePolicy({ packs, area, day });
  if (policy.packs.length === 0) throw new AppError('not-found', { area, on });
  return policy;
}

function collect(folder: string, before: readonly string[]): readonly string[] {
  return [...before, folder];
}
