import { addDays, parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { SheetCell } from '../sheet/sheet-content.ts';
import { isDateFormat } from '../sheet/xlsx-sheet.ts';
import { type CellReading, foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

/** Day 0 of Excel's calendar, in which 1900 wrongly has a 29 February: right from March 1900 on. */
const SERIAL_ZERO = plainDate('1899-12-30');
const FIRST_SERIAL = 61;
const LAST_SERIAL = 73_050;

/**
 * A day (`2022-03-01`) or, where the cell gives no day, a month (`2022-03`). Reads 2022-03-01, 2022/3/1, 2022.3.1,
 * 2022年3月1日, 20220301, 202203, 2022-03, 2022年3月, each with a time behind it, and Excel serials. Anything but
 * `YYYY-MM-DD`, `YYYY-MM` and true date cells is remarked as unusual.
 */
export function readDate(cell: SheetCell): CellReading {
  const text = tidyText(foldFullWidth(cell.text));
  if (!cell.broken && isBlankText(text)) return { value: undefined, remarks: [] };
  if (cell.number !== undefined && isDateFormat(cell.format)) {
    const value = fromSerial(cell.number, /d|日/i.test(cell.format) ? 'day' : 'month');
    return value === undefined ? unreadable : { value, remarks: [] };
  }
  const value = fromText(text) ?? (/^\d{5}(\.\d+)?$/.test(text) ? fromSerial(Number(text), 'day') : undefined);
  if (value === undefined) return unreadable;
  return { value, remarks: value === text ? [] : [{ fault: 'date-unusual-form' }] };
}

const unreadable: CellReading = { value: undefined, remarks: [{ fault: 'date-unreadable' }] };

const SHAPES: readonly RegExp[] = [
  /^(\d{4})-(\d{2})(?:-(\d{2}))?$/,
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/,
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?份?$/,
  /^((?:19|20)\d{2})(\d{2})(\d{2})$/,
  /^((?:19|20)\d{2})(\d{2})$/,
];

function fromText(text: string): string | undefined {
  for (const shape of SHAPES) {
    const parts = shape.exec(text);
    if (!parts) continue;
    const [year, month, day] = [parts[1] ?? '', (parts[2] ?? '').padStart(2, '0'), parts[3]?.padStart(2, '0')];
    const whole = parsePlainDate(`${year}-${month}-${day ?? '01'}`);
    return whole === undefined ? undefined : day === undefined ? `${year}-${month}` : whole;
  }
  return undefined;
}

function fromSerial(serial: number, precision: 'day' | 'month'): string | undefined {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined;
  const day = addDays(SERIAL_ZERO, Math.floor(serial));
  return precision === 'day' ? day : day.slice(0, 7);
}
