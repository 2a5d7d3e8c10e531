/** Width of a column of the ledger form by the fact it shows, in characters of a spreadsheet; paper divides alike. */
const WIDTHS: Readonly<Record<string, number>> = {
  乡镇名: 9,
  村名: 10,
  户主姓名: 10,
  身份证号码: 21,
  预警方式: 9.5,
  预警信息来源: 12.5,
  具体预警信息: 26,
  信息反馈日期: 12.5,
  是否符合认定标准: 9,
  不符合认定标准的主要原因: 22,
  是否已告知本人: 15,
  核查人员: 14,
  办结日期: 12,
};

const OTHERS = 12;

export function columnWidth(fact: string | null): number {
  return WIDTHS[fact ?? ''] ?? OTHERS;
}
