import { randomUUID } from 'node:crypto';
import { amountKind, amountOf } from '#domain/policy/amount.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { FeedBatch } from '#domain/screening/screen-feed.ts';
import { type TownShift, type TrialResult, tryPolicies, withValue } from '#domain/screening/what-if.ts';
import { AppError } from '#domain/values/app-error.ts';
import { fen, yuanText } from '#domain/values/fen.ts';
import { monthEnd, plainDate } from '#domain/values/plain-date.ts';
import { foundOfHouseholds, householdMonths, insertWhatIf, type KeptFeedRow, keptFeedRows } from '#store/what-ifs.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy } from './feed-batch.ts';
import { verdicts } from './lead-steps.ts';
import { deliveryOf } from './screen-delivery.ts';

/** What a trial asks. Months by the period the rows speak of; values as people write them. */
export interface TrialQuestion {
  readonly feed: string;
  readonly parameter: string;
  readonly values: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What came out, in numbers: one entry a value, the first for what is in force (`value` null where nothing was set). */
export interface TrialAnswer {
  readonly rows: number;
  readonly trials: readonly {
    readonly value: string | null;
    readonly result: TrialResult;
    readonly towns: readonly TownShift[];
  }[];
}

/**
 * 试算: judges the rows a feed delivered in these months once more with other values of a parameter, by the engine that judges
 * deliveries, and keeps the numbers without any household. It looks at what is kept of the rows and at the households as
 * kept for the months; it knows no past register. Errors: `not-found` (feed, or a parameter its rule does not ask for),
 * `bad-request` (a value that is none, no rows).
 */
export async function tryValue(context: CommandContext, question: TrialQuestion): Promise<{ id: string }> {
  const { tx, keys, now, actor } = context;
  const { policy } = await countyPolicy(context);
  const feed = policy.feeds.find(({ id }) => id === question.feed);
  const parameter = policy.parameters[question.parameter];
  if (feed?.raise?.when?.includes(`参数.${question.parameter}`) !== true || parameter === undefined) {
    throw new AppError('not-found', { what: 'rule', feed: question.feed, parameter: question.parameter });
  }
  const kind = amountKind(parameter.type, parameter.unit, parameter.choices.length > 0);
  const others = question.values.map((text) => {
    const value = amountOf(kind, text);
    if (value === undefined)
      throw new AppError('bad-request', { field: 'values', why: 'no-value', wanted: kind.wanted });
    return withValue(policy, question.parameter, value);
  });
  const rows = await keptFeedRows(tx, keys.county, question);
  if (rows.length === 0) throw new AppError('bad-request', { field: 'from', why: 'no-rows' });
  const truth = await foundOfHouseholds(tx, keys.county, {
    from: plainDate(`${question.from}-01`),
    to: now.today,
    ...verdicts,
  });
  const townOf = new Map(rows.flatMap(({ household, town }) => (household === null || town === null ? [] : [[household, town] as const]))); // biome-ignore format: one line
  const batches = await batchesOf(context, feed, rows, question);
  const trials = tryPolicies([policy, ...others], feed, batches, { truth, townOf });
  const present = parameterOn(policy, question.parameter, monthEnd(plainDate(`${question.to}-01`)));
  const id = randomUUID();
  const answer: TrialAnswer = {
    rows: rows.length,
    trials: trials.map((trial, at) => ({ value: at === 0 ? valueText(present?.value) : (question.values[at - 1] ?? null), ...trial })), // biome-ignore format: one line
  };
  const kept = { id, question, answer, account: actor.account, name: actor.name, on: now.today, at: now.at };
  await insertWhatIf(tx, keys.county, kept);
  return { id };
}

/** Rows as the engine takes them: the same row is known by its digest, and the household as it was kept for the month. */
async function batchesOf(
  context: CommandContext,
  feed: Feed,
  rows: readonly KeptFeedRow[],
  months: { readonly from: string; readonly to: string },
): Promise<FeedBatch[]> {
  const known = await householdMonths(context.tx, context.keys.county, months);
  const whole = feed.raise?.fires === 'each-new';
  const valuesOf = (row: KeptFeedRow): Record<string, unknown> => {
    const household = row.household === null ? undefined : known.get(`${row.period} ${row.household}`);
    return { ...row.facts, ...(whole ? { [DIGEST]: row.digest } : {}), ...(household ? { 户: household } : {}) };
  };
  return [...Map.groupBy(rows, ({ batch }) => batch).values()].map((own) => ({
    ...deliveryOf(feed, own[0]?.period ?? months.to, context.now.today),
    outer: false,
    rows: own.map((row) => ({ key: row.key, household: row.household, values: valuesOf(row) })),
  }));
}

/** No column is called so: it only tells rows apart that differ in what is not kept. */
const DIGEST = ' digest';

function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return yuanText(fen(value));
  if (typeof value === 'object' && 'amount' in value) return String(value.amount);
  return Array.isArray(value) ? value.join('、') : String(value);
}
