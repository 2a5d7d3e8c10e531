import type { Covers, Feed, FeedColumn, FeedWindow, Raise } from '#domain/policy/duty-shape.ts';
import { clockEvent, dayOfMonth } from './read-clock.ts';
import { cadenceFields, cadenceOf, covers, roll, withoutCadence } from './read-duty.ts';
import { eventItem } from './read-item.ts';
import { entryOf, listOf, maybe, need, object, or, problem, type Read, refer } from './read-node.ts';
import { feel, monthAndDay, office, offices, sources, term, text, texts, truth, word } from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

const fullColumn: Read<FeedColumn> = (node, reading) => {
  const raw = object({
    key: maybe(text),
    label: need(text),
    aliases: or(texts, []),
    type: or(word('text', 'number', 'money', 'date', 'code', 'boolean', 'id-number', 'phone'), 'text'),
    required: or(truth, false),
    values: maybe(texts),
    source: maybe(sources),
    note: maybe(text),
  })(node, reading);
  if (raw === undefined) return undefined;
  const { note: _, ...rest } = raw;
  return { ...rest, key: raw.key ?? raw.label };
};

const column: Read<FeedColumn> = (node, reading) => {
  if (node.kind === 'map') return fullColumn(node, reading);
  const label = text(node, reading);
  return label === undefined ? undefined : { key: label, label, aliases: [], type: 'text', required: false };
};

const window: Read<FeedWindow> = (node, reading) =>
  node.kind === 'map'
    ? object({ last: need(term) })(node, reading)
    : word('calendar-year-to-date', 'period')(node, reading);

const HOWS = ['count', 'max', 'min', 'any'] as const;

/** `{sum: column, …}` or `count`, `max`, `min`, `any` of a column. */
const total: Read<NonNullable<Raise['total']>> = (node, reading) => {
  const raw = object({
    sum: maybe(text),
    count: maybe(text),
    max: maybe(text),
    min: maybe(text),
    any: maybe(text),
    per: maybe(word('person', 'household')),
    window: need(window),
    asOf: maybe(word('previous-month-end', 'batch-day')),
  })(node, reading);
  if (raw === undefined) return undefined;
  const { sum, count, max, min, any, per, ...rest } = raw;
  const named = { count, max, min, any };
  const hows = HOWS.filter((each) => named[each] !== undefined);
  const how = hows[0];
  const column = sum ?? (how === undefined ? undefined : named[how]);
  if (column === undefined || hows.length + (sum === undefined ? 0 : 1) > 1) {
    return problem(reading, 'missing-key', node.place, { key: 'sum' });
  }
  const whose = per === 'household' ? { per } : {};
  return { sum: column, ...(sum === undefined && how !== undefined ? { how } : {}), ...whose, ...rest };
};

const raise: Read<Raise> = object({
  total: maybe(total),
  when: maybe(feel('feed')),
  fires: or(word('first-crossing', 'each-new', 'on-change'), 'each-new'),
  reset: maybe(word('calendar-year', 'month', 'never')),
});

const lead = object({
  channel: need(text),
  origin: need(text),
  detail: need(text),
  risk: maybe(text),
});

const schedule = object({
  ...cadenceFields,
  covers: or<Covers>(covers, 'period'),
  roll: maybe(roll),
  nilReturn: or(word('required', 'not-required'), 'not-required'),
  emergency: maybe(word('at-once')),
  season: maybe(object({ from: need(monthAndDay), to: need(monthAndDay) })),
});

/** The feed that is supplemented, or `{feed, item}` where a column of the rows tells the item. */
const supplements: Read<{ readonly feed: string; readonly item?: string }> = (node, reading) => {
  const named = node.kind === 'map' ? object({ feed: need(text), item: need(text) })(node, reading) : undefined;
  const feed = node.kind === 'map' ? named?.feed : text(node, reading);
  if (feed === undefined) return undefined;
  if (feed !== 'provincial') refer(reading, 'feed', feed, node.place);
  return named === undefined ? { feed } : { feed, item: named.item };
};

const rawFeed = eventItem(
  {
    sender: need(office, 'from'),
    to: or(offices, []),
    forwards: maybe(object({ to: need(office), dueDay: need(dayOfMonth) })),
    subject: or(word('person', 'household', 'village', 'area'), 'person'),
    columns: or(listOf(column), []),
    population: maybe(feel('feed')),
    schedule: need(schedule),
    supplements: maybe(supplements),
    mode: or(word('push', 'pull', 'real-time'), 'push'),
    season: maybe(object({ from: need(monthAndDay), to: need(monthAndDay) })),
    raise: maybe(raise),
    lead: maybe(lead),
    answers: maybe(object({ of: need(texts), to: need(text), by: maybe(clockEvent) })),
    rowNeeds: or(texts, []),
  },
  'required',
);

/** What `total` is in the feed's rule, as far as its text says: a type, or the column whose type it has. */
function totalKind(node: TextNode): string {
  const raised = entryOf(node, 'raise')?.value;
  const totalNode = raised === undefined ? undefined : entryOf(raised, 'total')?.value;
  if (totalNode === undefined) return 'money';
  if (entryOf(totalNode, 'count') !== undefined) return 'number';
  if (entryOf(totalNode, 'any') !== undefined) return 'boolean';
  const named = (['sum', 'max', 'min'] as const).map((how) => entryOf(totalNode, how)?.value).find((each) => each);
  const name = named?.kind === 'text' ? named.text.trim() : '';
  return listedType(node, name) ?? `column:${name}`;
}

function listedType(feed: TextNode, column: string): string | undefined {
  const columns = entryOf(feed, 'columns')?.value;
  const listed = columns?.kind === 'list' ? columns.items : [];
  const own = listed.find((each) => ['key', 'label'].some((key) => textOf(entryOf(each, key)?.value) === column));
  const type = own === undefined ? undefined : textOf(entryOf(own, 'type')?.value);
  return type === 'money' || type === 'number' ? type : undefined;
}

function textOf(node: TextNode | undefined): string | undefined {
  return node?.kind === 'text' ? node.text.trim() : undefined;
}

/** One entry of `feeds`. */
export const readFeed: Read<Feed> = (node, reading) => {
  const raw = rawFeed(node, { ...reading, inside: totalKind(node) });
  if (raw === undefined) return undefined;
  const { schedule: timing, season, ...rest } = raw;
  const cadence = cadenceOf(timing, node, reading);
  if (cadence === undefined) return undefined;
  if (rest.lead !== undefined) refer(reading, 'channel', rest.lead.channel, node.place);
  const { season: timed, ...when } = withoutCadence(timing);
  const seasonal = season ?? timed;
  const { supplements: outer, ...own } = rest;
  return {
    ...own,
    ...when,
    cadence,
    ...(seasonal === undefined ? {} : { season: seasonal }),
    ...(outer === undefined ? {} : { supplements: outer.feed }),
    ...(outer?.item === undefined ? {} : { supplementsItem: outer.item }),
  };
};
