import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCalendar, type HolidayNotice } from '#domain/calendar/calendar.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { mixedLeads } from '#test/office/mixed-leads.ts';
import { type RouteOffice, routeOffice } from '#test/routes/route-office.ts';

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice('2022-03-16');
  const clerk = await office.actor('township-clerk', '马小宁');
  const county = await office.actor('county-officer', '任小舟');
  await mixedLeads(office, { clerk, county, count: 6 });
});
afterAll(() => office.close());

// Received on Wednesday 16 March: three working days are 17, 18 and 21 March. With Monday 21 off and nothing made up
// the third is Tuesday 22.
const notice = {
  year: 2022,
  number: '国办发明电〔2022〕99号',
  published: '2022-03-16',
  holidays: [{ name: '临时假', from: '2022-03-21', to: '2022-03-21' }],
  workingWeekends: [],
};
const query = {
  year: '2022',
  number: notice.number,
  published: notice.published,
  holidays: '临时假:2022-03-21:2022-03-21',
};

async function dueDays(): Promise<string[]> {
  const { rows } = await office.database.ownerPool.query<{ due: string }>(
    `select distinct due_on::text as due from clocks where done_on is null and due_on between '2022-03-17' and '2022-03-25' order by 1`,
  );
  return rows.map(({ due }) => due);
}

it('shows which days would move and why, and writes nothing', async () => {
  const before = await dueDays();
  expect(before).toContain('2022-03-21');
  const { status, json } = await office.call('xian', 'previewNotice', { query });
  expect(status).toBe(200);
  expect(json.moved).toBeGreaterThan(0);
  expect(json.examples).toContainEqual(
    expect.objectContaining({
      before: '2022-03-21',
      after: '2022-03-22',
      because: [{ day: '2022-03-21', worked: false }],
    }),
  );
  expect(await dueDays()).toEqual(before);
});

it('moves them when the notice is entered, and the calendar of the year says it', async () => {
  const reply = await office.call('xian', 'loadNotice', { body: { requestId: crypto.randomUUID(), ...notice } });
  expect(reply.status).toBe(200);
  expect(reply.json.moved).toBeGreaterThan(0);
  const after = await dueDays();
  expect(after).toContain('2022-03-22');
  expect(after).not.toContain('2022-03-21');
  const { json } = await office.call('zhen', 'getCalendarYear', { params: { year: 2022 } });
  expect(json.holidays).toContain('2022-03-21');
  expect(json.holidays).toContain('2022-04-04');
});

it('refuses the same notice again, and days that cannot be', async () => {
  const again = await office.call('xian', 'loadNotice', { body: { requestId: crypto.randomUUID(), ...notice } });
  expect(again.json).toMatchObject({ error: 'refused', facts: { why: 'already-there' } });
  const wrong = { ...notice, number: '国办发明电〔2022〕98号', workingWeekends: ['2022-03-23'] };
  const refused = await office.call('xian', 'loadNotice', { body: { requestId: crypto.randomUUID(), ...wrong } });
  expect(refused.json).toMatchObject({ error: 'bad-request', facts: { field: 'holidays' } });
});

it('keeps the days of one year when another is entered', () => {
  const shipped: HolidayNotice[] = [
    {
      year: 2021,
      number: 'a',
      published: plainDate('2020-11-25'),
      holidays: [{ name: '元旦', from: plainDate('2021-01-01'), to: plainDate('2021-01-03') }],
      workingWeekends: [],
    },
  ];
  const calendar = buildCalendar([
    ...shipped,
    { ...shipped[0], year: 2022, number: 'b', holidays: [] } as HolidayNotice,
  ]);
  expect(calendar.marked.size).toBe(3);
});
