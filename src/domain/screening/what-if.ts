import type { Feed } from '../policy/duty-shape.ts';
import type { Amount } from '../policy/pack-shape.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { plainDate } from '../values/plain-date.ts';
import { type FeedBatch, screenFeed } from './screen-feed.ts';

/** What became of a household in the time looked at: found to qualify, found not to, or nobody has looked. */
export type Truth = 'yes' | 'no';

/** What one value of the parameter would have raised. Households; rows of people no register knows stand under `strangers`. */
export interface TrialResult {
  readonly raised: number;
  /** Raised and found to qualify. */
  readonly yes: number;
  /** Raised and found not to. */
  readonly no: number;
  /** Raised, and nobody has verified them: in neither figure. */
  readonly unverified: number;
  /** Found to qualify, and not raised. */
  readonly missed: number;
  readonly strangers: number;
  /** Rows that cannot be judged by what is kept of them. */
  readonly undecided: number;
  /** yes of yes + no, whole permille; null where nobody raised was verified. */
  readonly precision: number | null;
  /** yes of all found to qualify whom the feed named, whole permille; null where there is none. */
  readonly recall: number | null;
}

/** Households that would come in and drop out of a township against the present value. */
export interface TownShift {
  readonly town: number;
  readonly in: number;
  readonly out: number;
}

export interface Trial {
  readonly result: TrialResult;
  readonly towns: readonly TownShift[];
}

/** What is known of the households the rows are about. */
export interface TrialGround {
  readonly truth: ReadonlyMap<string, Truth>;
  readonly townOf: ReadonlyMap<string, number>;
}

/** The policy as it would be with another value of a parameter, on all days and for everybody. Errors: none; an unknown name changes nothing. */
export function withValue(policy: Policy, name: string, value: Amount): Policy {
  const parameter = policy.parameters[name];
  if (parameter === undefined) return policy;
  const { pack, place } = parameter;
  const only = { valid: { from: plainDate('1900-01-01') }, how: { kind: 'literal', value }, source: [], pack, place } as const; // biome-ignore format: one value
  const layers = [{ pack, kind: 'sourced', values: [only] }] as const;
  return { ...policy, parameters: { ...policy.parameters, [name]: { ...parameter, joint: false, layers } } };
}

/**
 * Judges what was delivered once more under the present policy and under others, by the engine that judged it then
 * (`screenFeed`). The first trial is the present one; all shifts are against it.
 */
export function tryPolicies(
  policies: readonly Policy[],
  feed: Feed,
  batches: readonly FeedBatch[],
  ground: TrialGround,
): Trial[] {
  const named = new Set(batches.flatMap(({ rows }) => rows.flatMap(({ household }) => household ?? [])));
  const outcomes = policies.map((policy) => raisedBy(policy, feed, batches));
  const [present] = outcomes;
  return outcomes.map((outcome) => ({
    result: resultOf(outcome, named, ground.truth),
    towns: shiftsOf(present?.households ?? new Set(), outcome.households, ground.townOf),
  }));
}

interface Raised {
  readonly households: ReadonlySet<string>;
  readonly strangers: number;
  readonly undecided: number;
}

function raisedBy(policy: Policy, feed: Feed, batches: readonly FeedBatch[]): Raised {
  const rows = screenFeed(policy, feed, batches).flat();
  const raising = rows.filter(({ verdict }) => verdict === 'raises');
  return {
    households: new Set(raising.flatMap(({ row }) => row.household ?? [])),
    strangers: raising.filter(({ row }) => row.household === null).length,
    undecided: rows.filter(({ verdict }) => verdict === 'unknown' || verdict === 'blocked').length,
  };
}

function resultOf(
  { households, strangers, undecided }: Raised,
  named: ReadonlySet<string>,
  truth: ReadonlyMap<string, Truth>,
): TrialResult {
  const count = (of: ReadonlySet<string>, is: Truth | undefined) => [...of].filter((id) => truth.get(id) === is).length;
  const [yes, no] = [count(households, 'yes'), count(households, 'no')];
  const right = count(named, 'yes');
  return {
    raised: households.size,
    yes,
    no,
    unverified: count(households, undefined),
    missed: right - yes,
    strangers,
    undecided,
    precision: share(yes, yes + no),
    recall: share(yes, right),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((1000 * part) / whole);
}

function shiftsOf(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  townOf: ReadonlyMap<string, number>,
): TownShift[] {
  const shifts = new Map<number, { in: number; out: number }>();
  const note = (household: string, side: 'in' | 'out') => {
    const town = townOf.get(household);
    if (town === undefined) return;
    const shift = shifts.get(town) ?? { in: 0, out: 0 };
    shift[side] += 1;
    shifts.set(town, shift);
  };
  for (const id of after) if (!before.has(id)) note(id, 'in');
  for (const id of before) if (!after.has(id)) note(id, 'out');
  return [...shifts].map(([town, shift]) => ({ town, ...shift })).toSorted((a, b) => a.town - b.town);
}
