import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCounty } from '#commands/add-county.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import type { Role } from '#domain/access/roles.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { createAccount } from '#identity/accounts.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { PASSWORD } from '../office/test-office.ts';
import { happyCalls, register, TODAY } from './happy-calls.ts';
import { type CallParts, type RouteOffice, routeOffice } from './route-office.ts';

const OTHER_TOWN = '370323104000';
const OTHER_COUNTY = '510722';

/** Accounts with the same rights in another place, by the account whose call is made again. */
const twins: Readonly<Record<string, readonly string[]>> = {
  zhen: ['zhen-elsewhere', 'zhen-far'],
  xian: ['xian-far'],
  minzheng: ['canlian', 'minzheng-far'],
  cun: ['cun-elsewhere', 'cun-far'],
  juzhang: ['xian-far'],
};

interface MadeCall {
  readonly login: string;
  readonly name: RouteName;
  readonly parts: CallParts;
}

let office: RouteOffice;
let last: MadeCall | undefined;
let listening: RouteOffice;

beforeAll(async () => {
  office = await routeOffice(TODAY);
  listening = {
    ...office,
    call(login, name, parts = {}) {
      last = { login: login ?? '', name, parts };
      return office.call(login, name, parts);
    },
  };
  await makeTwins();
});
afterAll(() => office.close());

async function makeTwins(): Promise<void> {
  const divisions = await loadCounty(OTHER_COUNTY);
  const [town] = divisions.townships;
  const [farVillage] = town?.villages ?? [];
  if (!town || !farVillage) throw new Error('a county without villages');
  await inTransaction(office.database.ownerDb, async (tx) => {
    const now = { at: 1, today: plainDate(TODAY) };
    const far = await addCounty(tx, { ...divisions, townships: [town] }, now);
    const make = async (login: string, role: Role, county: number, code: string, department: string | null = null) => {
      const { rows } = await office.database.ownerPool.query<{ area: number }>(
        'select area from areas where code = $1',
        [code.padEnd(12, '0')],
      );
      const level = { county: 'county-bureau', townsh: 'township', villag: 'village' }[role.slice(0, 6)] ?? '';
      await createAccount(
        tx,
        {
          login,
          name: login,
          role,
          policy: role === 'county-officer',
          county,
          area: rows[0]?.area ?? far.area,
          department,
          office: department ?? level,
          password: PASSWORD,
          mustChangePassword: false,
        },
        1,
      );
    };
    const { county: away } = far;
    await make('zhen-elsewhere', 'township-clerk', office.county, OTHER_TOWN);
    await make('cun-elsewhere', 'village-cadre', office.county, '370323105202');
    await make('canlian', 'county-department', office.county, '370323', '残联');
    await make('xian-far', 'county-officer', away, OTHER_COUNTY);
    await make('minzheng-far', 'county-department', away, OTHER_COUNTY, '民政局');
    await make('zhen-far', 'township-clerk', away, town.code);
    await make('cun-far', 'village-cadre', away, farVillage.code);
  });
}

const names = Object.keys(routes) as RouteName[];

/** Routes that speak of a certain thing which a place or an office owns: the call of a twin must not reach it. */
const nobodys: Partial<Record<RouteName, string>> = {
  approveAccount: 'accounts are the administrators’, who belong to no place',
  disableAccount: 'accounts are the administrators’, who belong to no place',
  getCalendarYear: 'the calendar is everybody’s',
  uploadFeed: 'feeds are of the pack; whose they are is tried below',
  nilReturn: 'feeds are of the pack; whose they are is tried below',
  checkPaper: 'public: whoever holds the paper asks, and learns nothing of persons',
  feedTemplate: 'an empty form of the pack',
  getUpload: 'whose upload it is is tried below',
  cancelUpload: 'whose upload it is is tried below',
  saveFeedContact: 'a department of the caller’s own county; the other county’s stays, tried below',
};
const owned = names.filter((name) => {
  const text = JSON.stringify(routes[name].path);
  const refers = ['receiveLeads', 'assignVerifiers', 'fillLedger', 'writeOffLeads', 'returnLeads', 'visitSheets'];
  const more = ['dispatch', 'fileLedger', 'decideFeedConflict', 'exceptFinding', ...refers];
  return (text.includes('{') || more.includes(name)) && !(name in nobodys);
});

