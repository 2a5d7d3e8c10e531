import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { openRounds } from '#jobs/open-rounds.ts';
import { insertProvisionalHousehold, setHouseholdStatus } from '#store/households.ts';
import { type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

// A county whose document wants everybody on the register visited every month, with the visit due on the month's last day.
const place = { county: '130630', town: '130630100', village: '130630100201', department: '民政局' };
let office: RouteOffice;
let officer: Actor;
const [monitored, plain] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  office = await routeOffice('2022-06-15', {}, place);
  officer = await office.actor('county-officer', '任小舟');
  const [town, village] = [await office.area(place.town), await office.area(place.village)];
  await office.read(officer, async ({ tx, keys, now }) => {
    for (const [id, headName] of [
      [monitored, '王在册'],
      [plain, '李平常'],
    ] as const) {
      const nothing = { phone: null, idNumber: null, bornOn: null, sex: null };
      await insertProvisionalHousehold(tx, keys, { id, headPerson: randomUUID(), town, village, headName, ...nothing });
    }
    const since = plainDate('2022-06-03');
    await setHouseholdStatus(tx, office.county, { household: monitored, status: 'monitored', since, matter: randomUUID(), actor: officer.account, at: now.at }); // biome-ignore format: one line
  });
});
afterAll(() => office.close());

interface Opened {
  readonly household: string;
  readonly opened: string;
  readonly due: string | null;
  readonly actor: string;
  readonly body: string;
}
const opened = async (): Promise<Opened[]> =>
  (
    await office.database.ownerPool.query<Opened>(
      `select m.household, m.opened_on::text as opened, c.due_on::text as due, a.actor, a.body from matters m
       join acts a on a.county = m.county and a.matter = m.matter and a.seq = 1
       left join clocks c on c.county = m.county and c.matter = m.matter and c.step = 'visit'
       where m.procedure = 'monthly-visit' order by m.opened_on`,
    )
  ).rows;

it('opens the visit of the month for whom the document asks it, as an act of the system with its clause', async () => {
  // The office's own job may have been faster; what stands there is the same.
  await openRounds(office.services.runner, office.now());
  const [only, ...others] = await opened();
  expect(others).toEqual([]);
  expect(only).toMatchObject({ household: monitored, opened: '2022-06-01', due: '2022-06-30', actor: 'open-rounds' });
  expect(JSON.parse(only?.body ?? '')).toMatchObject({
    person: 'system:open-rounds',
    about: { round: { from: '2022-06-01', to: '2022-06-30' }, source: ['LY#1-h'] },
  });
});

it('opens nothing twice, the same day, the same month or at the same moment', async () => {
  const { runner } = office.services;
  expect(await openRounds(runner, office.now())).toBe(0);
  office.setToday('2022-06-30');
  await Promise.all([openRounds(runner, office.now()), openRounds(runner, office.now())]);
  expect(await opened()).toHaveLength(1);
});

it('opens the next month when it begins, also for those who came on the register since', async () => {
  office.setToday('2022-07-01');
  await office.read(
    officer,
    ({ tx, now }) =>
    setHouseholdStatus(tx, office.county, { household: plain, status: 'monitored', since: plainDate('2022-06-20'), matter: randomUUID(), actor: officer.account, at: now.at }), // biome-ignore format: one line
  );
  const { runner } = office.services;
  await Promise.all([openRounds(runner, office.now()), openRounds(runner, office.now())]);
  const july = (await opened()).filter((each) => each.opened === '2022-07-01');
  expect(july.map(({ household }) => household).toSorted()).toEqual([monitored, plain].toSorted());
  expect(july.map(({ due }) => due)).toEqual(['2022-07-31', '2022-07-31']);
});

it('is done in the village and shown with its clause', async () => {
  const { status, json } = await office.call('cun', 'listMatters', { query: { open: 'true' } });
  expect(status).toBe(200);
  const visits = json.matters.filter(({ procedure }: { procedure: string }) => procedure === 'monthly-visit');
  expect(visits).toHaveLength(3);
  const page = await office.call('cun', 'getMatter', { params: { id: visits[0].id } });
  expect(page.status).toBe(200);
  expect(JSON.stringify(page.json)).toContain('入户走访');
  shows(['LY-1-h'], '/api/matters');
});
