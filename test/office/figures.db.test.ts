import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { makeCountyFigures } from '#jobs/make-county-figures.ts';
import { type MadeLead, mixedLeads } from './mixed-leads.ts';
import { type TestOffice, testOffice } from './test-office.ts';

let office: TestOffice;
let clerk: Actor;
let leads: MadeLead[];

beforeAll(async () => {
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  const county = await office.actor('county-officer', '任小舟');
  // Registered 03-16, dispatched 03-17, visited 03-18, written off 03-22.
  leads = await mixedLeads(office, { clerk, county, count: 20 });
}, 120_000);
afterAll(() => office.close());

async function figuresOf(day: string): Promise<Record<string, number>> {
  await makeCountyFigures(office.services.runner.db, { at: Date.now(), today: plainDate(day) });
  const { rows } = await office.database.ownerPool.query<{ measure: string; n: number }>(
    'select measure, sum(n)::int as n from figures where day = $1 group by measure having sum(n) > 0',
    [day],
  );
  return Object.fromEntries(rows.map((row) => [row.measure, row.n]));
}

const withFate = (...fates: MadeLead['fate'][]) => leads.filter(({ fate }) => fates.includes(fate)).length;

it('counts a day as it stood that day, whatever has happened since', async () => {
  const warnings = leads.filter(({ channel }) => channel === '部门预警').length;
  const before = await figuresOf('2022-03-16');
  // 部门预警 comes to the township on the 17th; nothing is visited, returned or written off yet.
  expect(before).toMatchObject({ received: leads.length - warnings, 'in-progress': leads.length - warnings });
  expect([before['written-off'], before['returned'], before['identifying']]).toEqual([undefined, undefined, undefined]);
  const visited = await figuresOf('2022-03-18');
  expect(visited).toMatchObject({ received: leads.length, identifying: withFate('qualifies') });
  expect(visited['written-off']).toBeUndefined();
});

it('counts today as the ledger stands', async () => {
  const { rows } = await office.database.ownerPool.query<{ stage: string; n: number }>(
    'select stage, count(*)::int as n from lead_lines group by stage',
  );
  const stage = Object.fromEntries(rows.map((row) => [row.stage, row.n]));
  const today = await figuresOf('2022-03-22');
  expect(today['written-off']).toBe(stage['written-off']);
  expect(today['returned'] ?? 0).toBe(stage['returned'] ?? 0);
  const running = ['to-receive', 'in-progress', 'to-write-off'].reduce((n, name) => n + (stage[name] ?? 0), 0);
  expect(today['in-progress']).toBe(running);
  expect(today['received']).toBe((today['written-off'] ?? 0) + (today['returned'] ?? 0) + (today['in-progress'] ?? 0));
});

it('puts nothing in place of what is no longer so when a day is counted again', async () => {
  await office.database.ownerPool.query(
    `insert into figures (county, town, day, measure, n, made_at) select county, 999999, '2022-03-16', 'returned', 7, 1 from counties`,
  );
  expect((await figuresOf('2022-03-16'))['returned']).toBeUndefined();
});
