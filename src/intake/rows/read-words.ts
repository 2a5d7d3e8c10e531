import type { ShapeColumn } from '../columns/sheet-shape.ts';
import { type CellReading, foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

const SEPARATORS = /[,，、;；/|+\s]+/u;
const PHONE = /^(?:1\d{10}|0\d{2,3}-?\d{7,8}|[2-8]\d{6,7})$/;

/** Text with inner white space reduced to one space; blank text says nothing. */
export function readText(text: string): CellReading {
  const tidy = tidyText(text).replace(/\s+/gu, ' ');
  return { value: isBlankText(tidy) ? undefined : tidy, remarks: [] };
}

/** One word of the column's list; without a list any word. Unknown words are remarked and left out. */
export function readWord(text: string, column: ShapeColumn): CellReading {
  const word = tidyText(foldFullWidth(text)).replace(/\s/gu, '');
  if (isBlankText(word)) return { value: undefined, remarks: [] };
  const official = officialWord(word, column);
  if (official === undefined) return { value: undefined, remarks: [{ fault: 'value-unknown' }] };
  return { value: official, remarks: [] };
}

/** Several words divided by commas, 、, slashes or spaces. One unknown word is remarked; the others are kept. */
export function readWords(text: string, column: ShapeColumn): CellReading {
  const words = tidyText(foldFullWidth(text))
    .split(SEPARATORS)
    .filter((word) => !isBlankText(word));
  if (words.length === 0) return { value: undefined, remarks: [] };
  const known = words.flatMap((word) => officialWord(word, column) ?? []);
  const remarks = known.length < words.length ? [{ fault: 'value-unknown' as const }] : [];
  return { value: known.length === 0 ? undefined : [...new Set(known)], remarks };
}

/** The first telephone number of a cell: 11 digits, or a landline. */
export function readPhone(text: string): CellReading {
  const plain = tidyText(foldFullWidth(text))
    .replace(/[\s()'‘’]/gu, '')
    .replace(/^(\+?86-?)(?=1\d{10})/, '');
  if (isBlankText(plain)) return { value: undefined, remarks: [] };
  const numbers = [plain.replace(/^(1\d{2})-(\d{4})-(\d{4})$/, '$1$2$3'), ...plain.split(/[,，、;；/]/)];
  const phone = numbers.find((number) => PHONE.test(number));
  if (phone === undefined) return { value: undefined, remarks: [{ fault: 'phone-unreadable' }] };
  return { value: phone, remarks: [] };
}

function officialWord(word: string, column: ShapeColumn): string | undefined {
  const meant = column.synonyms && Object.hasOwn(column.synonyms, word) ? column.synonyms[word] : word;
  return column.values === undefined || (meant !== undefined && column.values.includes(meant)) ? meant : undefined;
}
