import { problem, type Reading } from './reading/read-node.ts';
import type { TextEntry, TextNode } from './reading/yaml-text.ts';

const SECTIONS = [
  'pack',
  'clauses',
  'terms',
  'parameters',
  'statistics',
  'procedures',
  'feeds',
  'duties',
  'grading',
  'forms',
  'remove',
  'insert',
  'cases',
] as const;

/** Sections whose maps are put together key by key from several files; `terms` one level deeper. */
const JOINED_MAPS: readonly string[] = ['terms', 'parameters', 'statistics', 'procedures', 'forms'];

/**
 * The top-level sections of all files of a pack as one. Lists join in the order of the files; a map's key given twice is
 * reported with both places, and so is a top-level key the language does not have.
 */
export function joinSections(roots: readonly TextNode[], reading: Reading): Map<string, TextNode> {
  const joined = new Map<string, TextNode>();
  for (const root of roots) {
    if (root.kind !== 'map') {
      problem(reading, 'wrong-shape', root.place, { wanted: 'map', found: root.kind });
      continue;
    }
    for (const entry of root.entries) {
      if (!SECTIONS.some((section) => section === entry.key)) {
        problem(reading, 'unknown-key', entry.place, { key: entry.key, nearest: '', known: SECTIONS.join(' ') });
        continue;
      }
      const before = joined.get(entry.key);
      joined.set(
        entry.key,
        before === undefined ? entry.value : join(before, entry, entry.key === 'terms' ? 2 : 1, reading),
      );
    }
  }
  return joined;
}

function join(before: TextNode, entry: TextEntry, depth: number, reading: Reading): TextNode {
  const added = entry.value;
  if (before.kind === 'list' && added.kind === 'list') return { ...before, items: [...before.items, ...added.items] };
  const mayJoin = depth > 1 || JOINED_MAPS.includes(entry.key) || depth === 0;
  if (before.kind !== 'map' || added.kind !== 'map' || !mayJoin) {
    reportTwice(before, entry, reading);
    return before;
  }
  return { ...before, entries: joinEntries(before.entries, added.entries, depth - 1, reading) };
}

function joinEntries(
  before: readonly TextEntry[],
  added: readonly TextEntry[],
  depth: number,
  reading: Reading,
): readonly TextEntry[] {
  const all = [...before];
  for (const entry of added) {
    const at = all.findIndex((each) => each.key === entry.key);
    const same = all[at];
    if (same === undefined) all.push(entry);
    else if (depth > 0) all[at] = { ...same, value: join(same.value, entry, 0, reading) };
    else reportTwice(same.value, entry, reading);
  }
  return all;
}

function reportTwice(before: TextNode, entry: TextEntry, reading: Reading): void {
  problem(reading, 'duplicate-key', entry.place, { key: entry.key, line: before.place.line, file: before.place.file });
}
