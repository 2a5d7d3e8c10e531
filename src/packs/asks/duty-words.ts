import type { DutyProgress } from '#domain/duties/duty-progress.ts';
import type { SlotState } from '#domain/duties/slot-status.ts';
import type { CaseValue } from '#domain/policy/case-shape.ts';
import type { Difference } from '../match-expectation.ts';

const SLOT_WORDS: Readonly<Record<SlotState, string>> = {
  'not-due': '未到期',
  'due-today': '今日到期',
  reported: '已报',
  nil: '无新增',
  late: '迟报',
  'not-reported': '未报',
  missed: '漏报',
  nothing: '不计',
};
const DUTY_WORDS: Readonly<Record<DutyProgress['state'], string>> = {
  'not-due': '未到期',
  'due-today': '今日到期',
  done: '已完成',
  'done-late': '逾期完成',
  overdue: '逾期',
};

/** Every word a case may use for a slot of a feed: `late`, 迟报, 迟报1天. */
export function slotWords(state: SlotState, daysLate: number): readonly string[] {
  const word = SLOT_WORDS[state];
  return [state, word, ...(daysLate > 0 ? [`${word}${daysLate}天`] : [])];
}

/** Every word a case may use for a duty's progress. */
export function dutyWords(state: DutyProgress['state'], daysLate: number): readonly string[] {
  const word = DUTY_WORDS[state];
  return [state, word, ...(daysLate > 0 ? [`${word}${daysLate}天`] : [])];
}

/** A word for each due day named; a day that has none differs. */
export function matchWords(
  path: string,
  expected: CaseValue,
  found: Readonly<Record<string, readonly string[]>>,
): readonly Difference[] {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    return [{ path, expected: 'a map of days', found: expected }];
  }
  return Object.entries(expected).flatMap(([day, word]: [string, CaseValue]): Difference[] => {
    const words = found[day] ?? [];
    return words.includes(String(word)) ? [] : [{ path: `${path}.${day}`, expected: word, found: words }];
  });
}
