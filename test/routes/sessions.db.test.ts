import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { createAccount } from '#identity/accounts.ts';
import { compose } from '#main/compose.ts';
import { frontDoor } from '#main/front-door.ts';
import { makeInstallation } from '#main/make-installation.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { testDatabase } from '../database/test-database.ts';
import { COUNTY, PASSWORD } from '../office/test-office.ts';
import { type CallReply, callRoute, newSession, type RouteOffice, routeOffice } from './route-office.ts';

const MINUTE = 60_000;
const NEXT = 'Another-Word-2022';

let office: RouteOffice;
/** The instant the office takes for now. */
let clock: number;

beforeAll(async () => {
  clock = Date.now();
  office = await routeOffice('2022-04-06', { now: async () => ({ at: clock, today: plainDate('2022-04-06') }) });
});
afterAll(() => office.close());

const owner = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await office.database.ownerPool.query<T>(text, values)).rows;

/** A new account nobody else in this file uses, ready to sign in. */
async function account(more: { mustChangePassword?: boolean } = {}): Promise<{ id: string; login: string }> {
  const login = `u${randomUUID().slice(0, 8)}`;
  const { id } = await createAccount(
    office.database.ownerDb,
    {
      login,
      name: '某人',
      role: 'township-clerk',
      policy: false,
      county: office.county,
      area: await office.area('370323105000'),
      department: null,
      office: 'township',
      password: PASSWORD,
      mustChangePassword: false,
      ...more,
    },
    clock,
  );
  return { id, login };
}

const tryIn = (login: string, password: string): Promise<CallReply> =>
  office.call(null, 'signIn', { body: { login, password } });
const as = (cookie: string, name: RouteName, body?: Record<string, unknown>): Promise<CallReply> =>
  office.call(null, name, { headers: { cookie }, ...(body === undefined ? {} : { body }) });
const status = async (cookie: string): Promise<number> => (await as(cookie, 'whoAmI')).status;
const said = ({ status: code, json }: CallReply): unknown => ({ code, error: json.error, facts: json.facts });

describe('signing in', () => {
  test('says the same to a wrong password, an unknown login and a disabled account', async () => {
    const known = await account();
    const shutOut = await account();
    await owner('update accounts set disabled_at = 1 where id = $1', [shutOut.id]);
    const wrong = said(await tryIn(known.login, 'Not-This-One-1'));
    expect(wrong).toEqual({ code: 401, error: 'wrong-login', facts: {} });
    expect(said(await tryIn('nobody-of-that-name', 'Not-This-One-1'))).toEqual(wrong);
    expect(said(await tryIn(shutOut.login, PASSWORD))).toEqual(wrong);
  });

  test('is locked after five wrong passwords, each further one doubling the time', async () => {
    const { id, login } = await account();
    const locked = async (): Promise<number> => {
      const [row] = await owner<{ until: string | null }>('select locked_until as until from accounts where id = $1', [id]); // biome-ignore format: one line
      return row?.until == null ? 0 : Number(row.until) - clock;
    };
    for (let n = 1; n <= 4; n++) await tryIn(login, 'Not-This-One-1');
    expect(await locked()).toBe(0);
    expect(said(await tryIn(login, 'Not-This-One-1'))).toMatchObject({ code: 401, error: 'wrong-login' });
    expect(await locked()).toBe(MINUTE);
    const right = await tryIn(login, PASSWORD);
    expect(said(right)).toEqual({ code: 401, error: 'account-locked', facts: { until: clock + MINUTE } });
    for (const minutes of [2, 4, 8, 16, 32, 60, 60]) {
      clock += (await locked()) + 1;
      await tryIn(login, 'Not-This-One-1');
      expect(await locked()).toBe(minutes * MINUTE);
    }
    clock += 61 * MINUTE;
    expect((await tryIn(login, PASSWORD)).status).toBe(200);
    await tryIn(login, 'Not-This-One-1');
    expect(await locked()).toBe(0);
  });

  test('counts wrong passwords that come at the same moment', async () => {
    const { id, login } = await account();
    await Promise.all(Array.from({ length: 6 }, () => tryIn(login, 'Not-This-One-1')));
    const [row] = await owner<{ failed: number }>('select failed_logins as failed from accounts where id = $1', [id]);
    expect(row?.failed).toBe(6);
    expect((await tryIn(login, PASSWORD)).json.error).toBe('account-locked');
  });

  test('sets a cookie no script and no other site can use, and keeps only a hash of it', async () => {
    const { id, login } = await account();
    const reply = await tryIn(login, PASSWORD);
    const [cookie = '', ...attributes] = String(reply.headers['set-cookie']).split('; ');
    expect(cookie.startsWith('__Host-shouwang=')).toBe(true);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    const token = cookie.slice(cookie.indexOf('=') + 1);
    expect(token.length).toBeGreaterThanOrEqual(43);
    const rows = await owner<{ row: string }>('select sessions::text as row from sessions where account = $1', [id]);
    expect(rows.length).toBe(1);
    expect(rows[0]?.row).not.toContain(token);
    expect(rows[0]?.row).not.toContain(Buffer.from(token).toString('hex'));
    expect(JSON.stringify(reply.json)).not.toContain(token);
  });

  test('stands in the audit log, done or refused, never with a password', async () => {
    const { login } = await account();
    await tryIn(login, PASSWORD);
    await tryIn(login, 'Not-This-One-1');
    const rows = await owner('select kind, result from audit_log where actor = $1 order by id', [login]);
    expect(rows).toEqual([
      { kind: 'sign-in', result: 'done' },
      { kind: 'sign-in', result: 'refused' },
    ]);
    const log = JSON.stringify(await owner('select * from audit_log'));
    expect(log.includes(PASSWORD) || log.includes('Not-This-One-1')).toBe(false);
  });
});

