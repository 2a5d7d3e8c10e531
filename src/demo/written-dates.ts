import { daysBetween, type PlainDate, partsOf, plainDate } from '#domain/values/plain-date.ts';
import type { FileLine } from './file-line.ts';
import type { Random } from './random.ts';
import type { CellContent } from './sheet-model.ts';
import type { SheetForm } from './write-sheet.ts';

/** Day 0 of Excel's calendar for every day from March 1900 on. */
const SERIAL_ZERO = plainDate('1899-12-30');

/** Ways of writing a day; `usual` ones need no repair, those giving a month lose the day. */
interface DateForm {
  readonly usual: boolean;
  readonly monthOnly: boolean;
  write(day: PlainDate): CellContent;
}

const forms = {
  compactMonth: { usual: false, monthOnly: true, write: (day) => day.slice(0, 7).replace('-', '') },
  month: { usual: true, monthOnly: true, write: (day) => day.slice(0, 7) },
  day: { usual: true, monthOnly: false, write: (day) => day },
  slashes: {
    usual: false,
    monthOnly: false,
    write: (day) => `${partsOf(day).year}/${partsOf(day).month}/${partsOf(day).day}`,
  },
  chinese: { usual: false, monthOnly: true, write: (day) => `${partsOf(day).year}年${partsOf(day).month}月` },
  dateCell: { usual: true, monthOnly: false, write: (day) => ({ serial: daysBetween(SERIAL_ZERO, day) }) },
  bareSerial: { usual: false, monthOnly: false, write: (day) => daysBetween(SERIAL_ZERO, day) },
} as const satisfies Record<string, DateForm>;

const weights = new Map<keyof typeof forms, number>([
  ['compactMonth', 46],
  ['month', 16],
  ['day', 12],
  ['slashes', 10],
  ['chinese', 8],
  ['dateCell', 5],
  ['bareSerial', 3],
]);

export type DateFormName = keyof typeof forms;

/** A form by its frequency; text files have no date cells: saved as text these become slashes. */
export function someDateForm(random: Random, file: SheetForm): DateFormName {
  const form = random.weighted(weights);
  return form === 'dateCell' && file === 'csv' ? 'slashes' : form;
}

/** Writes the day into the cell in that form and notes the repair an importer must make; nothing for no day. */
export function putDate(line: FileLine, field: string, day: PlainDate | null, form: DateFormName): void {
  if (day === null) return;
  const { usual, monthOnly, write } = forms[form] as DateForm;
  line.cells[field] = write(day);
  if (usual) return;
  line.planted.push({ fault: 'date-unusual-form', field, expected: monthOnly ? day.slice(0, 7) : day });
}
