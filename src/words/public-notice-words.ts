import { type PlainDate, partsOf } from '#domain/values/plain-date.ts';

/** What stands in a notice of one household. Nothing else is published: no numbers, no bank account, no word of health. */
export interface PublicHousehold {
  readonly place: string;
  readonly headName: string;
  readonly persons: number;
}

/** 公示 and 公告 as they hang out; official papers are in Chinese. */
export const publicNoticeWords = {
  /** `procedure`: as the document calls it, such as 监测对象识别. `days`: how long it hangs; null: not said. */
  notice: (about: { procedure: string; households: readonly PublicHousehold[]; days: string | null; by: string }) =>
    [
      `关于${about.procedure}的公示`,
      `经入户核实和民主评议，现将${about.procedure}拟办理的农户公示如下：`,
      ...about.households.map(line),
      about.days === null ? '公示自张贴之日起。' : `公示自张贴之日起，公示期${about.days}。`,
      '公示期内如有异议，请向村（居）委会、乡镇或县级农业农村（乡村振兴）部门反映。',
      about.by,
    ].join('\n'),
  announcement: (about: { procedure: string; households: readonly PublicHousehold[]; by: string; on: PlainDate }) =>
    [
      `关于${about.procedure}结果的公告`,
      `经审核批准，现将${about.procedure}的${about.households.length}户公告如下：`,
      ...about.households.map(line),
      about.by,
      day(about.on),
    ].join('\n'),
  term: (amount: number, unit: string) => `${amount}${UNITS[unit] ?? ''}`,
} as const;

const UNITS: Readonly<Record<string, string>> = {
  'working-day': '个工作日',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
};

function line({ place, headName, persons }: PublicHousehold): string {
  return `${place}　${headName}户（${persons}人）`;
}

function day(on: PlainDate): string {
  const { year, month, day: date } = partsOf(on);
  return `${year}年${month}月${date}日`;
}