test.each(owned)('%s shows and does nothing to the same role of another place', async (name) => {
  const happy = happyCalls[name];
  if (happy === undefined) throw new Error(`no happy call of ${name}`);
  expect((await happy(listening)).status).toBe(200);
  const made = last;
  if (made?.name !== name) throw new Error(`the happy call of ${name} ended with ${made?.name}`);
  const others = twins[made.login];
  if (others === undefined) throw new Error(`no account of another place for ${made.login}`);
  for (const login of others) {
    const reply = await office.call(login, name, withFreshRequest(made.parts));
    expect([400, 403, 404], `${login}: ${reply.status} ${JSON.stringify(reply.json)}`).toContain(reply.status);
  }
});

test('an upload under way is nobody’s but its own department’s', async () => {
  for (const name of ['getUpload', 'cancelUpload'] as const) {
    await happyCalls[name]?.(listening);
    for (const login of twins['minzheng'] ?? []) {
      const { json } = await office.call(login, name, withFreshRequest(last?.parts ?? {}));
      expect([{ reading: null }, { cancelled: false }]).toContainEqual(json);
    }
  }
});

test('whom to call in a department is kept by each county for itself', async () => {
  await happyCalls.saveFeedContact?.(listening);
  const contacts = async () =>
    (await office.database.ownerPool.query('select * from feed_contacts where county = $1', [office.county])).rows;
  const before = await contacts();
  expect(before).toHaveLength(1);
  await office.call('xian-far', 'saveFeedContact', withFreshRequest(last?.parts ?? {}));
  expect(await contacts()).toEqual(before);
});

test('a county reads nothing of another in its lists', async () => {
  const lists = names.filter((name) => routes[name].method === 'GET' && !routes[name].path.includes('{'));
  await register(office, { text: '只有本县可见' });
  for (const name of lists) {
    if (['whoAmI', 'getClause', 'currentPolicy', 'listClauses'].includes(name)) continue;
    for (const login of ['xian-far', 'zhen-far', 'cun-far', 'zhen-elsewhere', 'cun-elsewhere']) {
      const { status, json } = await office.call(login, name, { query: { ...queryOf(name) } });
      if (status === 200 && json !== null)
        expect(JSON.stringify(json), `${login} ${name}`).not.toMatch(/张大山|只有本县/);
    }
  }
});

test.each(['uploadFeed', 'nilReturn'] as const)('%s of a feed is for its own department', async (name) => {
  await happyCalls[name]?.(listening);
  const reply = await office.call('canlian', name, withFreshRequest(last?.parts ?? {}));
  expect([403, 404]).toContain(reply.status);
});

test('a lead of another township’s village is refused, not lost', async () => {
  for (const login of ['zhen-elsewhere', 'cun-elsewhere', 'zhen-far', 'cun-far', 'xian-far']) {
    const reply = await register(office, {}, login);
    expect([login, reply.status, reply.json.error]).toEqual([login, 400, 'bad-request']);
  }
});

test('a scan of another township is not filed', async () => {
  await happyCalls.uploadScan?.(listening);
  const scan = await office.call('zhen', 'uploadScan', last?.parts);
  const body = { requestId: randomUUID(), month: '2022-02', scan: scan.json.id };
  const reply = await office.call('zhen-elsewhere', 'fileLedger', { body });
  expect([reply.status, reply.json.error, reply.json.facts.field]).toEqual([400, 'bad-request', 'scan']);
});

function withFreshRequest(parts: CallParts): CallParts {
  const requestId = randomUUID();
  return {
    ...parts,
    ...(parts.body?.['requestId'] === undefined ? {} : { body: { ...parts.body, requestId } }),
    ...(parts.query?.['requestId'] === undefined ? {} : { query: { ...parts.query, requestId } }),
  };
}

function queryOf(name: RouteName): Record<string, string> {
  if (name === 'searchHouseholds') return { q: '张' };
  return ['previewFiling', 'exportLedger', 'printLedger', 'filingSheet', 'filingPaper'].includes(name)
    ? { month: '2022-04' }
    : {};
}
