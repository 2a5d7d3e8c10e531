import { parseYuan, yuanText } from '../values/fen.ts';
import type { Amount, ParameterType, TermValue } from './pack-shape.ts';
import { timeUnits } from './pack-shape.ts';

/** How an amount is written and held: by its type, and for terms and money by its unit. */
export interface AmountKind {
  readonly type: ParameterType;
  readonly unit: string | undefined;
  /** An example for the sentence about a wrong amount. */
  readonly wanted: string;
}

/** The kind of a parameter's amounts. A unit of time makes it a term, choices make it a code, everything else a number. */
export function amountKind(type: ParameterType | undefined, unit: string | undefined, choices: boolean): AmountKind {
  const inTime = timeUnits.some((each) => each === unit);
  const inferred = choices ? 'code' : inTime ? 'term' : 'number';
  const settled = type === 'number' && inTime ? 'term' : (type ?? inferred);
  const wanted = { term: inTime ? '3' : '3 working-day', code: 'a word', window: '', list: '甲、乙', number: '0.3' }[
    settled
  ];
  return { type: settled, unit, wanted: isMoney(unit) ? '6900.00' : wanted };
}

/** True for units of money: `CNY`, `CNY/person/year` … */
export function isMoney(unit: string | undefined): boolean {
  return unit?.startsWith('CNY') === true;
}

/** The amount written in `text`, or undefined when it is none of its kind. Money in yuan becomes fen. */
export function amountOf(kind: AmountKind, text: string): Amount | undefined {
  const written = text.trim();
  if (kind.type === 'code') return written === '' ? undefined : written;
  if (isMoney(kind.unit)) return parseYuan(written);
  if (kind.type === 'term') return termOf(kind.unit, written);
  if (kind.type === 'list') return listEntries(written);
  if (kind.type === 'number') return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
  return undefined;
}

/** Entries as people write them one after the other: 、 ； ; or a new line between them. Empty: no amount. */
function listEntries(written: string): readonly string[] | undefined {
  const entries = written.split(/[、；;\n]/).map((entry) => entry.trim());
  const named = entries.filter((entry) => entry !== '');
  return named.length === 0 ? undefined : named;
}

const TERM = /^(\d+)(?:\s+([a-z-]+?)s?)?$/;

function termOf(ownUnit: string | undefined, written: string): TermValue | undefined {
  const parts = TERM.exec(written);
  const unit = timeUnits.find((each) => each === (parts?.[2] ?? ownUnit));
  if (parts === null || unit === undefined) return undefined;
  return ownUnit !== undefined && unit !== ownUnit ? undefined : { amount: Number(parts[1]), unit };
}

/** The amount as plain data: money as yuan text, a term as its number (its unit stands beside it), lists and windows as they are. */
export function amountData(amount: Amount | null): unknown {
  if (amount === null) return null;
  if (typeof amount === 'bigint') return yuanText(amount);
  if (typeof amount === 'object' && 'amount' in amount) return amount.amount;
  return amount;
}

/** The unit of an amount: a term carries its own. null where there is none. */
export function amountUnit(amount: Amount | null, unit: string | undefined): string | null {
  if (amount !== null && typeof amount === 'object' && 'amount' in amount) return amount.unit;
  return unit ?? null;
}

/** Whether two amounts are the same: bounds and joint entries compare with this. */
export function sameAmount(a: Amount, b: Amount): boolean {
  return typeof a === 'object' || typeof b === 'object' ? JSON.stringify(a) === JSON.stringify(b) : a === b;
}

/** -1, 0 or 1; undefined where the two cannot be compared (text, terms of different units). */
export function compareAmounts(a: Amount, b: Amount): number | undefined {
  const [x, y] = [comparable(a), comparable(b)];
  if (x === undefined || y === undefined || x.unit !== y.unit) return undefined;
  return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
}

function comparable(amount: Amount): { readonly value: number | bigint; readonly unit: string } | undefined {
  if (typeof amount === 'number') return { value: amount, unit: '' };
  if (typeof amount === 'bigint') return { value: amount, unit: 'CNY' };
  if (typeof amount === 'object' && 'amount' in amount) return { value: amount.amount, unit: amount.unit };
  return undefined;
}
