/** Headings of 填写表, the workbook townships fill in and send in again. They are read back by these words. */
export const fillSheetHeadings = {
  id: '线索标识',
  no: '编号',
  village: '村',
  headName: '户主',
  idMasked: '证件号码',
  channel: '信息来源',
  text: '具体预警信息',
  idNumber: '补录证件号码',
  visitedOn: '核实日期',
  verdict: '是否符合认定标准',
  reason: '不符合原因',
  toldOn: '书面告知日期',
  toldHow: '告知方式',
  verifiers: '核查人员',
  finishedOn: '完成时限',
} as const;

export type FillColumn = keyof typeof fillSheetHeadings;

/** Columns somebody fills in; all others are locked. */
export const filledColumns = [
  'idNumber',
  'visitedOn',
  'verdict',
  'reason',
  'toldOn',
  'toldHow',
  'verifiers',
  'finishedOn',
] as const satisfies FillColumn[];
export type FilledColumn = (typeof filledColumns)[number];

export const fillSheetTitle = '填写表';
/** First line of the workbook. */
export const fillSheetNote =
  '只填白色的列，填好后在【台账】〔导入填写表〕；灰色的列不能改。核查人员两人，用顿号隔开；日期写成 2022-03-16。';
export const fillSheetNotInList = '请从下拉列表中选择';
