import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { dueParts, dueText, termText } from './due-forms.ts';

const today = plainDate('2022-03-17');
const working = { on: '2022-03-21', unit: 'working-day' } as const;

describe('due chips', () => {
  it('say by when and how much is left', () => {
    expect(dueText('zh-CN', { ...working, state: 'not-due', left: 2 }, today)).toBe('3月21日(周一)前 · 还剩2个工作日');
    expect(dueText('en', { ...working, state: 'not-due', left: 2 }, today)).toBe(
      'by 21 Mar (Mon) · 2 working days left',
    );
    expect(dueText('en', { ...working, state: 'not-due', left: 1 }, today)).toBe(
      'by 21 Mar (Mon) · 1 working day left',
    );
  });

  it('say that it is due today, or late by how much', () => {
    const on = plainDate('2022-03-21');
    expect(dueText('zh-CN', { ...working, state: 'due-today', left: 0 }, on)).toBe('3月21日(周一)前 · 今天到期');
    expect(dueText('zh-CN', { ...working, state: 'overdue', left: -2 }, plainDate('2022-03-23'))).toBe(
      '3月21日(周一)前 · 已逾期2个工作日',
    );
    expect(
      dueText('zh-CN', { on: '2022-03-31', unit: 'day', state: 'overdue', left: -1 }, plainDate('2022-04-01')),
    ).toBe('3月31日(周四)前 · 已逾期1天');
  });

  it('name the year when it is not this one', () => {
    expect(dueParts('zh-CN', { ...working, on: '2023-01-03', state: 'not-due', left: 9 }, today).by).toBe(
      '2023年1月3日(周二)前',
    );
  });

  it('mark what is provisional or inferred', () => {
    expect(dueText('zh-CN', { ...working, state: 'not-due', left: 2, provisional: true }, today)).toBe(
      '3月21日(周一)前 · 还剩2个工作日 · 暂定(日历未公布)',
    );
    expect(dueParts('zh-CN', { ...working, state: 'not-due', left: 2, inferred: '文件未写' }, today).remarks).toEqual([
      '推定',
    ]);
  });

  it('say why there is no date', () => {
    expect(dueText('zh-CN', { state: 'none' }, today)).toBe('无时限规定');
    expect(dueText('zh-CN', { state: 'waiting', what: 'lead.received-by-township' }, today)).toBe('自乡镇接收起算');
    expect(dueText('zh-CN', { state: 'waiting', what: '{"all":[]}' }, today)).toBe('尚未起算');
    expect(dueText('zh-CN', { state: 'unset', what: '公示天数', setBy: 'county' }, today)).toBe(
      '公示天数未设定（由县局设定）',
    );
  });

  it('name terms in every unit', () => {
    expect(termText('zh-CN', 3, 'working-day')).toBe('3个工作日');
    expect(termText('zh-CN', 15, 'day')).toBe('15天');
    expect(termText('en', 1, 'month')).toBe('1 month');
  });
});
