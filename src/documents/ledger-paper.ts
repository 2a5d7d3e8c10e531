import { paperWords as words } from '#words/paper-words.ts';
import { columnWidth } from './column-width.ts';
import type { LedgerSheet } from './ledger-content.ts';
import { typeset } from './typeset.ts';

/** How a column is set: long texts to the left, names of people kept whole, what has a fixed length as it is. */
const KINDS: Readonly<Record<string, 'long' | 'people' | 'fixed'>> = {
  具体预警信息: 'long',
  不符合认定标准的主要原因: 'long',
  核查人员: 'people',
  身份证号码: 'fixed',
  信息反馈日期: 'fixed',
  办结日期: 'fixed',
};

/** The sheet for the seal goes out under a cover: what is filed, by whom, for which month, and who answers for it. */
function coverOf(sheet: LedgerSheet) {
  return {
    title: words.cover,
    rows: [
      [words.reportingPlace, sheet.place],
      [words.reportingMonth, words.month(sheet.month)],
      [words.form, `${sheet.formId} ${sheet.title}`],
      [words.count, words.lines(sheet.rows.length)],
      [words.leader, ''],
      [words.filedBySeal, ''],
      [words.filledOn, words.blankDay],
    ],
  };
}

/** The ledger form as pages: A4 landscape, headings on every page, 第 n 页 共 m 页, place for the seal. */
export function ledgerPaper(sheet: LedgerSheet): Promise<Buffer> {
  return typeset('ledger', {
    formId: sheet.formId,
    title: sheet.title,
    about: [
      `${words.reportingPlace}：${sheet.place}`,
      `${words.reportingMonth}：${words.month(sheet.month)}`,
      words.lines(sheet.rows.length),
    ],
    headings: sheet.columns.map((column) => column.label),
    widths: sheet.columns.map((column) => columnWidth(column.fact)),
    kinds: sheet.columns.map(({ fact }) => KINDS[fact ?? ''] ?? 'short'),
    rows: sheet.rows,
    nothing: words.nothing,
    seal: [
      `${words.reportingPlace}${words.seal}：${sheet.place}`,
      `${words.checkedBy}：`,
      `${words.filledBy}：`,
      `${words.filledOn}：${words.blankDay}`,
    ],
    note: sheet.numbers === 'masked' ? words.masked : '',
    cover: sheet.numbers === 'full' ? coverOf(sheet) : null,
    pageOf: words.pageOf,
  });
}
