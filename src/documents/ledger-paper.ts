import { paperWords as words } from '#words/paper-words.ts';
import { columnWidth } from './column-width.ts';
import type { LedgerSheet } from './ledger-content.ts';
import { typeset } from './typeset.ts';

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
    long: sheet.columns.map(({ fact }) => fact === '具体预警信息' || fact === '不符合认定标准的主要原因'),
    names: sheet.columns.map(({ fact }) => fact === '核查人员'),
    rows: sheet.rows,
    nothing: words.nothing,
    seal: [
      `${words.reportingPlace}${words.seal}：${sheet.place}`,
      `${words.checkedBy}：`,
      `${words.filledBy}：`,
      `${words.filledOn}：${words.blankDay}`,
    ],
    note: sheet.numbers === 'masked' ? words.masked : '',
    pageOf: words.pageOf,
  });
}
