import type { Clause, PackHead, SourceRef, Transition } from '#domain/policy/pack-shape.ts';
import { andThen, listOf, maybe, need, object, or, problem, type Read } from './read-node.ts';
import { date, feel, id, level, sources, strength, text, texts, truth, word } from './read-scalar.ts';

const transition: Read<Transition> = andThen(
  object({
    structure: or(word('keep', 'adopt'), 'keep'),
    values: or(word('by-event', 'keep', 'adopt'), 'by-event'),
    source: or(sources, []),
    inferred: maybe(text),
  }),
  (value, node, reading) =>
    value.source.length > 0 || value.inferred !== undefined
      ? value
      : problem(reading, 'missing-source', node.place, { id: 'transition' }),
);

const areaText: Read<string> = andThen(text, (value, node, reading) =>
  value === 'CN' || /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(value)
    ? value
    : problem(reading, 'wrong-value', node.place, { wanted: 'CN, 2, 4, 6, 9, 12 digits', found: value }),
);

/** The number of a repealed document, alone or with the clause that repeals it. */
const repealed: Read<{ readonly number: string; readonly source: readonly SourceRef[] }> = (node, reading) => {
  if (node.kind === 'map') {
    return object({ number: need(text), title: maybe(text), source: or(sources, []), note: maybe(text) })(
      node,
      reading,
    );
  }
  const number = text(node, reading);
  return number === undefined ? undefined : { number, source: [] };
};

/** The `pack` map of a pack. */
export const readHead: Read<PackHead> = andThen(
  object({
    id: need(id),
    title: need(text),
    number: maybe(text),
    issuers: or(texts, []),
    area: need(areaText),
    level: need(level),
    signed: maybe(date),
    printed: maybe(date),
    from: need(date),
    to: maybe(date),
    extends: or(texts, []),
    repeals: or(listOf(repealed, true), []),
    transition: maybe(transition),
    cites: or(
      listOf(
        object({
          number: need(text),
          held: need(truth),
          when: maybe(feel()),
          title: maybe(text),
          source: maybe(sources),
          note: maybe(text),
        }),
      ),
      [],
    ),
    disclosure: maybe(text),
    note: maybe(text),
  }),
  ({ repeals, ...head }, node, reading) => {
    if (head.to !== undefined && head.to <= head.from) {
      return problem(reading, 'empty-period', node.place, { from: head.from, to: head.to });
    }
    const named = repeals.filter(({ source }) => source.length > 0);
    const repealSources = Object.fromEntries(named.map(({ number, source }) => [number, source]));
    const numbers = repeals.map(({ number }) => number);
    return { ...head, repeals: numbers, ...(named.length === 0 ? {} : { repealSources }) };
  },
);

const clause: Read<Clause> = andThen(
  object({
    id: need(text),
    section: need(text),
    summary: need(text),
    strength: or(strength, 'must'),
    status: need(word('implemented', 'organisational', 'superseded')),
    why: maybe(text),
    class: maybe(text),
    note: maybe(text),
  }),
  (value, node, reading) =>
    value.status !== 'implemented' && value.why === undefined
      ? problem(reading, 'missing-key', node.place, { key: 'why' })
      : { ...value, place: node.place },
);

/** The `clauses` list. */
export const readClauses: Read<readonly Clause[]> = listOf(clause);
