import type { Fen } from '../values/fen.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { amountUnit, compareAmounts, sameAmount } from './amount.ts';
import { covers } from './area-packs.ts';
import { officeId } from './office-ids.ts';
import type { Amount, Bound, Computation, Feel, Operand, SourceRef, Value } from './pack-shape.ts';
import type { ParameterReading, Policy, ResolvedParameter } from './resolved-policy.ts';

/** Whether a value's `for` fits whom it is read for: true, false, or null when that is not known. */
export type Fits = (rule: Feel) => boolean | null;

/** Nobody in particular: values for groups stay undetermined. */
const NOBODY: Fits = () => null;

/**
 * The parameter as it stands for `day`: value (money in fen, terms with their unit), unit, clauses, first day, and the
 * reason where it is inferred. `value` is null when it is unset, undetermined or unpublished: see `state`, `missing`.
 * undefined when the policy has no parameter of that name.
 */
export function parameterOn(
  policy: Policy,
  name: string,
  day: PlainDate,
  fits: Fits = NOBODY,
): ParameterReading | undefined {
  return read(policy, name, { day, fits, above: [] });
}

/**
 * What the parameter's word means to the engine on `day`: the `means` of the choice, else the word itself. null: no word is
 * set, or the parameter holds something else.
 */
export function meantWord(policy: Policy, name: string, day: PlainDate): string | null {
  const value = parameterOn(policy, name, day)?.value ?? null;
  if (typeof value !== 'string') return null;
  return policy.parameters[name]?.choices.find((choice) => choice.value === value)?.means ?? value;
}

interface Asked {
  readonly day: PlainDate;
  readonly fits: Fits;
  /** Parameters being computed: one that needs itself is undetermined. */
  readonly above: readonly string[];
}

function read(policy: Policy, name: string, asked: Asked): ParameterReading | undefined {
  const parameter = Object.hasOwn(policy.parameters, name) ? policy.parameters[name] : undefined;
  if (parameter === undefined) return undefined;
  if (asked.above.includes(name)) return none(parameter, 'undetermined', [name]);
  const found = valueFor(policy, parameter, asked);
  if (found === 'unknown') return none(parameter, 'undetermined', parameter.layers.flatMap(groupsOf));
  if (found === undefined) return none(parameter, nothingState(parameter, asked.day), []);
  const lacking = parameter.joint && found.set !== undefined ? notYetEntered(policy, parameter, found, asked.day) : [];
  if (lacking.length > 0) return none(parameter, 'unset', lacking);
  const computed = compute(policy, found.how, { ...asked, above: [...asked.above, name] });
  if (computed.state !== 'set' && computed.state !== 'provisional')
    return none(parameter, computed.state, computed.missing);
  const reading = none(parameter, computed.state, []);
  const unit = amountUnit(computed.value, parameter.unit);
  const from = found.valid.from;
  return {
    ...reading,
    value: computed.value,
    unit,
    source: found.source,
    from,
    inferred: found.inferred ?? null,
    set: found.set ?? null,
  };
}

function none(
  parameter: ResolvedParameter,
  state: ParameterReading['state'],
  missing: readonly string[],
): ParameterReading {
  return {
    name: parameter.name,
    value: null,
    state,
    unit: parameter.unit ?? null,
    source: parameter.source,
    from: null,
    inferred: parameter.inferred ?? null,
    setBy: parameter.setAt ?? null,
    setByOffices: parameter.setBy,
    set: null,
    suggestion: parameter.suggestion ?? null,
    missing,
  };
}

/** The value of the first layer that has one for the day; 'unknown' when it is not known whom a value is for. */
function valueFor(policy: Policy, parameter: ResolvedParameter, asked: Asked): Value | 'unknown' | undefined {
  for (const layer of parameter.layers) {
    const inForce = layer.values.filter((value) => covers(value.valid, asked.day) && value.set?.waiting !== true);
    const entered = parameter.joint ? (agreedEntry(policy, parameter, inForce) ?? inForce) : inForce;
    const candidates = layer.kind === 'set' ? latestEntry(entered) : inForce;
    for (const value of candidates) {
      const verdict = value.for === undefined ? true : asked.fits(value.for);
      if (verdict === null) return 'unknown';
      if (verdict) return value;
    }
  }
  return undefined;
}

function nothingState(parameter: ResolvedParameter, day: PlainDate): ParameterReading['state'] {
  const entered = parameter.layers.flatMap((layer) => layer.values).filter((value) => covers(value.valid, day));
  if (entered.some((value) => value.set?.waiting === true)) return 'suspicious';
  return parameter.choices.length > 0 ? 'undetermined' : 'unset';
}

/** Of entries for the same day the one that began last, then the one entered last. */
function latestEntry(values: readonly Value[]): readonly Value[] {
  return byEntry(values).slice(-1);
}

