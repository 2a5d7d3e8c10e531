import { type PlainDate, parsePlainDate } from './plain-date.ts';

/** A checked 18-character citizen ID number (GB 11643): division 6, birth date 8, serial 3, check digit (0–9 or X). */
export type IdNumber = string & { readonly __idNumber: unique symbol };

export type Sex = 'male' | 'female';

/** Why no ID number could be read. `excel-damaged`: digits are lost for good, the true number must be asked for. */
export type IdFault = 'empty' | 'length' | 'characters' | 'birth-date' | 'check-digit' | 'excel-damaged';

/**
 * What stands in a cell that should hold an ID number.
 * `resident`: an ID number; `converted` says it was written with 15 digits and turned into 18 by rule.
 * `disability-card`: 20 or 22 characters, ID number + class (1–7) + grade (1–4) + two characters of a reissued card.
 */
export type IdReading =
  | { readonly ok: true; readonly kind: 'resident'; readonly number: IdNumber; readonly converted: boolean }
  | {
      readonly ok: true;
      readonly kind: 'disability-card';
      readonly number: IdNumber;
      readonly card: string;
      readonly category: number;
      readonly grade: number;
    }
  | { readonly ok: false; readonly reason: IdFault; readonly text: string };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d{1,2}$/;
const CARD_TAIL = /^([1-7])([1-4])([0-9A-Z]{2})?$/;
const INVISIBLE = /[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\u3000\ufeff'‘’`]/gu;

/**
 * The cell's text as one would type it: full-width made plain, spaces, line breaks, invisible characters and a leading
 * apostrophe taken out, `="…"` unwrapped, x and × made X. Says nothing about correctness.
 */
export function normalizeIdText(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toUpperCase()
    .replace(/[×Χ✕╳Х]/gu, 'X');
  return /^="?([^"]*)"?$/.exec(plain)?.[1] ?? plain;
}

/**
 * The ID number in a cell, or why there is none. A number type of 10^15 or more is `excel-damaged` (a spreadsheet keeps
 * 15 digits); so is text in scientific notation, and text ending in 000 whose check digit fails.
 * `today` refuses birth dates after it; without it any real day from 1800 counts.
 */
export function readIdNumber(value: string | number | null | undefined, today?: PlainDate): IdReading {
  if (typeof value === 'number' && value >= 1e15) return failed('excel-damaged', String(value));
  const text = normalizeIdText(String(value ?? ''));
  if (text === '') return failed('empty', text);
  if (SCIENTIFIC.test(text)) return failed('excel-damaged', text);
  if (text.length === 20 || text.length === 22) return readCard(text, today);
  if (text.length === 15) return readFifteen(text, today);
  if (/[^0-9X]/.test(text)) return failed('characters', text);
  if (text.length !== 18) return failed('length', text);
  const fault = faultOf(text, today);
  return fault ? failed(fault, text) : { ok: true, kind: 'resident', number: text as IdNumber, converted: false };
}

/** The ID number in a text of 18 characters, or undefined. For forms that take nothing but an ID number. */
export function parseIdNumber(text: string, today?: PlainDate): IdNumber | undefined {
  const reading = readIdNumber(text, today);
  return reading.ok && reading.kind === 'resident' && !reading.converted ? reading.number : undefined;
}

/** The check digit (0–9 or X) of the first 17 digits. Throws a RangeError when there are not 17 digits. */
export function idCheckDigit(first17: string): string {
  if (!/^\d{17}/.test(first17)) throw new RangeError('seventeen digits expected');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** The six digits of the county where the number was first given, the birth date, and the sex (17th digit odd = male). */
export function idNumberParts(id: IdNumber): { division: string; born: PlainDate; sex: Sex } {
  return {
    division: id.slice(0, 6),
    born: birthText(id) as PlainDate,
    sex: Number(id[16]) % 2 === 1 ? 'male' : 'female',
  };
}

/** A 15-digit number of before 1999 as 18: century 19 and the check digit added. Undefined when its date is no day. */
export function fromFifteenDigits(text: string): IdNumber | undefined {
  if (!/^\d{15}$/.test(text)) return undefined;
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`;
  const id = first17 + idCheckDigit(first17);
  return parsePlainDate(birthText(id)) ? (id as IdNumber) : undefined;
}

/** First and last four characters, stars between: `1101**********002X`. Shorter than 12 characters: stars only. */
export function maskIdNumber(text: string): string {
  if (text.length < 12) return '*'.repeat(text.length);
  return text.slice(0, 4) + '*'.repeat(text.length - 8) + text.slice(-4);
}

function readCard(text: string, today: PlainDate | undefined): IdReading {
  const [id, tail] = [text.slice(0, 18), CARD_TAIL.exec(text.slice(18))];
  if (/[^0-9X]/.test(id)) return failed('characters', text);
  const fault = faultOf(id, today);
  if (fault) return failed(/0{5}$/.test(text) ? 'excel-damaged' : fault, text);
  if (!tail) return failed('characters', text);
  const [category, grade] = [Number(tail[1]), Number(tail[2])];
  return { ok: true, kind: 'disability-card', number: id as IdNumber, card: text, category, grade };
}

function readFifteen(text: string, today: PlainDate | undefined): IdReading {
  if (/\D/.test(text)) return failed('characters', text);
  const number = fromFifteenDigits(text);
  if (!number || (today && idNumberParts(number).born > today)) return failed('birth-date', text);
  return { ok: true, kind: 'resident', number, converted: true };
}

function faultOf(id: string, today: PlainDate | undefined): IdFault | undefined {
  if (!/^\d{17}/.test(id)) return 'characters';
  const wrongCheck = id[17] !== idCheckDigit(id);
  if (wrongCheck && id.endsWith('000')) return 'excel-damaged';
  const born = parsePlainDate(birthText(id));
  if (!born || born < '1800-01-01' || (today && born > today)) return 'birth-date';
  return wrongCheck ? 'check-digit' : undefined;
}

function birthText(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

function failed(reason: IdFault, text: string): IdReading {
  return { ok: false, reason, text };
}
