import { expect, it } from 'vitest';
import { readNotice } from './read-notice.ts';

// Texts as the General Office published them; the days beside them read by hand.
const of2022 = `一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。`;

const of2023 = `一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。 二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。 三、清明节：4月5日放假，共1天。 四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。`;

it('reads the days off and the weekends worked', () => {
  const { days, problems } = readNotice(of2022, 2022);
  expect(problems).toEqual([]);
  expect(days?.holidays.map(({ name, from, to }) => `${name} ${from} ${to}`)).toEqual([
    '元旦 2022-01-01 2022-01-03',
    '春节 2022-01-31 2022-02-06',
    '清明节 2022-04-03 2022-04-05',
    '劳动节 2022-04-30 2022-05-04',
    '端午节 2022-06-03 2022-06-05',
    '中秋节 2022-09-10 2022-09-12',
    '国庆节 2022-10-01 2022-10-07',
  ]);
  expect(days?.workingWeekends).toEqual([
    '2022-01-29',
    '2022-01-30',
    '2022-04-02',
    '2022-04-24',
    '2022-05-07',
    '2022-10-08',
    '2022-10-09',
  ]);
});

it('reads a holiday over the turn of the year, single days, and a text on one line', () => {
  const { days, problems } = readNotice(of2023, 2023);
  expect(problems).toEqual([]);
  expect(days?.holidays.slice(0, 3).map(({ from, to }) => [from, to])).toEqual([
    ['2022-12-31', '2023-01-02'],
    ['2023-01-21', '2023-01-27'],
    ['2023-04-05', '2023-04-05'],
  ]);
  expect(days?.workingWeekends).toEqual(['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06']);
});

it('takes the text at its word and says where it does not agree with itself', () => {
  expect(readNotice('一、春节：1月31日至2月6日放假调休，共8天。', 2022).problems).toMatchObject([
    { code: 'count-differs', found: '7天', expected: '8天' },
  ]);
  expect(readNotice('一、清明节：4月3日至5日放假调休，共3天。4月2日（星期日）上班。', 2022).problems).toMatchObject([
    { code: 'wrong-weekday', expected: '星期六' },
  ]);
  expect(readNotice('一、清明节：4月3日至5日放假调休，共3天。4月6日上班。', 2022).problems).toMatchObject([
    { code: 'not-a-weekend', found: '2022-04-06' },
  ]);
  expect(readNotice('一、元旦：2月30日放假，共1天。', 2022).problems.map(({ code }) => code)).toEqual([
    'no-such-day',
    'no-holiday',
  ]);
  expect(readNotice('今年放假安排另行通知', 2022)).toMatchObject({
    days: undefined,
    problems: [{ code: 'no-holiday' }],
  });
});
