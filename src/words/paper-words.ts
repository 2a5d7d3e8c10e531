/** Words of official papers. These are written in Chinese whatever the reader's language. */
export const paperWords = {
  /** 2022年3月 */
  month: (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`,
  /** 2022年3月16日 */
  day: (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`,
  fileName: (place: string, month: string, title: string) => `${place}${paperWords.month(month)}${title}`,
  pageOf: ['第 ', ' 页 共 ', ' 页'],
  reportingPlace: '填报单位',
  reportingMonth: '填报月份',
  lines: (n: number) => `共 ${n} 条`,
  seal: '（加盖政府公章）',
  filledBy: '填报人',
  checkedBy: '审核人',
  filledOn: '填报日期',
  blankDay: '　　年　　月　　日',
  nothing: '本月无预警信息',
  masked: '身份证号码已遮盖，供内部核对，不作报备。',
  cover: '台账报备封面',
  form: '报备内容',
  count: '条数',
  leader: '主要负责人签字',
  filedBySeal: '经办人（加盖政府公章）',
  notes: '填写说明',
  oneOf: (values: readonly string[]) => `填：${values.join('、')}`,
  hintOf: (channel: string, hint: string) => `${channel}：${hint}`,
  sourcesOf: (channel: string, origins: readonly string[]) => `${channel}：${origins.join('、')}`,
} as const;

/** A text that is a day (`2022-03-16`) as papers write it; any other text as it is. */
export function dayInWords(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? paperWords.day(text) : text;
}
