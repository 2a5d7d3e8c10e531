import {
  type FeelScope,
  packLevels,
  type SourceRef,
  type Strength,
  type Term,
  type TermValue,
  timeUnits,
} from '#domain/policy/pack-shape.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { listOf, need, object, or, problem, type Read, type Reading, refer } from './read-node.ts';
import type { TextNode } from './yaml-text.ts';

/** Any text that is not empty. */
export const text: Read<string> = (node, reading) => {
  if (node.kind !== 'text') return problem(reading, 'wrong-shape', node.place, { wanted: 'text', found: node.kind });
  const value = node.text.trim();
  return value === '' ? problem(reading, 'wrong-value', node.place, { wanted: 'text', found: '' }) : value;
};

export const texts: Read<readonly string[]> = listOf(text, true);

/** One of the words. */
export function word<const W extends string>(...words: readonly W[]): Read<W> {
  return (node, reading) => {
    const found = node.kind === 'text' ? node.text.trim() : node.kind;
    const hit = words.find((each) => each === found);
    return hit ?? problem(reading, 'wrong-value', node.place, { wanted: words.join(' '), found });
  };
}

/** `true` or `false`. 是/否, yes/no and 1/0 are not accepted: they are values of forms, not of rules. */
export const truth: Read<boolean> = (node, reading) => {
  const value = word('true', 'false')(node, reading);
  return value === undefined ? undefined : value === 'true';
};

/** A whole number from `low` to `high`. */
export function whole(low: number, high = Number.MAX_SAFE_INTEGER): Read<number> {
  return (node, reading) => {
    const found = node.kind === 'text' ? node.text.trim() : node.kind;
    const value = /^-?\d+$/.test(found) ? Number(found) : Number.NaN;
    if (value >= low && value <= high) return value;
    return problem(reading, 'wrong-value', node.place, {
      wanted: `${low}…${high === Number.MAX_SAFE_INTEGER ? '' : high}`,
      found,
    });
  };
}

/** A decimal as text, so that nothing is lost on the way: `0.3`. */
export const decimalText: Read<string> = (node, reading) => {
  const found = node.kind === 'text' ? node.text.trim() : node.kind;
  if (/^-?\d+(\.\d+)?$/.test(found)) return found;
  return problem(reading, 'wrong-value', node.place, { wanted: '0.3', found });
};

/** A day that exists. */
export const date: Read<PlainDate> = (node, reading) => {
  const found = node.kind === 'text' ? node.text.trim() : node.kind;
  return parsePlainDate(found) ?? problem(reading, 'impossible-date', node.place, { found });
};

/** A day of any year, `MM-DD`. 02-29 is accepted. */
export const monthAndDay: Read<string> = (node, reading) => {
  const found = node.kind === 'text' ? node.text.trim() : node.kind;
  if (parsePlainDate(`2024-${found}`) !== undefined) return found;
  return problem(reading, 'impossible-date', node.place, { found });
};

/** An id: letters of any script, digits, `-`, `.` and `_`; begins with a letter or digit. */
export const id: Read<string> = (node, reading) => {
  const value = text(node, reading);
  if (value === undefined || /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\-._〇（）()、]*$/u.test(value)) return value;
  return problem(reading, 'bad-id', node.place, { found: value });
};

export const strength: Read<Strength> = word('must', 'principle', 'may');
export const level = word(...packLevels);

/** `SD#二` → pack and clause; noted as a reference to be checked. */
export const source: Read<SourceRef> = (node, reading) => {
  const value = text(node, reading);
  if (value === undefined) return undefined;
  const at = value.indexOf('#');
  if (at < 1 || at === value.length - 1) {
    return problem(reading, 'wrong-value', node.place, { wanted: 'PACK#clause', found: value });
  }
  refer(reading, 'source', value, node.place);
  return { pack: value.slice(0, at), clause: value.slice(at + 1) };
};

export const sources: Read<readonly SourceRef[]> = listOf(source, true);

const TERM = new RegExp(`^(\\d+)\\s+(${[...timeUnits].sort((a, b) => b.length - a.length).join('|')})s?$`);

/** `3 working-day` as amount and unit, or undefined when it is no such text. */
export function parseTermText(written: string): TermValue | undefined {
  const parts = TERM.exec(written.trim());
  const unit = timeUnits.find((each) => each === parts?.[2]);
  return parts === null || unit === undefined ? undefined : { amount: Number(parts[1]), unit };
}

/** A length of time, written out or named. */
export const term: Read<Term> = (node, reading) => {
  if (node.kind === 'map') return parameterName(node, reading);
  const found = node.kind === 'text' ? node.text : node.kind;
  return parseTermText(found) ?? problem(reading, 'wrong-value', node.place, { wanted: '3 working-day', found });
};

/** A number, written out or named. */
export const count: Read<number | { readonly param: string }> = (node, reading) =>
  node.kind === 'map' ? parameterName(node, reading) : whole(0)(node, reading);

/** `{param: name}`, noted as a reference. */
export function parameterName(node: TextNode, reading: Reading): { readonly param: string } | undefined {
  const value = object({ param: need(text) })(node, reading);
  if (value !== undefined) refer(reading, 'parameter', value.param, node.place);
  return value;
}

/** A FEEL expression over the records of `scope`; compiled once the whole policy is known. */
export function feel(scope: FeelScope = 'condition'): Read<string> {
  return (node, reading) => {
    const value = text(node, reading);
    if (value !== undefined) refer(reading, 'feel', value, insideQuotes(node), scope);
    return value;
  };
}

function insideQuotes(node: TextNode): TextNode['place'] {
  const quoted = node.kind === 'text' && !node.plain;
  return quoted ? { ...node.place, column: node.place.column + 1 } : node.place;
}

/** An office by id; noted as a reference. Words such as `same-level-departments` are resolved when the rule is used. */
export const office: Read<string> = (node, reading) => {
  const value = text(node, reading);
  if (value !== undefined) refer(reading, 'office', value, node.place);
  return value;
};

export const offices: Read<readonly string[]> = listOf(office, true);

/** A list as written, or `{param, else}`: a list offices set, and what holds while they have not. */
export const listOrParam: Read<{ readonly list: readonly string[]; readonly param?: string }> = (node, reading) => {
  if (node.kind !== 'map') {
    const list = texts(node, reading);
    return list === undefined ? undefined : { list };
  }
  const raw = object({ param: need(text), else: or(texts, []) })(node, reading);
  if (raw === undefined) return undefined;
  refer(reading, 'parameter', raw.param, node.place);
  return { list: raw.else, param: raw.param };
};
