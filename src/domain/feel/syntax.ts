import type { SyntaxNode } from '@lezer/common';
import { parser } from 'lezer-feel';
import { type FeelProblem, feelProblem } from './problem.ts';

/** Bounds of one rule; the longest of the five packs uses less than a tenth of each. */
export const LIMITS = { text: 4000, nodes: 800, depth: 60, lists: 3 } as const;

export type SyntaxResult =
  | { readonly ok: true; readonly root: SyntaxNode }
  | { readonly ok: false; readonly errors: readonly FeelProblem[] };

const parse = parser.configure({ top: 'Expression' });
const FULL_WIDTH = /[（）＝＜＞！，．；：“”‘’＋－×÷＊／【】｛｝、。≥≤≠　]/u;
const DIGIT_FIRST = /(?<![\p{L}\p{N}_])\d+(?:\.\d+)?[\p{L}_][\p{L}\p{N}_]*/u;
const JOINERS: Readonly<Record<string, string>> = { Conjunction: 'and', Disjunction: 'or' };

/**
 * The grammar's tree of one expression, or why it cannot be a rule: too long or deep, not FEEL, full-width signs, names that
 * start with a digit, `and`/`or` inside a unary test, and comparisons joined without their own parentheses.
 */
export function parseSyntax(text: string): SyntaxResult {
  if (text.length > LIMITS.text)
    return refused(feelProblem(text, 'too-complex', { from: 0, to: 0 }, { limit: 'text', allowed: LIMITS.text }));
  const sign = scanSigns(text);
  if (sign) return refused(sign);
  const tree = parse.parse(text);
  const size = measure(text, tree.topNode);
  if (size) return refused(size);
  const broken = firstError(tree.topNode);
  if (broken) return refused(syntaxProblem(text, broken));
  const root = operands(tree.topNode)[0];
  if (!root || operands(tree.topNode).length !== 1)
    return refused(feelProblem(text, 'syntax', { from: 0, to: text.length }, { near: '' }));
  const traps = findTraps(text, root);
  return traps.length > 0 ? { ok: false, errors: traps } : { ok: true, root };
}

/** Children without punctuation, words of the grammar and comments. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(
    (child) =>
      (/^[A-Z]/.test(child.name) && !/Comment$/.test(child.name)) || child.name === 'null' || child.name === '?',
  );
}

/** All children, in order. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function scanSigns(text: string): FeelProblem | undefined {
  const outsideTexts = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (quoted) =>
    quoted.replace(/[^\n]/g, ' '),
  );
  const wide = FULL_WIDTH.exec(outsideTexts);
  if (wide) return feelProblem(text, 'full-width-sign', spanOf(wide), { sign: wide[0] });
  const digit = DIGIT_FIRST.exec(outsideTexts);
  return digit ? feelProblem(text, 'name-starts-with-digit', spanOf(digit), { name: digit[0] }) : undefined;
}

function spanOf(match: RegExpExecArray): { from: number; to: number } {
  return { from: match.index, to: match.index + match[0].length };
}

// By cursor, not by recursion: this is what makes recursion safe afterwards.
function measure(text: string, top: SyntaxNode): FeelProblem | undefined {
  const cursor = top.cursor();
  let [nodes, depth] = [0, 0];
  for (;;) {
    nodes += 1;
    if (nodes > LIMITS.nodes)
      return feelProblem(text, 'too-complex', cursor, { limit: 'nodes', allowed: LIMITS.nodes });
    if (depth > LIMITS.depth)
      return feelProblem(text, 'too-complex', cursor, { limit: 'depth', allowed: LIMITS.depth });
    if (cursor.firstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return undefined;
      depth -= 1;
    }
  }
}

function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type.isError) return node;
  for (const child of children(node)) {
    const found = firstError(child);
    if (found) return found;
  }
  return undefined;
}

function syntaxProblem(text: string, broken: SyntaxNode): FeelProblem {
  return feelProblem(text, 'syntax', broken, { near: text.slice(broken.from, Math.max(broken.to, broken.from + 12)) });
}

function findTraps(text: string, node: SyntaxNode, insideTest = false): FeelProblem[] {
  const word = JOINERS[node.name];
  if (word !== undefined && insideTest) return [feelProblem(text, 'conjunction-in-test', node, { word })];
  const inside = insideTest || node.name === 'PositiveUnaryTest' || node.name === 'PositiveUnaryTests';
  const own = word === undefined ? [] : bareComparisons(text, node, word);
  return [...own, ...children(node).flatMap((child) => findTraps(text, child, inside))];
}

function bareComparisons(text: string, node: SyntaxNode, word: string): FeelProblem[] {
  return operands(node)
    .filter((child) => child.name === 'Comparison')
    .map((child) => feelProblem(text, 'bare-comparison', child, { word, text: text.slice(child.from, child.to) }));
}

function refused(error: FeelProblem): SyntaxResult {
  return { ok: false, errors: [error] };
}