/** Entries in the order they count: by first day, then by the day they were made; of one day as they stand. */
function byEntry(values: readonly Value[]): readonly Value[] {
  const rank = (value: Value): string => `${value.valid.from} ${value.set?.on ?? ''}`;
  return values.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/**
 * The entry that made the offices of a joint value agree last: one of them saying otherwise since changes nothing until the
 * others say so too. undefined: they never agreed.
 */
function agreedEntry(
  policy: Policy,
  parameter: ResolvedParameter,
  entries: readonly Value[],
): readonly Value[] | undefined {
  const id = (word: string): string => officeId(policy.terms.offices, word);
  const offices = parameter.setBy.map(id);
  const said = new Map<string, Value>();
  let agreed: Value | undefined;
  for (const entry of byEntry(entries)) {
    if (entry.set === undefined) continue;
    said.set(id(entry.set.by), entry);
    if (offices.every((office) => sameComputation(said.get(office)?.how ?? NOTHING_SAID, entry.how))) agreed = entry;
  }
  return agreed === undefined ? undefined : [agreed];
}

const NOTHING_SAID: Computation = { kind: 'sum', parts: [] };

/** Offices that must also enter the value before it counts. */
function notYetEntered(policy: Policy, parameter: ResolvedParameter, found: Value, day: PlainDate): readonly string[] {
  const id = (word: string): string => officeId(policy.terms.offices, word);
  const entries = parameter.layers
    .flatMap((layer) => layer.values)
    .filter((value) => value.set && value.set.waiting !== true && covers(value.valid, day));
  const agreeing = entries.filter((value) => sameComputation(value.how, found.how));
  return parameter.setBy.filter(
    (office) => !agreeing.some(({ set }) => set !== undefined && id(set.by) === id(office)),
  );
}

function sameComputation(a: Computation, b: Computation): boolean {
  return a.kind === 'literal' && b.kind === 'literal' && sameAmount(a.value, b.value);
}

function groupsOf(layer: { readonly values: readonly Value[] }): readonly string[] {
  return layer.values.flatMap((value) => (value.for === undefined ? [] : [value.for]));
}

interface Computed {
  readonly state: ParameterReading['state'];
  readonly value: Amount | null;
  readonly missing: readonly string[];
}

function compute(policy: Policy, how: Computation, asked: Asked): Computed {
  if (how.kind === 'literal') return { state: 'set', value: how.value, missing: [] };
  if (how.kind === 'statistic') return fromStatistic(policy, how, asked.day);
  const parts = how.parts.map((part) => operand(policy, part, asked));
  const missing = parts.flatMap((part) => part.missing);
  const values = parts.flatMap((part) => (part.value === null ? [] : [part.value]));
  if (values.length < parts.length)
    return { state: parts.find((part) => part.value === null)?.state ?? 'unset', value: null, missing };
  const value = how.kind === 'sum' ? sumOf(values) : extremeOf(values, how.kind);
  if (value === undefined) return { state: 'undetermined', value: null, missing };
  const state = parts.some((part) => part.state === 'provisional') ? 'provisional' : 'set';
  return { state, value, missing };
}

function operand(policy: Policy, part: Operand, asked: Asked): Computed {
  if ('value' in part) return { state: 'set', value: part.value, missing: [] };
  const reading = read(policy, part.param, asked);
  if (reading === undefined || reading.value === null)
    return { state: reading?.state ?? 'unset', value: null, missing: [part.param] };
  return { state: reading.state, value: timesDecimal(reading.value, part.times), missing: [] };
}

function fromStatistic(policy: Policy, how: Computation & { readonly kind: 'statistic' }, day: PlainDate): Computed {
  const statistic = policy.statistics[how.statistic];
  const published = (back: number): Amount | undefined => {
    const year = String(Number(day.slice(0, 4)) + back);
    const hits = statistic?.values.filter((value) => value.of === year && value.published <= day) ?? [];
    return hits.toSorted((a, b) => (a.published < b.published ? 1 : -1))[0]?.value;
  };
  const wanted = published(how.of);
  if (wanted !== undefined) return { state: 'set', value: timesDecimal(wanted, how.times), missing: [] };
  const standIn = how.untilPublished === undefined ? undefined : published(how.untilPublished.of);
  if (standIn !== undefined)
    return { state: 'provisional', value: timesDecimal(standIn, how.times), missing: [how.statistic] };
  return { state: 'unpublished', value: null, missing: [how.statistic] };
}

/** A number or money times exact decimal text; money is rounded half up to the fen. Other amounts stay as they are. */
export function timesDecimal(amount: Amount, times: string): Amount {
  if (times === '1') return amount;
  if (typeof amount === 'number') return Number(times) * amount;
  if (typeof amount !== 'bigint') return amount;
  const [whole, fraction = ''] = times.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const product = amount * BigInt(`${whole}${fraction}`);
  const half = product < 0n ? -scale / 2n : scale / 2n;
  return ((product + half) / scale) as Fen;
}

function sumOf(values: readonly Amount[]): Amount | undefined {
  if (values.every((value) => typeof value === 'bigint')) return values.reduce((sum, value) => sum + value, 0n) as Fen;
  if (values.every((value) => typeof value === 'number')) return values.reduce((sum, value) => sum + value, 0);
  return undefined;
}

function extremeOf(values: readonly Amount[], kind: 'max' | 'min'): Amount | undefined {
  const sign = kind === 'max' ? 1 : -1;
  return values.reduce<Amount | undefined>((best, value) => {
    if (best === undefined) return undefined;
    const order = compareAmounts(value, best);
    return order === undefined ? undefined : order * sign > 0 ? value : best;
  }, values[0]);
}

/** Amounts a value may not fall below (`floors`) or exceed (`ceilings`) on the day; null where a bound itself is unset. */
export function boundsOn(
  policy: Policy,
  bounds: readonly Bound[],
  day: PlainDate,
): readonly { readonly amount: Amount | null; readonly param: string | null; readonly source: readonly SourceRef[] }[] {
  return bounds
    .filter((bound) => covers(bound.valid, day))
    .map((bound) => {
      if ('value' in bound.limit) return { amount: bound.limit.value, param: null, source: bound.source };
      const value = parameterOn(policy, bound.limit.param, day)?.value ?? null;
      const amount = value === null ? null : timesDecimal(value, bound.limit.times);
      return { amount, param: bound.limit.param, source: bound.source };
    });
}
