import { type CellReading, foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

const YES = new Set([
  '是',
  '有',
  '已',
  '对',
  '√',
  '✓',
  '✔',
  '1',
  'y',
  'yes',
  'true',
  '已消除',
  '已解决',
  '已参加',
  '参加',
  '享受',
]);
const NO = new Set([
  '否',
  '无',
  '未',
  '没有',
  '×',
  '✗',
  '✘',
  '0',
  'n',
  'no',
  'false',
  '未消除',
  '未解决',
  '未参加',
  '不参加',
  '不享受',
  '不是',
  '非',
]);

/** Yes, no, or nothing said: an empty cell is unknown, never no. */
export function readFlag(text: string): CellReading {
  const word = tidyText(foldFullWidth(text)).toLowerCase();
  if (isBlankText(word)) return { value: undefined, remarks: [] };
  if (YES.has(word)) return { value: true, remarks: [] };
  if (NO.has(word)) return { value: false, remarks: [] };
  return { value: undefined, remarks: [{ fault: 'value-unknown' }] };
}
