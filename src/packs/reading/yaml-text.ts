import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { PackProblem, PackProblemCode } from '#domain/policy/pack-problem.ts';
import type { TextPlace } from '#domain/policy/pack-shape.ts';
import { noteWritten } from './written-items.ts';

/** A node of a pack's text. Every scalar is text; `plain` tells unquoted text from quoted. */
export type TextNode =
  | { readonly kind: 'text'; readonly text: string; readonly plain: boolean; readonly place: TextPlace }
  | { readonly kind: 'list'; readonly items: readonly TextNode[]; readonly place: TextPlace }
  | { readonly kind: 'map'; readonly entries: readonly TextEntry[]; readonly place: TextPlace };

export interface TextEntry {
  readonly key: string;
  readonly value: TextNode;
  readonly place: TextPlace;
}

export interface ParsedText {
  readonly root: TextNode | null;
  readonly problems: readonly PackProblem[];
}

/**
 * The file's text as nodes with places. One schema: no scalar is ever turned into a number, a date or a boolean here
 * (`09-01`, `1.0`, `是`). Problems: broken YAML, a key given twice, aliases. An empty file has root null.
 */
export function parseYamlText(file: string, text: string): ParsedText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const problems: PackProblem[] = document.errors.map((error) => ({
    code: 'yaml-broken',
    place: placeAt(file, lines, error.pos[0]),
    facts: { detail: firstLine(error.message), fault: error.code },
  }));
  const report = (code: PackProblemCode, place: TextPlace, facts: PackProblem['facts']): void => {
    problems.push({ code, place, facts });
  };
  const root = document.contents === null ? null : toTextNode(document.contents, { file, lines, report });
  return { root, problems };
}

interface Walk {
  readonly file: string;
  readonly lines: LineCounter;
  readonly report: (code: PackProblemCode, place: TextPlace, facts: PackProblem['facts']) => void;
}

function toTextNode(node: Node, walk: Walk): TextNode {
  const place = placeAt(walk.file, walk.lines, node.range?.[0] ?? 0);
  if (isScalar(node)) {
    return { kind: 'text', text: String(node.value ?? ''), plain: node.type === 'PLAIN', place };
  }
  if (isSeq<Node>(node)) return { kind: 'list', items: node.items.map((item) => toTextNode(item, walk)), place };
  if (isMap<Node, Node | null>(node)) {
    return noteWritten({ kind: 'map', entries: entriesOf(node.items, walk), place });
  }
  if (isAlias(node)) walk.report('alias-used', place, { name: node.source });
  return { kind: 'text', text: '', plain: true, place };
}

function entriesOf(pairs: readonly { readonly key: Node; readonly value: Node | null }[], walk: Walk): TextEntry[] {
  const entries: TextEntry[] = [];
  for (const pair of pairs) {
    const place = placeAt(walk.file, walk.lines, pair.key.range?.[0] ?? 0);
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
    const earlier = entries.find((entry) => entry.key === key);
    if (earlier !== undefined) {
      walk.report('duplicate-key', place, { key, line: earlier.place.line, file: earlier.place.file });
      continue;
    }
    const empty: TextNode = { kind: 'text', text: '', plain: true, place };
    entries.push({ key, value: pair.value === null ? empty : toTextNode(pair.value, walk), place });
  }
  return entries;
}

function placeAt(file: string, lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
