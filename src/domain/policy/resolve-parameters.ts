import { amountKind, amountOf } from './amount.ts';
import { digitsOf, grouped, originOf, winner } from './area-packs.ts';
import type { Amount, Bound, Operand, Pack, PackLevel, Parameter, Value } from './pack-shape.ts';
import type { ResolvedParameter, Setting, ValueLayer } from './resolved-policy.ts';

/** Digits of an area at each level, to rank what an office set against what packs say. */
const DIGITS: Readonly<Record<PackLevel, number>> = {
  national: 0,
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  village: 12,
};

/**
 * Parameters of the packs (outermost first) with all their dated values in layers: what offices set and what packs give
 * with a source, innermost first, then what packs infer. Days do not matter here: they are asked when reading.
 */
export function resolveParameters(
  packs: readonly Pack[],
  settings: readonly Setting[],
): Record<string, ResolvedParameter> {
  const all = packs.flatMap((pack) => pack.parameters);
  const resolved: Record<string, ResolvedParameter> = {};
  for (const [name, versions] of grouped(all, (each) => each.name)) {
    const own = settings.filter((setting) => setting.name === name);
    resolved[name] = resolveOne(versions, own, packs);
  }
  return resolved;
}

function resolveOne(
  versions: readonly Parameter[],
  settings: readonly Setting[],
  packs: readonly Pack[],
): ResolvedParameter {
  const won = winner(versions) as Parameter;
  const inward = [won, ...versions.filter((each) => each !== won).reverse()];
  const merged = { ...won, ...firstKnown(inward) };
  const kind = amountKind(merged.type, merged.unit, merged.choices.length > 0);
  const settle = (amount: Amount): Amount => settledAmount(amount, merged.type, merged.unit);
  const bounds = (key: 'notBelow' | 'notAbove'): readonly Bound[] =>
    versions.flatMap((each) => each[key].map((bound) => settledBound(bound, settle)));
  return {
    ...merged,
    type: kind.type,
    choices: merged.choices.map((choice) => ({ ...choice, value: settle(choice.value) })),
    layers: layersOf(versions, settings, packs, settle),
    floors: bounds('notBelow'),
    ceilings: bounds('notAbove'),
    origin: originOf(won, versions),
  };
}

/** Keys an inner pack may leave out and mean the outer one's. */
function firstKnown(inward: readonly Parameter[]): Partial<Parameter> {
  const pick = <K extends keyof Parameter>(key: K): Partial<Parameter> => {
    const found = inward.find((each) => each[key] !== undefined && !isEmpty(each[key]));
    return found === undefined ? {} : ({ [key]: found[key] } as Partial<Parameter>);
  };
  const typed = inward.find((each) => each.unit !== undefined || each.type !== 'number');
  const dated = inward.find((each) => each.versionBy !== 'start-event');
  return {
    ...pick('label'),
    ...pick('unit'),
    ...pick('setAt'),
    ...pick('setBy'),
    ...pick('basis'),
    ...pick('choices'),
    ...pick('settles'),
    ...pick('suggestion'),
    ...pick('question'),
    ...pick('bound'),
    ...pick('order'),
    ...pick('suspicious'),
    ...(typed === undefined ? {} : { type: typed.type }),
    ...(dated === undefined ? {} : { versionBy: dated.versionBy }),
    joint: inward.some((each) => each.joint),
  };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function layersOf(
  versions: readonly Parameter[],
  settings: readonly Setting[],
  packs: readonly Pack[],
  settle: (amount: Amount) => Amount,
): readonly ValueLayer[] {
  const digits = new Map(packs.map((pack) => [pack.head.id, digitsOf(pack.head.area).length]));
  const layers = versions.flatMap((version, order) => {
    const values = version.values.map((value) => settledValue(value, settle));
    const layer = (kind: 'sourced' | 'inferred'): ValueLayer & { depth: number; order: number } => ({
      pack: version.pack,
      kind,
      values: values.filter((value) => (value.inferred === undefined) === (kind === 'sourced')),
      depth: digits.get(version.pack) ?? 0,
      order,
    });
    return [layer('sourced'), layer('inferred')];
  });
  const set = settingLayers(versions, settings, settle);
  const certain = [...set, ...layers.filter((each) => each.kind === 'sourced')];
  const inferred = layers.filter((each) => each.kind === 'inferred');
  const inward = (a: { depth: number; order: number }, b: { depth: number; order: number }): number =>
    b.depth - a.depth || b.order - a.order;
  return [...certain.sort(inward), ...inferred.sort(inward)]
    .filter((each) => each.values.length > 0)
    .map(({ pack, kind, values }) => ({ pack, kind, values }));
}

/** What offices set, one layer an area; of two entries for one day the later one counts. Ranks before packs of its area. */
function settingLayers(
  versions: readonly Parameter[],
  settings: readonly Setting[],
  settle: (amount: Amount) => Amount,
): readonly (ValueLayer & { depth: number; order: number })[] {
  const declared = versions.findLast((each) => each.setAt !== undefined || each.choices.length > 0) ?? versions[0];
  if (declared === undefined) return [];
  const level = declared.setAt;
  const depthOf = (setting: Setting): number =>
    setting.area === undefined ? (level === undefined ? 99 : DIGITS[level]) : digitsOf(setting.area).length;
  return [...grouped(settings, (setting) => String(depthOf(setting)))].map(([depth, entries]) => ({
    pack: declared.pack,
    kind: 'set' as const,
    values: entries.map((setting) => settingValue(setting, declared, settle)),
    depth: Number(depth),
    order: Number.MAX_SAFE_INTEGER,
  }));
}

function settingValue(setting: Setting, declared: Parameter, settle: (amount: Amount) => Amount): Value {
  const document = setting.document === undefined ? {} : { document: setting.document };
  const waiting = setting.waiting === true ? { waiting: true } : {};
  return {
    valid: setting.to === undefined ? { from: setting.from } : { from: setting.from, to: setting.to },
    how: { kind: 'literal', value: settle(setting.value) },
    source: declared.source,
    set: { by: setting.by, on: setting.on ?? setting.from, ...document, ...waiting },
    pack: declared.pack,
    place: declared.place,
  };
}

function settledValue(value: Value, settle: (amount: Amount) => Amount): Value {
  if (value.how.kind === 'literal') return { ...value, how: { kind: 'literal', value: settle(value.how.value) } };
  if (value.how.kind === 'statistic') return value;
  const parts = value.how.parts.map((part): Operand => ('value' in part ? { value: settle(part.value) } : part));
  return { ...value, how: { kind: value.how.kind, parts } };
}

function settledBound(bound: Bound, settle: (amount: Amount) => Amount): Bound {
  return 'value' in bound.limit ? { ...bound, limit: { value: settle(bound.limit.value) } } : bound;
}

/** A pack may name the value and leave the unit to the outer pack: the number then becomes money or a term here. */
function settledAmount(amount: Amount, type: Parameter['type'], unit: string | undefined): Amount {
  const kind = amountKind(type, unit, false);
  const written = typeof amount === 'string' ? amount : typeof amount === 'number' ? String(amount) : undefined;
  return written === undefined ? amount : (amountOf(kind, written) ?? amount);
}
