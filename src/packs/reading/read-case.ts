import type { Case, CaseAct, CaseAsk, CaseMap, CasePolicy, CaseValue } from '#domain/policy/case-shape.ts';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listOf, mapOf, maybe, need, object, or, problem, type Read, type Reading } from './read-node.ts';
import { date, sources, text, texts } from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

/** Any value of a case, numbers and dates as text. */
export const caseValue: Read<CaseValue> = (node, reading) => plainValue(node, reading);

function plainValue(node: TextNode, reading: Reading): CaseValue {
  if (node.kind === 'list') return node.items.map((item) => plainValue(item, reading));
  if (node.kind === 'map') return mapValue(node, reading);
  const written = node.text.trim();
  if (!node.plain) return node.text;
  if (written === 'true' || written === 'false') return written === 'true';
  return written === 'null' || written === '~' || written === '' ? null : written;
}

/** Text of a pack as a case would write it. */
export function plainWritten(node: TextNode): CaseValue {
  return plainValue(node, { problems: [], references: [], head: { id: '', from: plainDate('1900-01-01') } });
}

function mapValue(node: TextNode & { readonly kind: 'map' }, reading: Reading): CaseMap {
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value, reading)]));
}

const caseMap: Read<CaseMap> = (node, reading) =>
  node.kind === 'map'
    ? mapValue(node, reading)
    : problem(reading, 'wrong-shape', node.place, { wanted: 'map', found: node.kind });

const settings = listOf(object({ from: need(date), to: maybe(date), value: need(caseValue), by: maybe(text) }), true);

const policy: Read<CasePolicy> = object({
  packs: or(texts, []),
  area: maybe(text),
  set: or(
    mapOf(() => settings),
    {},
  ),
  choose: or(
    mapOf(() => text),
    {},
  ),
});

/** The map's keys named in `own` as a map node, and all others as plain detail. */
function split(
  node: TextNode,
  own: readonly string[],
  reading: Reading,
): { readonly mine: TextNode; readonly detail: CaseMap } | undefined {
  if (node.kind !== 'map') return problem(reading, 'wrong-shape', node.place, { wanted: 'map', found: node.kind });
  const mine = node.entries.filter((entry) => own.includes(entry.key));
  const rest = node.entries.filter((entry) => !own.includes(entry.key));
  return { mine: { ...node, entries: mine }, detail: mapValue({ ...node, entries: rest }, reading) };
}

const actKeys = object({ on: need(date), do: need(text), by: maybe(text), outcome: maybe(text) });

const act: Read<CaseAct> = (node, reading) => {
  // Several offices acting together are a list, which stays with the act's other keys.
  const together = node.kind === 'map' && node.entries.some(({ key, value }) => key === 'by' && value.kind === 'list');
  const parts = split(node, together ? ['on', 'do', 'outcome'] : ['on', 'do', 'by', 'outcome'], reading);
  const own = parts === undefined ? undefined : actKeys(parts.mine, reading);
  return parts === undefined || own === undefined ? undefined : { ...own, detail: parts.detail, place: node.place };
};

/** What is expected; a bare word or list stands for `{answer: …}`. */
const expected: Read<CaseMap> = (node, reading) =>
  node.kind === 'map' ? mapValue(node, reading) : { answer: plainValue(node, reading) };

const askKeys = object({ on: maybe(date), try: maybe(caseMap), expect: or(expected, {}) });

const ask: Read<CaseAsk> = (node, reading) => {
  const parts = split(node, ['on', 'try', 'expect'], reading);
  const own = parts === undefined ? undefined : askKeys(parts.mine, reading);
  return parts === undefined || own === undefined ? undefined : { ...own, detail: parts.detail, place: node.place };
};

const rawCase = object({
  id: need(text),
  clauses: maybe(sources),
  policy: maybe(policy),
  procedure: maybe(text),
  facts: or(caseMap, {}),
  changes: or(
    listOf((node: TextNode, reading: Reading) => {
      const change = object({ on: need(date), set: need(caseMap) })(node, reading);
      return change === undefined ? undefined : { ...change, place: node.place };
    }),
    [],
  ),
  statistics: or(caseMap, {}),
  events: or(
    mapOf(() => date),
    {},
  ),
  acts: or(listOf(act), []),
  asks: or(listOf(ask), []),
  note: maybe(text),
  source: or(sources, []),
});

/** One golden case. Without `clauses` it is about the clause its id begins with (`SD-2-f` = `SD#2-f`). */
export const readCase: Read<Case> = (node, reading) => {
  const raw = rawCase(node, reading);
  if (raw === undefined) return undefined;
  return { ...raw, clauses: raw.clauses ?? clauseById(raw.id), place: node.place };
};

function clauseById(caseId: string): readonly SourceRef[] {
  const at = caseId.indexOf('-');
  return at < 1 ? [] : [{ pack: caseId.slice(0, at), clause: caseId.slice(at + 1) }];
}

export const readCases: Read<readonly Case[]> = listOf(readCase);
