import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { catalogueTables } from '../access/catalogue.ts';
import { happyCalls, TODAY } from './happy-calls.ts';
import { type CallParts, type CallReply, type RouteOffice, routeOffice } from './route-office.ts';

let office: RouteOffice;
let listening: RouteOffice;
let last: { login: string | null; name: RouteName; parts: CallParts } | undefined;
let profiler: Session;

beforeAll(async () => {
  profiler = new Session();
  profiler.connect();
  await profiler.post('Profiler.enable');
  await profiler.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  office = await routeOffice(TODAY);
  listening = {
    ...office,
    call(login, name, parts = {}) {
      last = { login, name, parts };
      return office.call(login, name, parts);
    },
  };
  await inTransaction(office.database.ownerDb, async (tx) => {
    const accounts = await tx.selectFrom('accounts').selectAll().execute();
    const colleagues = accounts.map((account) => ({
      ...account,
      id: randomUUID(),
      person: randomUUID(),
      login: colleagueOf(account.login),
    }));
    await tx.insertInto('accounts').values(colleagues).execute();
  });
});
afterAll(async () => {
  await office.close();
  profiler.disconnect();
});

/** Somebody else with the same rights in the same place. */
const colleagueOf = (login: string): string => `${login}-too`;

/** Writes that do not keep their answer, each with its reason and what a retry answers instead. */
const otherwise: Partial<Record<RouteName, { why: string; retry: number }>> = {
  createAccount: { why: 'the one-time password is shown once and kept nowhere', retry: 409 },
  createDepartmentKey: { why: 'the secret is shown once and kept nowhere in clear', retry: 200 },
  draftPaper: { why: 'says what a paper would hold and writes nothing', retry: 200 },
  startPrintRun: { why: 'goes on by itself; a retry tells how far it has come', retry: 200 },
  readComparison: {
    why: 'a file is read before it is compared with the call; a changed one cannot be read',
    retry: 200,
  },
  readFillSheet: { why: 'says what a file would change and writes nothing', retry: 200 },
  submitSigned: { why: 'the signature names the caller: nobody else can make the call, nor change it', retry: 200 },
  approveAccount: { why: 'of no county; to let in twice is to let in', retry: 200 },
  disableAccount: { why: 'of no county; to shut out twice is to shut out', retry: 200 },
};

const names = (Object.keys(routes) as RouteName[]).filter((name) => {
  const { body, query }: AnyRoute = routes[name];
  return [body, query].some((schema) => schema !== undefined && fieldsOf(schema).includes('requestId'));
});

describe.each(names)('%s', (name) => {
  test('again is done once and answered alike; its id serves no other call and nobody else', async () => {
    const happy = happyCalls[name];
    if (happy === undefined) throw new Error(`no happy call of ${name}`);
    const first = await happy(listening);
    expect(first.status, JSON.stringify(first.json)).toBe(200);
    const made = last;
    if (made?.name !== name) throw new Error(`the happy call of ${name} ended with ${made?.name}`);
    await quiet();
    const before = await rowsByTable();
    const again = await office.call(made.login, name, made.parts);
    const other = otherwise[name];
    if (other !== undefined) {
      expect(again.status).toBe(other.retry);
    } else {
      expect(said(again)).toEqual(said(first));
      const changed = await office.call(made.login, name, changedCall(made.parts));
      expect([changed.status, changed.json.error]).toEqual([422, 'request-reused']);
      const colleague = await office.call(colleagueOf(made.login ?? ''), name, made.parts);
      expect([colleague.status, colleague.json.error]).toEqual([403, 'other-actor-request']);
    }
    await quiet();
    expect(await rowsByTable()).toEqual(before);
  });
});

