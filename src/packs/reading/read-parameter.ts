import { type AmountKind, amountKind, amountOf } from '#domain/policy/amount.ts';
import {
  type Amount,
  type Bound,
  type Computation,
  engineQuestions,
  type Operand,
  type Parameter,
  type ParameterType,
  type SourceRef,
  type Statistic,
  type Value,
} from '#domain/policy/pack-shape.ts';
import { hasOrigin, validityOf } from './read-item.ts';
import {
  andThen,
  capsHouseholds,
  entryOf,
  listOf,
  maybe,
  need,
  object,
  or,
  problem,
  type Read,
  type Reading,
  refer,
} from './read-node.ts';
import {
  date,
  decimalText,
  feel,
  level,
  monthAndDay,
  office,
  parseTermText,
  sources,
  strength,
  text,
  texts,
  truth,
  whole,
  word,
} from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

/** One entry of `parameters`; `name` is its key. */
export function readParameter(name: string): Read<Parameter> {
  return (node, reading) => {
    if (capsHouseholds(name)) return problem(reading, 'household-cap', node.place, { key: name });
    const kind = kindOf(node);
    const raw = shape(kind)(node, { ...reading, inside: name });
    if (raw === undefined) return undefined;
    if (!hasOrigin(raw) && !everyValueHasOrigin(raw)) {
      return problem(reading, 'missing-source', node.place, { id: name });
    }
    reportOverlaps(raw.values, reading);
    const { type, ...rest } = raw;
    const parameter = { ...rest, name, type: type ?? kind.type, pack: reading.head.id, place: node.place };
    return { ...parameter, values: withOrigin(raw) };
  };
}

interface RawParameter {
  readonly source: Parameter['source'];
  readonly inferred?: string;
  readonly values: readonly Value[];
  readonly choices: Parameter['choices'];
}

function everyValueHasOrigin(raw: RawParameter): boolean {
  const origins = [...raw.values, ...raw.choices.map((choice) => ({ source: choice.source }))];
  return origins.length > 0 && origins.every(hasOrigin);
}

/** Values that name no source take the parameter's. */
function withOrigin(raw: RawParameter): readonly Value[] {
  const own = { source: raw.source, ...(raw.inferred === undefined ? {} : { inferred: raw.inferred }) };
  return raw.values.map((value) => (hasOrigin(value) ? value : { ...value, ...own }));
}

/** `open`: an inner pack may leave type and unit to the outer one; what is written is then settled when they are joined. */
type WrittenKind = AmountKind & { readonly open: boolean };

function kindOf(node: TextNode): WrittenKind {
  const [type, unit] = [textAt(node, 'type'), textAt(node, 'unit')];
  const chosen = entryOf(node, 'choices') !== undefined;
  const open = type === undefined && unit === undefined && !chosen;
  return { ...amountKind(type as ParameterType | undefined, unit, chosen), open };
}

function textAt(node: TextNode, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'text' ? value.text.trim() : undefined;
}

function shape(kind: WrittenKind) {
  return object({
    label: maybe(text),
    strength: or(strength, 'must'),
    type: maybe(word('number', 'term', 'code', 'window', 'list')),
    unit: maybe(text),
    values: or(listOf(readValue(kind)), []),
    choices: or(
      listOf(
        object({
          value: need(amount(kind)),
          source: or(sources, []),
          inferred: maybe(text),
          label: maybe(text),
          means: maybe(text),
          note: maybe(text),
        }),
      ),
      [],
    ),
    settles: maybe(word(...engineQuestions)),
    setAt: maybe(level),
    setBy: or(setters, []),
    joint: or(truth, false),
    basis: or(texts, []),
    bound: maybe(word('not-below', 'not-above', 'exact')),
    notBelow: or(listOf(bound(kind)), []),
    notAbove: or(listOf(bound(kind)), []),
    versionBy: or(word('start-event', 'opening', 'act-day'), 'start-event'),
    order: or(listOf(feel('value')), []),
    suspicious: or(listOf(object({ when: need(feel('value')), text: need(text) })), []),
    suggestion: maybe(object({ value: need(amount(kind)), why: need(text) })),
    source: or(sources, []),
    inferred: maybe(text),
    note: maybe(text),
    question: maybe(texts),
    amends: or(sources, []),
  });
}

/** Who sets the value: an office, a list of them, or entries as in `by` (`{office}`); conditions of such entries are read over. */
const setters: Read<readonly string[]> = listOf(
  (node, reading) =>
    node.kind === 'map'
      ? object({ office: need(office), when: maybe(feel()), label: maybe(text) })(node, reading)?.office
      : office(node, reading),
  true,
);

/** An amount of the parameter's kind. */
function amount(kind: WrittenKind): Read<Amount> {
  return (node, reading) => {
    if (kind.open && node.kind === 'list') return texts(node, reading);
    if (kind.open && node.kind === 'map') return window(node, reading);
    if (kind.type === 'list') return texts(node, reading);
    if (kind.type === 'window') return window(node, reading);
    const written = text(node, reading);
    if (written === undefined) return undefined;
    if (kind.open) return amountOf(kind, written) ?? parseTermText(written) ?? written;
    return (
      amountOf(kind, written) ?? problem(reading, 'wrong-value', node.place, { wanted: kind.wanted, found: written })
    );
  };
}

const windowEnd: Read<string> = (node, reading) => {
  const written = node.kind === 'text' ? node.text.trim() : '';
  const named = ['previous-month-end', 'anchor-day', 'month-end'].includes(written);
  return named ? written : monthAndDay(node, reading);
};

