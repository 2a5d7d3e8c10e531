import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { checkPacks } from '#domain/policy/check-policy.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { ParameterView } from '#domain/policy/policy-view.ts';
import { policyView } from '#domain/policy/policy-view.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parseAreaCode } from '#domain/values/area-code.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { type LoadedPacks, loadPacks } from '#packs/load-packs.ts';
import { packErrorSentence } from '#words/pack-errors.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { registerCoverage } from './coverage.ts';
import { registerDiff } from './policy-diff.ts';
import { partRows, type ShownPart, shownParts } from './policy-parts.ts';

/** What applies where and when, and whether packs are sound. */
export const policyCommand: CliCommand = {
  name: 'policy',
  summary: 'show the rules of an area on a day, check packs',
  register(program, io) {
    const policy = program.command('policy');
    registerShow(policy, io);
    registerCheck(policy, io);
    registerCoverage(policy, io);
    registerDiff(policy, io, (folders) => load(io, folders).loaded.map(({ pack }) => pack));
  },
};

interface ShowOptions {
  readonly area: string;
  readonly on: PlainDate;
  readonly what?: ShownPart;
  readonly packs: readonly string[];
}

function registerShow(policy: Command, io: CliIo): void {
  policy
    .command('show')
    .description('parameters and rules of an area as the documents give them for a day')
    .requiredOption('--area <code>', 'CN or a division code of 2, 4, 6, 9 or 12 digits', areaOption)
    .requiredOption('--on <day>', 'day, YYYY-MM-DD', dayOption)
    .addOption(new Option('--what <part>', 'something else than the parameters').choices(shownParts))
    .option('--packs <dir>', 'further packs, may be given several times', collect, [])
    .action((options: ShowOptions) => {
      const { loaded, problems } = load(io, options.packs);
      for (const problem of problems) io.note(line(io, problem));
      const packs = loaded.map(({ pack }) => pack);
      const policy = resolvePolicy({ packs, area: options.area, day: options.on });
      const view = policyView(policy);
      if (view.packs.length === 0) throw new AppError('not-found', { area: options.area, on: options.on });
      if (options.what !== undefined) {
        const rows = partRows(policy, options.what);
        return io.show({ [options.what]: rows }, () => io.table(rows));
      }
      io.show(view, () => {
        for (const pack of view.packs) io.line([pack.id, pack.number ?? '', pack.title].join('  '));
        io.table(Object.entries(view.parameters).map(parameterRow));
      });
    });
}

function registerCheck(policy: Command, io: CliIo): void {
  policy
    .command('check')
    .description('every problem of the packs, with file, line and column')
    .option('--packs <dir>', 'further packs, may be given several times', collect, [])
    .action((options: { packs: readonly string[] }) => {
      const { loaded, problems } = load(io, options.packs);
      const packs = loaded.map(({ pack }) => pack);
      const found = [...problems, ...checkPacks(packs)];
      const foreign = foreignFolders(io, loaded, options.packs);
      const elsewhere = found.filter(({ place }) => foreign.has(place.file.split('/')[0] ?? ''));
      const all = found.filter((problem) => !elsewhere.includes(problem));
      for (const problem of elsewhere) io.note(line(io, problem));
      if (all.length === 0) {
        const checked = packs.map(({ head, hash }) => ({ id: head.id, hash }));
        return io.show({ ok: true, packs: checked, problems: [] }, () => io.table(checked));
      }
      if (io.asJson) throw new AppError('refused', { problems: all.map((each) => plain(io, each)) });
      for (const problem of all) io.line(line(io, problem));
      io.note(`problems: ${all.length}`);
      io.markFailed();
    });
}

/**
 * Folders of the installation's own packs that the packs asked about do not stand on: what is wrong there is told, but does
 * not decide. Empty where no packs are named: then all decide.
 */
function foreignFolders(io: CliIo, loaded: LoadedPacks['loaded'], asked: readonly string[]): ReadonlySet<string> {
  if (asked.length === 0) return new Set();
  const own = path.join(io.config.root, 'packs') + path.sep;
  const wanted = new Set<string>();
  const add = (id: string): void => {
    const found = loaded.find(({ pack }) => pack.head.id === id);
    if (found === undefined || wanted.has(id)) return;
    wanted.add(id);
    found.pack.head.extends.forEach(add);
  };
  for (const { pack, path: place } of loaded) if (!path.resolve(place).startsWith(own)) add(pack.head.id);
  const stoodOn = loaded.filter(({ pack }) => wanted.has(pack.head.id)).map(({ path: place }) => path.basename(place));
  return new Set(readdirSync(own).filter((name) => !stoodOn.includes(name)));
}

function load(io: CliIo, folders: readonly string[]): LoadedPacks {
  return loadPacks([path.join(io.config.root, 'packs'), ...folders.map((folder) => path.resolve(folder))]);
}

function plain(io: CliIo, problem: PackProblem): Readonly<Record<string, unknown>> {
  const { file, line: row, column } = problem.place;
  return { code: problem.code, file, line: row, column, text: packErrorSentence(io.config.language, problem) };
}

function line(io: CliIo, problem: PackProblem): string {
  const { file, line: row, column } = problem.place;
  return `${file}:${row}:${column}  ${problem.code}  ${packErrorSentence(io.config.language, problem)}`;
}

function parameterRow([name, view]: [string, ParameterView]): Readonly<Record<string, unknown>> {
  const source = view.source.map((ref) => `${ref.pack}#${ref.clause}`).join(' ');
  const shown = view.value === null ? `${view.state}${view.setBy === null ? '' : ` (${view.setBy})`}` : view.value;
  return { name, value: shown, unit: view.unit, from: view.from, source, inferred: view.inferred };
}

function collect(folder: string, before: readonly string[]): readonly string[] {
  return [...before, folder];
}

function areaOption(text: string): string {
  if (text !== 'CN' && parseAreaCode(text) === undefined)
    throw new InvalidArgumentError('CN or a division code of 2, 4, 6, 9 or 12 digits');
  return text;
}

function dayOption(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError('a day that exists, YYYY-MM-DD');
  return day;
}
