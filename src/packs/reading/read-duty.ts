import {
  type Cadence,
  type Covers,
  type DayOfMonth,
  type Duty,
  type Grading,
  type MonthAndDay,
  periods,
  type Roll,
} from '#domain/policy/duty-shape.ts';
import { clockEvent, dayOfMonth } from './read-clock.ts';
import { datedItem, eventItem } from './read-item.ts';
import { type Fields, listOf, maybe, need, object, or, problem, type Read, type Reading, refer } from './read-node.ts';
import {
  count,
  date,
  feel,
  listOrParam,
  monthAndDay,
  office,
  offices,
  parameterName,
  sources,
  term,
  text,
  texts,
  whole,
  word,
} from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

type Slots =
  | { readonly kind: 'slots'; readonly slots: readonly DayOfMonth[] }
  | { readonly kind: 'days'; readonly days: readonly MonthAndDay[] };

/** Days of every month (`[10, 20, last]`) or days of every year (`[03-15, 09-15]`). */
const slots: Read<Slots> = (node, reading) => {
  const yearly =
    node.kind === 'list' && node.items.every((item) => item.kind === 'text' && /^\d\d-\d\d$/.test(item.text.trim()));
  if (yearly) {
    const days = listOf(monthAndDay)(node, reading);
    return days === undefined ? undefined : { kind: 'days', days };
  }
  const found = listOf(dayOfMonth)(node, reading);
  return found === undefined ? undefined : { kind: 'slots', slots: found };
};

const dueDay: Read<DayOfMonth | { readonly param: string }> = (node, reading) =>
  node.kind === 'map' ? parameterName(node, reading) : dayOfMonth(node, reading);

/** What becomes of a due day on a rest day. */
export const roll: Read<Roll> = (node, reading) =>
  node.kind === 'map' ? parameterName(node, reading) : word('none', 'previous', 'next')(node, reading);

/** The keys that say when something recurs. */
export const cadenceFields = {
  once: maybe(date),
  every: maybe(word(...periods, 'season', 'school-term', 'never')),
  slots: maybe(slots),
  dueDay: maybe(dueDay),
  dueMonth: maybe(whole(1, 12)),
  window: maybe(listOf(object({ from: need(monthAndDay), to: need(monthAndDay) }), true)),
  onEvent: maybe(object({ within: need(term), from: need(clockEvent) })),
  continuous: maybe(object({ atMost: need(term) })),
  cadence: maybe(word('never')),
} as const satisfies Fields;

type RawCadence = {
  readonly [K in keyof typeof cadenceFields]?: (typeof cadenceFields)[K] extends { readonly read: Read<infer T> }
    ? T
    : never;
};

/** The one cadence the keys describe, or a problem when there is none. */
export function cadenceOf(raw: RawCadence, node: TextNode, reading: Reading): Cadence | undefined {
  if (raw.cadence === 'never' || raw.every === 'never') return { kind: 'never' };
  if (raw.once !== undefined) return { kind: 'once', on: raw.once };
  if (raw.slots !== undefined) return raw.slots;
  if (raw.every === 'season' || raw.every === 'school-term') {
    // How long a season or a term is differs from place to place: the pack names the windows.
    if (raw.window === undefined) return problem(reading, 'missing-key', node.place, { key: 'window' });
    return { kind: 'windows', windows: raw.window };
  }
  if (raw.every !== undefined) {
    const days = raw.dueDay === undefined ? {} : { dueDay: raw.dueDay };
    return {
      kind: 'every',
      every: raw.every,
      ...days,
      ...(raw.dueMonth === undefined ? {} : { dueMonth: raw.dueMonth }),
    };
  }
  const [only, ...more] = raw.window ?? [];
  if (only !== undefined) {
    return more.length === 0 ? { kind: 'window', ...only } : { kind: 'windows', windows: [only, ...more] };
  }
  if (raw.onEvent !== undefined) return { kind: 'on-event', ...raw.onEvent };
  if (raw.continuous !== undefined) return { kind: 'continuous', ...raw.continuous };
  if (raw.dueDay !== undefined) return { kind: 'every', every: 'month', dueDay: raw.dueDay };
  return problem(reading, 'missing-key', node.place, { key: 'every' });
}