describe('a session', () => {
  test('ends after an hour without a call, and is kept by calls', async () => {
    const { id, login } = await account();
    const cookie = await newSession(office.server, login);
    const seen = (minutes: number) =>
      owner('update sessions set seen_at = $2 where account = $1', [id, Date.now() - minutes * MINUTE]);
    await seen(59);
    expect(await status(cookie)).toBe(200);
    const [row] = await owner<{ at: string }>('select seen_at as at from sessions where account = $1', [id]);
    expect(Date.now() - Number(row?.at)).toBeLessThan(MINUTE);
    await seen(61);
    expect(await status(cookie)).toBe(401);
  });

  test('ends after twelve hours whatever is done', async () => {
    const { id, login } = await account();
    const cookie = await newSession(office.server, login);
    const [row] = await owner<{ long: string }>('select ends_at - created_at as long from sessions where account = $1', [id]); // biome-ignore format: one line
    expect(Number(row?.long)).toBe(12 * 60 * MINUTE);
    await owner('update sessions set ends_at = $2 where account = $1', [id, Date.now() - 1]);
    expect(await status(cookie)).toBe(401);
  });

  test('ends with signing out, and a cookie made up is nobody', async () => {
    const { login } = await account();
    const cookie = await newSession(office.server, login);
    const reply = await as(cookie, 'signOut');
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-shouwang=;.*Expires=Thu, 01 Jan 1970/);
    expect(await status(cookie)).toBe(401);
    expect(await status('__Host-shouwang=made-up')).toBe(401);
  });

  test('of a disabled account is over at once', async () => {
    const { id, login } = await account();
    const cookie = await newSession(office.server, login);
    const done = await office.call('security', 'disableAccount', {
      params: { id },
      body: { requestId: randomUUID(), reason: '调离本岗' },
    });
    expect(done.status).toBe(200);
    expect(await status(cookie)).toBe(401);
    expect((await tryIn(login, PASSWORD)).json.error).toBe('wrong-login');
  });

  test('of an account disabled behind the back of the program is over too', async () => {
    const { id, login } = await account();
    const cookie = await newSession(office.server, login);
    await owner('update accounts set disabled_at = 1 where id = $1', [id]);
    expect(await status(cookie)).toBe(401);
  });
});