const window: Read<Amount> = object({
  last: need(
    andThen(text, (written, node, reading) => {
      const value = amountOf({ type: 'term', unit: undefined, wanted: '12 month' }, written);
      return typeof value === 'object' && 'amount' in value
        ? value
        : problem(reading, 'wrong-value', node.place, { wanted: '12 month', found: written });
    }),
  ),
  ending: need(windowEnd),
  anchor: or(text, 'today'),
});

const untilPublished = object({
  of: need(whole(-20, 0)),
  mark: or(word('provisional'), 'provisional'),
  source: or(sources, []),
});

function readValue(kind: WrittenKind): Read<Value> {
  const read = object({
    id: maybe(text),
    from: maybe(date),
    to: maybe(date),
    value: maybe(amount(kind)),
    statistic: maybe(text),
    of: or(whole(-20, 0), 0),
    times: or(decimalText, '1'),
    untilPublished: maybe(untilPublished),
    sum: maybe(operands(kind)),
    max: maybe(operands(kind)),
    min: maybe(operands(kind)),
    for: maybe(feel('member')),
    label: maybe(text),
    strength: or(strength, 'must'),
    amends: or(sources, []),
    source: or(sources, []),
    inferred: maybe(text),
    note: maybe(text),
  });
  return (node, reading) => {
    const raw = read(node, reading);
    if (raw === undefined) return undefined;
    const { from, to, value, statistic, of, times, untilPublished: until, sum, max, min, ...rest } = raw;
    const how = computation({ value, statistic, of, times, until, sum, max, min });
    if (how === undefined) return problem(reading, 'missing-key', node.place, { key: 'value' });
    if (how.kind === 'statistic') refer(reading, 'statistic', how.statistic, node.place);
    const valid = validityOf({ from, to }, node, reading);
    return valid === undefined ? undefined : { ...rest, how, valid, pack: reading.head.id, place: node.place };
  };
}

interface Ways {
  readonly value: Amount | undefined;
  readonly statistic: string | undefined;
  readonly of: number;
  readonly times: string;
  readonly until: { readonly of: number; readonly source: readonly SourceRef[] } | undefined;
  readonly sum: readonly Operand[] | undefined;
  readonly max: readonly Operand[] | undefined;
  readonly min: readonly Operand[] | undefined;
}

function computation(ways: Ways): Computation | undefined {
  if (ways.value !== undefined) return { kind: 'literal', value: ways.value };
  if (ways.statistic !== undefined) {
    const base = { kind: 'statistic', statistic: ways.statistic, of: ways.of, times: ways.times } as const;
    return ways.until === undefined
      ? base
      : { ...base, untilPublished: { of: ways.until.of, source: ways.until.source } };
  }
  for (const kind of ['sum', 'max', 'min'] as const) {
    const parts = ways[kind];
    if (parts !== undefined) return { kind, parts };
  }
  return undefined;
}

function operands(kind: WrittenKind): Read<readonly Operand[]> {
  return listOf((node, reading) => {
    if (node.kind !== 'map') {
      const value = amount(kind)(node, reading);
      return value === undefined ? undefined : { value };
    }
    const named = object({ param: need(text), times: or(decimalText, '1') })(node, reading);
    if (named !== undefined) refer(reading, 'parameter', named.param, node.place);
    return named;
  });
}

function bound(kind: WrittenKind): Read<Bound> {
  const read = object({
    value: maybe(amount(kind)),
    id: maybe(text),
    label: maybe(text),
    note: maybe(text),
    param: maybe(text),
    times: or(decimalText, '1'),
    from: maybe(date),
    to: maybe(date),
    source: or(sources, []),
    inferred: maybe(text),
  });
  return (node, reading) => {
    const raw = read(node, reading);
    if (raw === undefined) return undefined;
    const { value, param, times, from, to, ...rest } = raw;
    const valid = validityOf({ from, to }, node, reading);
    if (valid === undefined) return undefined;
    if (!hasOrigin(raw)) return problem(reading, 'missing-source', node.place, { id: 'not-below' });
    if (param !== undefined) refer(reading, 'parameter', param, node.place);
    if (value !== undefined) return { ...rest, limit: { value }, valid, pack: reading.head.id };
    if (param !== undefined) return { ...rest, limit: { param, times }, valid, pack: reading.head.id };
    return problem(reading, 'missing-key', node.place, { key: 'value' });
  };
}

/** Two values without `for` may not cover one day. */
function reportOverlaps(values: readonly Value[], reading: Reading): void {
  const general = values.filter((value) => value.for === undefined);
  const sorted = [...general].sort((a, b) => (a.valid.from < b.valid.from ? -1 : 1));
  sorted.forEach((value, at) => {
    const before = sorted[at - 1];
    if (before === undefined || (before.valid.to !== undefined && before.valid.to <= value.valid.from)) return;
    const facts = { from: value.valid.from, line: before.place.line, file: before.place.file };
    problem(reading, 'overlapping-values', value.place, facts);
  });
}

/** One entry of `statistics`. */
export function readStatistic(name: string): Read<Statistic> {
  return (node, reading) => {
    const kind = { ...amountKind(undefined, textAt(node, 'unit'), false), open: false };
    const value = object({
      of: need(text),
      value: need(amount(kind)),
      published: need(date),
      source: need(texts),
    });
    const raw = object({
      unit: need(text),
      area: need(text),
      period: need(word('year', 'month')),
      values: or(listOf(value), []),
    })(node, reading);
    return raw === undefined ? undefined : { ...raw, name, place: node.place };
  };
}