test('every command of the folder is run by one of these calls', async () => {
  /** What changes something and none of these calls runs, each with what does. */
  const elsewhere: Readonly<Record<string, string>> = {
    'follow-lead.ts followLead': 'a lead acted upon as any matter is: test/journeys/fj.db.test.ts',
    'open-case.ts openCase': 'a county whose documents know no leads: test/journeys/notice-county.db.test.ts',
    'open-rounds.ts openRound': 'a job at the change of the day: test/office/rounds.db.test.ts',
    'paper-roll.ts paperRoll': 'papers about several households: test/office/papers.db.test.ts',
    'rebuild-county.ts rebuildCounty': 'the command line; every journey test ends with it',
    'record-visit.ts recordNumber': 'a part of recordVisit, for a person without a number',
    'rejudge-feed.ts rejudgeFeed': 'a job, no call: rows that are judged are not judged again',
  };
  /** A job that comes by in its own time, or not while this runs: test/office/quality.db.test.ts. */
  const byItself = /^check-quality\.ts /;
  /** Looks and leaves everything as it is. */
  const looks = / (preview|list)[A-Z]/;
  const { result } = await profiler.post('Profiler.takePreciseCoverage');
  const called = new Set(
    result
      .filter(({ url }) => url.includes('/src/commands/'))
      .flatMap(({ url, functions }) =>
        functions
          .filter(({ ranges, functionName }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0)
          .map(({ functionName }) => `${path.basename(url.replace(/\?.*$/, ''))} ${functionName}`),
      ),
  );
  const folder = path.resolve(import.meta.dirname, '../../src/commands');
  const commands = globSync('*.ts', { cwd: folder })
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const exported = text.matchAll(/export (?:async )?function (\w+)\(\s*(?:\w+|\{[^}]*\}): CommandContext\b/g);
      return [...exported].map(([, name]) => `${file} ${name}`);
    });
  expect(commands.length).toBeGreaterThan(40);
  const uncalled = commands.filter(
    (command) => !called.has(command) && !byItself.test(command) && !looks.test(command),
  );
  expect(uncalled.sort()).toEqual(Object.keys(elsewhere).sort());
});

/** Nothing is being read or applied in the background. */
async function quiet(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await office.database.ownerPool.query(
        "select 1 from batches where state in ('read', 'applying')",
      );
      expect(rows).toEqual([]);
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** Rows by table. Refusals and retries are logged; figures are counted in the background; a new year makes a key. */
async function rowsByTable(): Promise<Record<string, number>> {
  const moving = ['quality_runs', 'quality_findings', 'audit_log', 'figures', 'sessions', 'data_keys'];
  const tables = (await catalogueTables(office.database.ownerPool)).filter(({ name }) => !moving.includes(name));
  const each = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`);
  const counted = `select json_object_agg(name, n) as counts from (${each.join(' union all ')}) as t`;
  const { rows } = await office.database.ownerPool.query(counted);
  return rows[0].counts;
}

/** What an answer says, without what a later reading may say otherwise: the time of day. */
function said({ status, json }: CallReply): unknown {
  return { status, json };
}

/** The same request id with something else in the call. */
function changedCall(parts: CallParts): CallParts {
  if (parts.files !== undefined) return { ...parts, files: parts.files.map(otherPerson) };
  const { requestId, ...body } = parts.body ?? {};
  const entry = Object.entries(body).find(([, value]) => ['string', 'number', 'object'].includes(typeof value) && value !== null); // biome-ignore format: one line
  if (entry === undefined) return { ...parts, params: { ...parts.params, id: randomUUID() } };
  return { ...parts, body: { ...parts.body, [entry[0]]: changedValue(entry[0], entry[1]) } };
}

/** The file with another name in its last row, no longer and no shorter. */
function otherPerson(file: { name: string; bytes: Buffer }): { name: string; bytes: Buffer } {
  const lines = file.bytes.toString('utf8').split('\n');
  lines.push(
    (lines.pop() ?? '').replace(
      /^(\p{Script=Han}*),\p{Script=Han}|^\p{Script=Han}/u,
      (found) => `${found.slice(0, -1)}别`,
    ),
  );
  return { ...file, bytes: Buffer.from(lines.join('\n')) };
}

function changedItem(item: { seq: number } | string | number): unknown {
  if (typeof item === 'number') return item + 1;
  return typeof item === 'object' ? { ...item, seq: item.seq + 1 } : item;
}

function changedValue(field: string, value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return value.map(changedItem);
  if (typeof value === 'object') return {};
  if (field === 'on' || field === 'from') return '2022-04-05';
  if (field === 'month' || field === 'period') return '2022-02';
  if (z.uuid().safeParse(value).success) return randomUUID();
  return field === 'level' ? 'township' : field === 'subject' ? 'household-phone' : `${value}二`;
}

function fieldsOf(schema: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, unknown>;
  };
  return Object.keys(properties);
}