/** The item without its cadence keys. */
export function withoutCadence<T extends RawCadence>(raw: T): Omit<T, keyof RawCadence> {
  const { once, every, slots, dueDay, dueMonth, window, onEvent, continuous, cadence, ...rest } = raw;
  return rest;
}

export const covers: Read<Covers> = word(
  'period',
  'previous-period',
  'previous-month',
  'month-to-date',
  'year-to-previous-month-end',
);

const forEach: Read<{ readonly subject: string; readonly where?: string }> = (node, reading) => {
  if (node.kind !== 'map') {
    const subject = text(node, reading);
    return subject === undefined ? undefined : { subject };
  }
  const entry = node.entries[0];
  if (entry === undefined || node.entries.length > 1)
    return problem(reading, 'wrong-value', node.place, { wanted: '{household: …}', found: 'map' });
  const where = feel('member')(entry.value, reading);
  return where === undefined ? undefined : { subject: entry.key, where };
};

const SHARE = /^(all|\d+(\.\d+)?%)$/;

/** What part of the population must be reached: `all`, a share (`30%`), or the condition that says who. */
const coverage: Read<string> = (node, reading) =>
  node.kind === 'text' && SHARE.test(node.text.trim()) ? node.text.trim() : feel('member')(node, reading);

const form: Read<string> = (node, reading) => {
  const name = text(node, reading);
  if (name !== undefined) refer(reading, 'form', name, node.place);
  return name;
};

const fulfils: Read<readonly string[]> = listOf((node, reading) => {
  const name = text(node, reading);
  if (name !== undefined) refer(reading, 'duty', name, node.place);
  return name;
}, true);

const dutyBody = {
  ...cadenceFields,
  who: need(office),
  covers: or<Covers>(covers, 'period'),
  roll: maybe(roll),
  count: maybe(count),
  distinct: maybe(text),
  cap: maybe(word('population')),
  forEach: maybe(forEach),
  coverage: maybe(coverage),
  to: or(offices, []),
  seal: maybe(text),
  parts: or(listOrParam, { list: [] }),
  fulfils: or(fulfils, []),
  push: maybe(object({ events: need(texts), fields: or(texts, []), to: or(offices, []) })),
  attend: or(offices, []),
  during: maybe(text),
  onlyIf: maybe(text),
  form: maybe(form),
} as const satisfies Fields;

const rawDuty = eventItem(dutyBody, 'required');

/** One entry of `duties`. */
export const readDuty: Read<Duty> = (node, reading) => {
  const raw = rawDuty(node, reading);
  if (raw === undefined) return undefined;
  const cadence = cadenceOf(raw, node, reading);
  if (cadence === undefined) return undefined;
  const { push, parts, ...rest } = withoutCadence(raw);
  const to = rest.to.length > 0 ? rest.to : (push?.to ?? []);
  const pushed = push === undefined ? {} : { push: { events: push.events, fields: push.fields } };
  const listed = { parts: parts.list, ...(parts.param === undefined ? {} : { partsFrom: parts.param }) };
  return { ...rest, ...listed, to, cadence, ...pushed };
};

const rawGrading = datedItem(
  {
    subject: need(word('household', 'lead', 'village')),
    levels: need(listOf(object({ id: need(text), anyOf: need(listOf(feel('member'))), source: or(sources, []) }))),
    review: maybe(object(cadenceFields)),
    by: or(offices, []),
  },
  'free',
);

/** One entry of `grading`. */
export const readGrading: Read<Grading> = (node, reading) => {
  const raw = rawGrading(node, reading);
  if (raw === undefined) return undefined;
  const { review, ...rest } = raw;
  if (raw.source.length === 0 && raw.inferred === undefined && raw.levels.some((each) => each.source.length === 0)) {
    return problem(reading, 'missing-source', node.place, { id: raw.id });
  }
  const cadence = review === undefined ? undefined : cadenceOf(review, node, reading);
  return cadence === undefined ? rest : { ...rest, review: cadence };
};
