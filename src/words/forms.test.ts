import { describe, expect, it } from 'vitest';
import { fen } from '#domain/values/fen.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { dateText, dayText, momentText, monthText } from './date-forms.ts';
import { dayWritten } from './day-entry.ts';
import { dayKindText, engineRefusal, eventText, setByText } from './engine-words.ts';
import { countText, moneyText } from './number-forms.ts';
import { villageText } from './place-forms.ts';
import { refusalSentence } from './refusal-words.ts';

const today = plainDate('2022-04-06');

describe('dates', () => {
  it('are written out in Chinese, short in English', () => {
    expect(dateText('zh-CN', today)).toBe('2022年4月6日');
    expect(dateText('en', today)).toBe('6 Apr 2022');
    expect(dayText('zh-CN', plainDate('2022-03-21'), today)).toBe('3月21日(周一)');
    expect(monthText('zh-CN', '2022-04')).toBe('2022年4月');
  });

  it('read instants in Shanghai, whatever the machine thinks', () => {
    expect(momentText('zh-CN', Date.parse('2022-04-05T16:05:00Z'))).toBe('2022年4月6日 00:05');
  });

  it('are understood as people type them', () => {
    for (const text of ['2022-04-06', '2022/4/6', '2022.4.6', '2022年4月6日', '20220406', '4月6日', '4.6', ' 4-6 ']) {
      expect(dayWritten(text, today), text).toBe('2022-04-06');
    }
    for (const text of ['', '2022-02-30', '13.1', '下周', '20221301', '4'])
      expect(dayWritten(text, today), text).toBeUndefined();
  });
});

describe('numbers', () => {
  it('have separators, and fen only where there are any', () => {
    expect(countText('zh-CN', 12345)).toBe('12,345');
    expect(moneyText('zh-CN', fen(690_000))).toBe('6,900 元');
    expect(moneyText('zh-CN', fen(690_050))).toBe('6,900.50 元');
    expect(moneyText('en', fen(-123_456_789))).toBe('¥-1,234,567.89');
  });

  it('read 未填 when unknown, never 0', () => {
    expect(countText('zh-CN', null)).toBe('未填');
    expect(countText('zh-CN', 0)).toBe('0');
    expect(moneyText('zh-CN', undefined)).toBe('未填');
    expect(moneyText('zh-CN', fen(0))).toBe('0 元');
  });
});

describe('places', () => {
  it('drop the committee from a village name', () => {
    expect(villageText('前沟村村委会')).toBe('前沟村');
    expect(villageText('前沟村民委员会')).toBe('前沟村');
    expect(villageText('前沟村委会')).toBe('前沟村');
    expect(villageText('西里社区')).toBe('西里社区');
  });
});

describe('words of the engine', () => {
  it('name events, kinds of days and levels, and let Chinese names pass', () => {
    expect(eventText('zh-CN', 'lead.received-by-township')).toBe('乡镇接收');
    expect(eventText('zh-CN', '公示期满')).toBe('公示期满');
    expect(eventText('zh-CN', 'household-verification.done')).toBe('');
    expect(dayKindText('zh-CN', 'make-up-working-day')).toBe('调休上班');
    expect(dayKindText('zh-CN', '清明节')).toBe('清明节');
    expect(setByText('zh-CN', 'county')).toBe('县局');
  });

  it('say why an act is refused: the text of the document first, then who sets what, then the reason by code', () => {
    expect(refusalSentence('zh-CN', { code: 'check-failed', text: '没有指派核查人员' })).toBe('没有指派核查人员');
    expect(refusalSentence('zh-CN', { code: 'parameter-unset', parameter: '公示天数', setBy: 'county' })).toBe(
      '公示天数尚未设定，由县局在【政策依据›参数设置】设定后可办理',
    );
    expect(refusalSentence('zh-CN', { code: 'check-unknown', missing: '证件已登记' })).toBe('还不能判断：缺证件已登记');
    expect(refusalSentence('zh-CN', { code: 'not-found' })).toBe('没有找到，或不在您的管辖范围内。');
    expect(engineRefusal('en', 'no-such-code', {})).toBeUndefined();
  });
});
