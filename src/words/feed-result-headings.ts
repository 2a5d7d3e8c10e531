import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

const title: Pair = ['部门预警结果反馈', 'Results of warnings'];
const others: Pair = ['其他原因', 'other reasons'];

const results: readonly Pair[] = [
  ['部门', 'Department'],
  ['事项', 'Item'],
  ['数据月份', 'Month'],
  ['文件', 'File'],
  ['回执编号', 'Receipt'],
  ['报送', 'Reported'],
  ['认定', 'Recognised'],
  ['正在认定', 'Under recognition'],
  ['已纳入', 'Monitored already'],
  ['不符合', 'Not qualified'],
  ['尚未核实', 'Not yet verified'],
  ['未成线索', 'Raised nothing'],
  ['不符合原因', 'Reasons'],
];

const rates: Pair = ['预警属实率', 'Hit rates of warnings'];
const sum: Pair = ['合计', 'All'];
const groups = {
  feed: ['部门和事项', 'Department and item'],
  rule: ['规则', 'Rule'],
  town: ['乡镇', 'Township'],
  threshold: ['标准', 'Threshold'],
  period: ['数据月份', 'Month'],
} as const satisfies Record<string, Pair>;
const counts: readonly Pair[] = [
  ['报送', 'Reported'],
  ['成为线索', 'Raised'],
  ['是', 'Qualify'],
  ['已纳入', 'Monitored already'],
  ['否', 'Not qualified'],
  ['未核实', 'Open'],
  ['属实率%', 'Hit rate %'],
];

export function resultsTitle(language: Language): string {
  return fill(title, language, {});
}

export function otherReasons(language: Language): string {
  return fill(others, language, {});
}

export function resultHeadings(language: Language): string[] {
  return results.map((heading) => fill(heading, language, {}));
}

/** Title, headings and the name of the sum row of the table of hit rates. */
export function hitHeadings(
  language: Language,
  by: keyof typeof groups,
): { title: string; headings: string[]; sum: string } {
  return {
    title: fill(rates, language, {}),
    headings: [groups[by], ...counts].map((heading) => fill(heading, language, {})),
    sum: fill(sum, language, {}),
  };
}
