import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** Headings of the exported sums of batches, in their order. */
const headings = {
  department: ['部门', 'Department'],
  feed: ['事项', 'Item'],
  period: ['数据月份', 'Month'],
  file: ['文件', 'File'],
  receipt: ['回执编号', 'Receipt'],
  on: ['提交日期', 'Submitted'],
  daysLate: ['迟报天数', 'Days late'],
  rows: ['文件行数', 'Rows'],
  accepted: ['采纳', 'Accepted'],
  rejected: ['退回', 'Rejected'],
  duplicate: ['重复', 'Duplicate'],
  matched: ['名册中有', 'In the register'],
  absent: ['名册中没有', 'Not in the register'],
  nothing: ['不符合预警条件', 'Raised nothing'],
  unknown: ['信息不全', 'Cannot be judged yet'],
  blocked: ['标准未定', 'Wait for a parameter'],
  lead: ['新线索', 'New leads'],
  evidence: ['并入等待下发的线索', 'Added to waiting leads'],
  line: ['该户已在乡镇办理', 'Under way'],
  already: ['已是监测对象', 'Monitored already'],
  repeat: ['与上次核实相同', 'Same as last visit'],
  ambiguous: ['姓名不一致待定', 'To be decided'],
} as const satisfies Record<string, Pair>;

export type FeedSumColumn = keyof typeof headings;

/** Keys in their order, and the headings by language. */
export const feedSumColumns = Object.keys(headings) as FeedSumColumn[];

export function feedSumHeading(language: Language, column: FeedSumColumn): string {
  return fill(headings[column], language, {});
}

export const feedSumsTitle = '报送汇总';
