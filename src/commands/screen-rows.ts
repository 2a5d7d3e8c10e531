import { feedScope } from '#domain/dictionary/rule-scopes.ts';
import { compileCondition, type FeelExpression } from '#domain/feel/compile-feel.ts';
import type { Env, Fields, Raw } from '#domain/feel/env.ts';
import { decide } from '#domain/feel/evaluate.ts';
import { readFields } from '#domain/feel/read-facts.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import { parseYuan } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FeedRow } from './feed-rows.ts';
import { LEAD } from './lead-steps.ts';

/** What the feed's rule says of a row. `missing` names what would have to be known; `total` the sum it was judged by, in fen. */
export interface Screened {
  readonly verdict: 'raises' | 'nothing' | 'unknown' | 'blocked';
  readonly missing: readonly string[];
  readonly total: bigint | null;
}

/** A parameter the feed's rule waits for, or null. */
export interface BlockedBy {
  readonly parameter: string;
  readonly setBy: string | null;
}

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/gu;

/** The first parameter of the feed's rule that has no value on `day`; null when nothing is in the way. @source SD#A1-yb2 */
export function feedBlockedBy(policy: Policy, feed: Feed, day: PlainDate): BlockedBy | null {
  for (const [, name] of (feed.raise?.when ?? '').matchAll(PARAMETER)) {
    const reading = parameterOn(policy, name ?? '', day);
    if (reading?.state === 'set' || reading?.state === 'provisional') continue;
    return { parameter: name ?? '', setBy: reading?.setBy ?? null };
  }
  return null;
}

/**
 * Judges the rows of one batch in their order under the pack's feed. `before`: by person (ID number) the sum in fen already
 * delivered in the window. A feed without a condition raises every row.
 */
export function screenRows(
  policy: Policy,
  feed: Feed,
  day: PlainDate,
  rows: readonly FeedRow[],
  before: ReadonlyMap<string, bigint>,
): Screened[] {
  const { raise } = feed;
  if (raise?.when === undefined) {
    const verdict = raise === undefined ? 'nothing' : 'raises';
    return rows.map(() => ({ verdict, missing: [], total: null }));
  }
  if (feedBlockedBy(policy, feed, day)) return rows.map(() => ({ verdict: 'blocked', missing: [], total: null }));
  const judge = judgeOf(policy, raise.when, day);
  if (raise.total === undefined) return rows.map((row) => verdictOf(judge(row, null), null));
  const sums = new Map(before);
  const { sum } = raise.total;
  return rows.map((row) => {
    const amount = parseYuan(String(row.values[sum] ?? ''));
    if (amount === undefined || row.idNumber === null) {
      return { verdict: 'unknown', missing: [amount === undefined ? sum : 'id-number'], total: null };
    }
    const had = sums.get(row.idNumber) ?? 0n;
    const total = had + amount;
    sums.set(row.idNumber, total);
    const after = verdictOf(judge(row, total), total);
    const crossedBefore = raise.fires === 'first-crossing' && judge(row, had).answer === 'yes';
    return after.verdict === 'raises' && crossedBefore ? { ...after, verdict: 'nothing' } : after;
  });
}

type Judge = (row: FeedRow, total: bigint | null) => ReturnType<typeof decide>;

function judgeOf(policy: Policy, when: string, day: PlainDate): Judge {
  const procedure = policy.procedures[LEAD];
  if (!procedure) throw new Error('a policy without the procedure of leads');
  const names = namesFor(policy, procedure);
  const compiled = compileCondition(when, feedScope(names));
  // A rule that cannot be read blocks instead of vanishing; packs with such rules are refused at load.
  const expression: FeelExpression | null = compiled.ok ? compiled.expr : null;
  const parameters: Record<string, Raw> = {};
  for (const [, name] of when.matchAll(PARAMETER)) {
    const value = parameterOn(policy, name ?? '', day)?.value ?? null;
    const plain = typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
    parameters[name ?? ''] = plain as Raw;
  }
  return (row, total) => {
    if (expression === null) return { answer: 'unknown', missing: [{ path: when, why: 'wrong-type' }] };
    const fields = (subject: 'row' | 'member' | 'household'): Fields =>
      readFields(names.dictionary, subject, row.values).fields;
    const env: Env = {
      row: fields('row'),
      member: fields('member'),
      household: fields('household'),
      parameters,
      ...(total === null ? {} : { given: { total } }),
    };
    return decide(expression, env);
  };
}

function verdictOf(verdict: ReturnType<typeof decide>, total: bigint | null): Screened {
  if (verdict.answer === 'unknown') {
    return { verdict: 'unknown', missing: verdict.missing.map(({ path }) => path), total };
  }
  return { verdict: verdict.answer === 'yes' ? 'raises' : 'nothing', missing: [], total };
}