describe('a password', () => {
  test('that is changed ends every other session and is the only one that works', async () => {
    const { login } = await account();
    const [here, there] = [await newSession(office.server, login), await newSession(office.server, login)];
    expect((await as(here, 'changePassword', { current: PASSWORD, next: NEXT })).status).toBe(200);
    expect(await status(here)).toBe(200);
    expect(await status(there)).toBe(401);
    expect((await tryIn(login, PASSWORD)).status).toBe(401);
    expect((await tryIn(login, NEXT)).status).toBe(200);
  });

  test('is not changed without the current one, nor to a weak one', async () => {
    const { login } = await account();
    const cookie = await newSession(office.server, login);
    const change = async (current: string, next: string) => {
      const { status: code, json } = await as(cookie, 'changePassword', { current, next });
      return [code, json.error, json.facts?.rule];
    };
    expect(await change('Not-This-One-1', NEXT)).toEqual([401, 'wrong-login', undefined]);
    expect(await change(PASSWORD, 'Sh0rt-1')).toEqual([400, 'weak-password', 'length']);
    expect(await change(PASSWORD, 'only-small-letters')).toEqual([400, 'weak-password', 'kinds']);
    expect(await change(PASSWORD, `A1-${login}-more`)).toEqual([400, 'weak-password', 'login']);
    expect(await change(PASSWORD, 'Admin@12345')).toEqual([400, 'weak-password', 'common']);
    expect(await change(PASSWORD, PASSWORD)).toEqual([400, 'weak-password', 'same']);
    expect((await tryIn(login, PASSWORD)).status).toBe(200);
  });

  test('given out for once opens nothing but its own change', async () => {
    const { login } = await account({ mustChangePassword: true });
    const cookie = await newSession(office.server, login);
    expect((await as(cookie, 'whoAmI')).json.mustChangePassword).toBe(true);
    const open: string[] = [];
    for (const [name, route] of Object.entries(routes) as [RouteName, AnyRoute][]) {
      if (route.access === 'public' || name === 'signOut') continue;
      const { json } = await as(cookie, name);
      if (json.error !== 'password-change-required') open.push(name);
    }
    expect(open).toEqual(['whoAmI', 'changePassword']);
    await as(cookie, 'changePassword', { current: PASSWORD, next: NEXT });
    expect((await as(cookie, 'getHome')).status).toBe(200);
  });
});

describe('the front door', () => {
  test('refuses a write from another site whatever cookie it carries', async () => {
    const cookie = await office.signIn('zhen');
    const foreign = [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }];
    for (const [name, route] of Object.entries(routes) as [RouteName, AnyRoute][]) {
      for (const headers of foreign) {
        const reply = await office.call(null, name, { headers: { cookie, ...headers } });
        if (route.method === 'GET') expect(reply.json?.error, name).not.toBe('bad-origin');
        else expect([name, reply.status, reply.json.error]).toEqual([name, 403, 'bad-origin']);
      }
    }
    const own = { cookie, origin: 'http://localhost', host: 'localhost', 'sec-fetch-site': 'same-origin' };
    const reply = await office.call(null, 'moveDemoDay', { headers: own, body: { today: '2022-04-06' } });
    expect(reply.status).toBe(200);
  });

  test('tells browsers what they may do, and lets no other site read', async () => {
    const { headers } = await office.call('zhen', 'whoAmI', { headers: { origin: 'https://elsewhere.example' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(headers['strict-transport-security'])).toContain('max-age=');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  test('writes refused calls into the audit log of the county', async () => {
    await office.call('cun', 'writeOffLeads');
    const [row] = await owner(
      "select county, result, subject, reason from audit_log where kind = 'refused' order by id desc limit 1",
    );
    expect(row).toEqual({ county: office.county, result: 'refused', subject: ['writeOffLeads'], reason: 'forbidden' });
  });

  test('answers 429 to too many calls', async () => {
    const narrow = await frontDoor(office.services, { version: 'test', callsPerMinute: 3, logLevel: 'silent' });
    const codes: number[] = [];
    for (let n = 0; n < 5; n++) codes.push((await callRoute(narrow, 'whoAmI', {})).status);
    await narrow.close();
    expect(codes).toEqual([401, 401, 401, 429, 429]);
  });
});

test('a real installation has no day to move', async () => {
  const database = await testDatabase({ empty: true });
  const home = await mkdtemp(path.join(tmpdir(), 'shouwang-real-'));
  const county = await loadCounty(COUNTY);
  await makeInstallation(database.ownerUrl, {
    kind: 'real',
    county: { ...county, townships: county.townships.slice(0, 1) },
    today: plainDate('2022-04-06'),
    at: clock,
    accounts: [
      {
        login: 'system',
        name: '系统管理员',
        role: 'system-admin',
        policy: false,
        areaCode: COUNTY,
        department: null,
        password: PASSWORD,
        mustChangePassword: false,
      },
    ],
  });
  const root = path.resolve(import.meta.dirname, '../..');
  const { services, close } = await compose({ root, home, appUrl: database.appUrl, packFolders: [] });
  const server = await frontDoor(services, { version: 'test', callsPerMinute: 1000, logLevel: 'silent' });
  const headers = { cookie: await newSession(server, 'system') };
  const moved = await callRoute(server, 'moveDemoDay', { headers, body: { today: '2022-04-06' } });
  expect([moved.status, moved.json.error]).toEqual([404, 'not-found']);
  const { json } = await callRoute(server, 'whoAmI', { headers });
  expect(json.demo).toBe(false);
  expect(json.today >= '2025-01-01').toBe(true);
  await server.close();
  await close();
  await database.close();
  await rm(home, { recursive: true, force: true });
});
