import type {
  AreaTerm,
  ChannelTerm,
  ClassTerm,
  FactTerm,
  GroupTerm,
  ListEntry,
  OfficeTerm,
  RiskTerm,
  Terms,
} from '#domain/policy/pack-shape.ts';
import { datedItem, distinct } from './read-item.ts';
import { andThen, entryOf, keyed, listOf, mapOf, maybe, need, object, or, type Read } from './read-node.ts';
import { feel, id, level, sources, text, texts, truth, whole, word } from './read-scalar.ts';
import type { TextEntry, TextNode } from './yaml-text.ts';

const office: Read<OfficeTerm> = datedItem(
  {
    level: need(level),
    kinds: or(texts, []),
    labels: or(texts, []),
    aliases: or(texts, []),
    function: maybe(text),
  },
  'free',
);

const origin = or(
  listOf((node: TextNode, reading) =>
    node.kind === 'map'
      ? object({ value: need(text), hint: maybe(text), source: maybe(sources) })(node, reading)
      : andThen(text, (value) => ({ value }))(node, reading),
  ),
  [],
);

const channel: Read<ChannelTerm> = datedItem({ canonical: need(text), origins: origin, hint: maybe(text) }, 'free');

const householdClass: Read<ClassTerm> = datedItem(
  { requires: maybe(feel()), monitored: maybe(truth), aliases: or(texts, []) },
  'free',
);

const area: Read<AreaTerm> = datedItem({ levels: need(listOf(level, true)) }, 'free');

const risk: Read<RiskTerm> = coded(datedItem({ code: need(text), aliases: or(texts, []) }, 'free'));

const group: Read<GroupTerm> = datedItem(
  { of: or(word('member', 'household'), 'member'), rule: maybe(feel('member')), size: maybe(whole(0)) },
  'free',
);

const listEntry: Read<ListEntry> = coded(
  datedItem({ code: need(text), aliases: or(texts, []), parent: maybe(text) }, 'free'),
);

/** A list of entries, or `{inferred | source, entries}` where they all come from one place. */
const closedList: Read<readonly ListEntry[]> = (node, reading) => {
  const entries = entryOf(node, 'entries')?.value;
  const read = distinct(keyed(listEntry));
  if (node.kind !== 'map' || entries === undefined) return read(node, reading);
  const origin = object({ source: or(sources, []), inferred: maybe(text) })(
    { ...node, entries: node.entries.filter((entry) => entry.value !== entries) },
    reading,
  );
  return origin === undefined ? undefined : read(entries, { ...reading, inherit: origin });
};

/** Words people write for a type beside the language's own. */
const TYPE_WORDS: Readonly<Record<string, FactTerm['type']>> = {
  string: 'text',
  bool: 'boolean',
  integer: 'number',
  decimal: 'number',
  enum: 'code',
};

const factType: Read<FactTerm['type']> = (node, reading) => {
  const written = node.kind === 'text' ? node.text.trim() : '';
  const meant = Object.hasOwn(TYPE_WORDS, written) ? TYPE_WORDS[written] : undefined;
  return meant ?? word('text', 'number', 'money', 'date', 'boolean', 'code', 'list')(node, reading);
};

const fact: Read<Omit<FactTerm, 'place'>> = object({
  name: need(id, 'id'),
  of: need(word('household', 'member', 'matter', 'act', 'lead', 'area', 'row')),
  type: need(factType),
  unit: maybe(text),
  values: maybe(texts),
  officeOf: maybe(text),
});

/** The sections of `terms`, each read from as many places as the pack has. */
export const readTerms = object({
  offices: or(distinct(keyed(office)), []),
  channels: or(distinct(keyed(channel)), []),
  classes: or(distinct(keyed(householdClass)), []),
  risks: or(distinct(listOf(risk)), []),
  groups: or(distinct(keyed(group)), []),
  lists: or(
    mapOf(() => closedList),
    {},
  ),
  areas: or(distinct(keyed(area)), []),
  facts: or(keyed(andThen(fact, (value, node): FactTerm => ({ ...value, place: node.place }))), []),
}) satisfies Read<Terms>;

/** Entries known by their code only: `code` stands for a missing `id`, the id for a missing `code`. A text is both. */
function coded<T>(read: Read<T>): Read<T> {
  return (node, reading) => {
    if (node.kind === 'list') return read(node, reading);
    const entries = node.kind === 'map' ? node.entries : [{ key: 'id', value: node, place: node.place }];
    return read({ kind: 'map', entries: withBoth(entries), place: node.place }, reading);
  };
}

function withBoth(entries: readonly TextEntry[]): readonly TextEntry[] {
  const [byId, byCode] = ['id', 'code'].map((key) => entries.find((entry) => entry.key === key));
  if (byId === undefined && byCode !== undefined) return [{ ...byCode, key: 'id' }, ...entries];
  if (byCode === undefined && byId !== undefined) return [...entries, { ...byId, key: 'code' }];
  return entries;
}
