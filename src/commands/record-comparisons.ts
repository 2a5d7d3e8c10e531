import { randomUUID } from 'node:crypto';
import { isFinding } from '#domain/procedures/comparison-answers.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { insertComparisonResults } from '#store/comparison-results.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { CommandContext } from './command-context.ts';
import { loadMatter } from './matter-file.ts';

export interface ComparisonInput {
  readonly on: PlainDate;
  /** Who answered, and by which document. */
  readonly office: string;
  readonly document: string;
  readonly matters: readonly {
    readonly id: string;
    readonly seq: number;
    readonly step: string;
    /** A person's word on what was found; never the file's. */
    readonly outcome: string;
    readonly explanation?: string | undefined;
    readonly reason?: string | undefined;
    readonly results: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
}

/**
 * The answer to an information comparison: an act for each matter with the outcome a person chose, and what was said of
 * each member and item kept as a certificate. All or none. Errors: `refused` with the matter, those of `actOnMatter`.
 * @source YY#2.2-c YY#2.2-e FJ#15-b LY#3-c
 */
export async function recordComparisons(context: CommandContext, input: ComparisonInput): Promise<{ done: string[] }> {
  const done: string[] = [];
  for (const each of input.matters) {
    const { row } = await loadMatter(context, each.id, each.seq);
    const own = input.office === context.actor.office;
    await actOnMatter(context, {
      id: each.id,
      seq: each.seq,
      do: each.step,
      on: input.on,
      outcome: each.outcome,
      reason: each.reason,
      results: resultsKept(each.results),
      ...(each.explanation ? { values: { 说明: each.explanation } } : {}),
      ...(own ? {} : { recordedFor: { office: input.office, document: input.document } }),
      personal: { document: input.document },
    });
    const about = { household: row.household ?? '', town: row.town, village: row.village, matter: row.matter };
    const said = Object.entries(each.results).flatMap(([person, results]) =>
      Object.entries(results).map(([item, result]) => ({
        ...about,
        ...{ id: randomUUID(), person, item, office: input.office, onDay: input.on },
        found: isFinding(result),
        result,
      })),
    );
    const by = { account: context.actor.account, at: context.now.at };
    await insertComparisonResults(context.tx, context.keys, said, by);
    done.push(each.id);
  }
  return { done };
}

/** What somebody owns is a personal value: the act keeps whether something was found, the words stand beside it. */
function resultsKept(results: ComparisonInput['matters'][number]['results']): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(results).map(([member, items]) => [
      member,
      Object.fromEntries(Object.entries(items).map(([item, text]) => [item, isFinding(text) ? '有疑点' : '无异常'])),
    ]),
  );
}
