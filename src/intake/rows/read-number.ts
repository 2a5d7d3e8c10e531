import { fen } from '#domain/values/fen.ts';
import type { MoneyUnit } from '../columns/header-label.ts';
import type { SheetCell } from '../sheet/sheet-content.ts';
import {
  type CellReading,
  type CellRemark,
  foldFullWidth,
  hasFullWidth,
  isBlankText,
  tidyText,
} from './cell-reading.ts';

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(万元|元|万|个月|月|人|个)?$/;
const unreadable: CellReading = { value: undefined, remarks: [{ fault: 'number-unreadable' }] };

/**
 * An amount in fen. The unit beside the number wins over the heading's; without either it is yuan. More than two decimals
 * of yuan are rounded to the fen, halves up: files carry averages like 10233.3333.
 */
export function readMoney(cell: SheetCell, unit: MoneyUnit | undefined): CellReading {
  const parts = parse(cell);
  if (parts === 'blank') return { value: undefined, remarks: [] };
  if (!parts || /月|人|个/.test(parts.suffix)) return unreadable;
  const inWan = parts.suffix.startsWith('万') || (parts.suffix === '' && unit === 'wan-yuan');
  const decimals = inWan ? 6 : 2;
  const kept = parts.fraction.padEnd(decimals, '0').slice(0, decimals);
  const roundUp = Number(parts.fraction[decimals] ?? '0') >= 5 ? 1n : 0n;
  const amount = BigInt(parts.whole + kept) + roundUp;
  return { value: fen(parts.negative ? -amount : amount), remarks: parts.remarks };
}

/** A whole number, not negative (persons, months). */
export function readInteger(cell: SheetCell): CellReading {
  const parts = parse(cell);
  if (parts === 'blank') return { value: undefined, remarks: [] };
  if (!parts || parts.negative || /[1-9]/.test(parts.fraction) || parts.suffix.includes('万')) return unreadable;
  return { value: Number(parts.whole), remarks: parts.remarks };
}

type Parts = {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
  readonly remarks: readonly CellRemark[];
};

function parse(cell: SheetCell): Parts | 'blank' | undefined {
  const text = tidyText(foldFullWidth(cell.text))
    .replace(/\s/g, '')
    .replace(/^[¥￥]/, '');
  if (!cell.broken && isBlankText(text)) return 'blank';
  const found = NUMBER.exec(text);
  if (!found || (found[2] === undefined && found[3] === undefined)) return undefined;
  const whole = (found[2] ?? '0').replaceAll(',', '');
  if (whole.length > 12) return undefined;
  return {
    negative: found[1] === '-',
    whole,
    fraction: found[3] ?? '',
    suffix: found[4] ?? '',
    remarks: hasFullWidth(cell.text) ? [{ fault: 'full-width' }] : [],
  };
}
