import type { Covers, Feed, FeedColumn, FeedWindow, Form, FormField, Raise } from '#domain/policy/duty-shape.ts';
import { clockEvent, dayOfMonth } from './read-clock.ts';
import { cadenceFields, cadenceOf, covers, withoutCadence } from './read-duty.ts';
import { datedItem, eventItem } from './read-item.ts';
import { listOf, maybe, need, object, or, type Read, refer } from './read-node.ts';
import { feel, monthAndDay, office, offices, term, text, texts, truth, whole, word } from './read-scalar.ts';

const fullColumn: Read<FeedColumn> = (node, reading) => {
  const raw = object({
    key: maybe(text),
    label: need(text),
    aliases: or(texts, []),
    type: or(word('text', 'number', 'money', 'date', 'code', 'boolean', 'id-number', 'phone'), 'text'),
    required: or(truth, false),
    values: maybe(texts),
  })(node, reading);
  return raw === undefined ? undefined : { ...raw, key: raw.key ?? raw.label };
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

const raise: Read<Raise> = object({
  total: maybe(object({ sum: need(text), window: need(window), asOf: maybe(word('previous-month-end', 'batch-day')) })),
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
  nilReturn: or(word('required', 'not-required'), 'not-required'),
  emergency: maybe(word('at-once')),
  season: maybe(object({ from: need(monthAndDay), to: need(monthAndDay) })),
});

const supplements: Read<string> = (node, reading) => {
  const name = text(node, reading);
  if (name !== undefined && name !== 'provincial') refer(reading, 'feed', name, node.place);
  return name;
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

/** One entry of `feeds`. */
export const readFeed: Read<Feed> = (node, reading) => {
  const raw = rawFeed(node, { ...reading, inside: 'feed' });
  if (raw === undefined) return undefined;
  const { schedule: timing, season, ...rest } = raw;
  const cadence = cadenceOf(timing, node, reading);
  if (cadence === undefined) return undefined;
  if (rest.lead !== undefined) refer(reading, 'channel', rest.lead.channel, node.place);
  const { season: timed, ...when } = withoutCadence(timing);
  const seasonal = season ?? timed;
  return { ...rest, ...when, cadence, ...(seasonal === undefined ? {} : { season: seasonal }) };
};

const fieldFrom: Read<FormField['from']> = (node, reading) => {
  const written = text(node, reading);
  if (written === undefined) return undefined;
  if (written === 'blank') return { kind: 'blank' };
  if (written.startsWith('act:')) return { kind: 'act', act: written.slice(4) };
  return feel('field')(node, reading) === undefined ? undefined : { kind: 'feel', feel: written };
};

const field: Read<FormField> = (node, reading) => {
  const raw = object({
    key: maybe(text),
    label: need(text),
    from: or<FormField['from']>(fieldFrom, { kind: 'blank' }),
    when: maybe(feel()),
    values: maybe(texts),
    hint: maybe(text),
    required: maybe(feel()),
  })(node, reading);
  return raw === undefined ? undefined : { ...raw, key: raw.key ?? raw.label };
};

/** One entry of `forms`. */
export const readForm: Read<Form> = datedItem(
  {
    copies: or(listOf(object({ to: need(office), count: or(whole(1), 1) })), []),
    numbering: maybe(text),
    fields: or(listOf(field), []),
    signs: or(texts, []),
    seals: or(texts, []),
  },
  'required',
);
