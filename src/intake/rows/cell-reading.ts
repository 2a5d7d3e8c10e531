import type { Fen } from '#domain/values/fen.ts';
import type { RowFault } from '#domain/values/row-fault.ts';

/** A value read from a cell. */
export type CellValue = string | boolean | number | Fen | readonly string[];

/** Something found in one cell, and what a sentence about mending it may name. */
export type CellRemark = { readonly fault: RowFault; readonly facts?: Readonly<Record<string, unknown>> };

/** What a cell says: a value, or none when it is blank or unreadable; `extra` are values it says besides. */
export type CellReading = {
  readonly value: CellValue | undefined;
  readonly remarks: readonly CellRemark[];
  readonly extra?: Readonly<Record<string, CellValue>>;
};

export const blankReading: CellReading = { value: undefined, remarks: [] };

const BLANK = /^(?:[-—–/\\.]+|空|无数据|null|n\/a|暂无)?$/i;
const NEEDS_TIDYING = /^\s|\s$|[\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060\ufeff]/;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Text without invisible characters, spaces at the ends, non-breaking spaces made plain. */
export function tidyText(text: string): string {
  if (!NEEDS_TIDYING.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(/[\u00a0\u3000]/g, ' ')
    .trim();
}

/** Full-width letters, digits and signs as plain ones. Han characters stay exactly as they are, rare ones too. */
export function foldFullWidth(text: string): string {
  if (!/[\u3000！-～]/.test(text)) return text;
  return text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ');
}

/** True when the text holds full-width digits or letters. */
export function hasFullWidth(text: string): boolean {
  return /[０-９Ａ-Ｚａ-ｚ]/.test(text);
}

/** True for what people write into a cell to say that there is nothing: nothing at all, `-`, `/`, 空. */
export function isBlankText(text: string): boolean {
  return BLANK.test(tidyText(text));
}
