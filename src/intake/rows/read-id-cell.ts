import { type IdFault, readIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { RowFault } from '#domain/values/row-fault.ts';
import type { SheetCell } from '../sheet/sheet-content.ts';
import { type CellReading, type CellRemark, hasFullWidth, isBlankText } from './cell-reading.ts';

const faultNames: Readonly<Record<IdFault, RowFault>> = {
  empty: 'id-missing',
  length: 'id-length',
  characters: 'id-characters',
  'birth-date': 'id-birth-date',
  'check-digit': 'id-check-digit',
  'excel-damaged': 'id-damaged-by-excel',
};

/** The ID number of a cell in 18 characters; a disability card also gives its own number, class and grade. */
export function readIdCell(cell: SheetCell | undefined, today: PlainDate): CellReading {
  if (!cell || (!cell.broken && isBlankText(cell.text)))
    return { value: undefined, remarks: [{ fault: 'id-missing' }] };
  const reading = readIdNumber(cell.number ?? cell.text, today);
  const remarks: CellRemark[] = [];
  if (cell.wrapped) remarks.push({ fault: 'formula-text' });
  if (hasFullWidth(cell.text)) remarks.push({ fault: 'full-width' });
  if (/[xｘ]\s*$/u.test(cell.text)) remarks.push({ fault: 'id-lower-case-x' });
  if (!reading.ok) {
    return {
      value: undefined,
      remarks: [{ fault: faultNames[reading.reason], facts: lengthFacts(reading) }, ...remarks],
    };
  }
  if (reading.kind === 'disability-card') {
    const extra = {
      disabilityCard: reading.card,
      disabilityCategoryCode: reading.category,
      disabilityGradeCode: reading.grade,
    };
    return { value: reading.number, remarks: [{ fault: 'id-disability-card' }, ...remarks], extra };
  }
  if (reading.converted) remarks.unshift({ fault: 'id-fifteen-digits' });
  return { value: reading.number, remarks };
}

function lengthFacts(reading: { readonly reason: IdFault; readonly text: string }): Record<string, unknown> {
  return reading.reason === 'length' ? { length: reading.text.length } : {};
}
