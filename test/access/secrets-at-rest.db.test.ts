import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { escapeIdentifier } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { sealActs } from '#jobs/seal-acts.ts';
import { type CallParts, type RouteOffice, routeOffice } from '../routes/route-office.ts';
import { catalogueTables } from './catalogue.ts';

const TODAY = '2022-04-06';
const number = (first17: string): string => first17 + idCheckDigit(first17);

/** What must be nowhere in clear. Each comes in by another door. */
const secrets = {
  'number of a lead': number('37039019530719731'),
  'number typed at the visit': number('37039019520718732'),
  'number in a roster': number('37039019510717733'),
  'number in a report': number('37039019500716734'),
  'number in a rejected row of a report': '370390194907157359',
  'number in a rejected row of a roster': '370390194807147369',
  'phone of a lead': '19977531864',
  'phone in a roster': '19977531875',
  'phone in a report': '19977531886',
  'text of a lead': '胶质瘤术后复发密语甲',
  'note of an urgent cause': '一氧化碳中毒密语乙',
  'note of a visit': '灶间屋顶坍塌密语丙',
  'reason of a verdict': '女儿在外经商密语丁',
  'reason typed in the grid': '名下有商铺密语戊',
  'note of an act': '邻居反映不实密语己',
  'content of a scan': 'sealed-scan-secret-geng',
  'name of a scan': '密语辛的申请书',
} as const;

/** Names stand in clear where people are looked up by name, and nowhere else. */
const names = { lead: '甄可娜', roster: '甄可丽', report: '甄可莉', unplaced: '甄可无' };
const nameColumns = ['households.head_name', 'persons.name'];

let office: RouteOffice;
/** Every value of every table as text, with its column. */
let dump: { place: string; text: string }[];

beforeAll(async () => {
  office = await routeOffice(TODAY);
  await liveThroughADay();
  await sealActs(office.services.runner.db, Date.now());
  dump = await dumpEverything();
});
afterAll(() => office.close());

async function call(login: string, name: RouteName, parts: CallParts) {
  const requestId = randomUUID();
  const query = 'files' in parts && parts.query !== undefined ? { query: { ...parts.query, requestId } } : {};
  const body = 'files' in parts ? {} : { body: { ...parts.body, requestId } };
  const reply = await office.call(login, name, { ...parts, ...body, ...query });
  expect(reply.status, `${name} ${JSON.stringify(reply.json)}`).toBe(200);
  return reply.json;
}

async function liveThroughADay(): Promise<void> {
  const village = await office.area('370323105201');
  const lead = async (newHousehold: object, text: string, more: object = {}) => {
    const body = { channel: '自主申报', source: '到镇村窗口', text, foundOn: TODAY, newHousehold, ...more };
    return (await call('zhen', 'registerLead', { body })).line;
  };
  const first = await lead(
    { village, headName: names.lead, phone: secrets['phone of a lead'], idNumber: secrets['number of a lead'] },
    secrets['text of a lead'],
    { urgent: { cause: '突发严重困难', note: secrets['note of an urgent cause'] } },
  );
  await visit(first, '否', { reason: secrets['reason of a verdict'] });
  const second = await lead({ village, headName: names.lead }, '生活困难');
  const seen = await visit(second, '是', { idNumber: secrets['number typed at the visit'] });
  const third = await lead({ village, headName: names.lead, idNumber: number('37039019470713737') }, '收入减少');
  const cells = { verdict: '否', reason: secrets['reason typed in the grid'], verifiers: ['王一', '李二'] };
  const row = { id: third.id, seq: third.seq, visitedOn: TODAY, ...cells };
  expect((await call('zhen', 'fillLedger', { body: { rows: [row] } })).refused).toEqual([]);
  const matter = await office.call('cun', 'getMatter', { params: { id: seen.identification.id } });
  await call('cun', 'actOnMatter', {
    params: { id: seen.identification.id },
    body: {
      seq: matter.json.matter.seq,
      do: 'deliberation',
      on: TODAY,
      outcome: '通过',
      values: { 到会人数: 15, 同意人数: 14 },
      note: secrets['note of an act'],
    },
  });
  await call('zhen', 'revealNumber', {
    params: { id: first.household },
    body: { subject: 'person-id', reason: '核对证件' },
  });
  await filesIn();
}

async function visit(line: { id: string; seq: number }, verdict: string, more: object) {
  const verifiers = [];
  for (const name of ['王一', '李二']) verifiers.push((await call('zhen', 'addVerifier', { body: { name } })).id);
  const seen = { on: TODAY, verifiers, risks: [], photos: [], note: secrets['note of a visit'] };
  const body = { seq: line.seq, visit: seen, verdict, ...more };
  const { done, refused } = await call('zhen', 'recordVisit', { params: { id: line.id }, body });
  expect(refused).toEqual([]);
  return done[0];
}

/** A scan, a roster and a report, each with rows that come in and rows that do not. */
async function filesIn(): Promise<void> {
  const pdf = Buffer.from(`%PDF-1.4\n% ${secrets['content of a scan']}\n%%EOF\n`);
  const scan = await office.call('zhen', 'uploadScan', {
    files: [{ name: `${secrets['name of a scan']}.pdf`, bytes: pdf }],
  });
  expect(scan.status).toBe(200);
  const roster = [
    '乡镇,行政村,户号,姓名,证件号码,与户主关系,电话',
    `西里镇,侯家峪村,1,${names.roster},${secrets['number in a roster']},户主,${secrets['phone in a roster']}`,
    `西里镇,侯家峪村,1,${names.roster},${secrets['number in a rejected row of a roster']},配偶,`,
  ].join('\n');
  const { batches } = await call('xian', 'uploadImports', {
    query: { asOf: '2022-03-15' },
    files: [{ name: '名册.csv', bytes: Buffer.from(roster) }],
  });
  const [id] = batches;
  const state = async () => (await office.call('xian', 'getImport', { params: { id } })).json.batch.state;
  await vi.waitFor(async () => expect(await state()).toBe('previewed'), { timeout: 20_000 });
  await call('xian', 'applyImport', { params: { id } });
  await vi.waitFor(async () => expect(await state()).toBe('applied'), { timeout: 20_000 });
  const report = [
    '姓名,身份证号码,乡镇,村,批准日期,联系电话',
    `${names.report},${secrets['number in a report']},西里镇,侯家峪村,2022-03-20,${secrets['phone in a report']}`,
    `${names.unplaced},${number('37039019460712738')},西里镇,没有的村,2022-03-20,${secrets['phone in a report']}`,
    `${names.report},${secrets['number in a rejected row of a report']},西里镇,侯家峪村,2022-03-20,`,
    `别的名,${secrets['number in a roster']},西里镇,侯家峪村,2022-03-20,`,
  ].join('\n');
  const taken = await call('minzheng', 'uploadFeed', {
    params: { feed: '民政.农村低保对象' },
    query: { period: '2022-03' },
    files: [{ name: '低保.csv', bytes: Buffer.from(report) }],
  });
  await call('minzheng', 'confirmFeedBatch', { params: { id: taken.batches[0].id } });
}

async function dumpEverything(): Promise<{ place: string; text: string }[]> {
  const values: { place: string; text: string }[] = [];
  for (const { name, columns } of await catalogueTables(office.database.ownerPool)) {
    const each = columns.map((column) => `${escapeIdentifier(column.name)}::text`).join(', ');
    const { rows } = await office.database.ownerPool.query<(string | null)[]>({
      text: `select ${each} from ${escapeIdentifier(name)}`,
      rowMode: 'array',
    });
    for (const row of rows) {
      for (const [index, text] of row.entries()) {
        if (text !== null) values.push({ place: `${name}.${columns[index]?.name}`, text });
      }
    }
  }
  return values;
}

/** The same characters as bytes read as hex or base64, and written from behind. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift, 32), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [secret, bytes.toString('hex'), Buffer.from(secret, 'utf16le').toString('hex'), ...base64, [...secret].reverse().join('')]; // biome-ignore format: one list
}

const placesOf = (text: string): string[] => [
  ...new Set(dump.filter((value) => value.text.includes(text)).map((value) => value.place)),
];

describe('what lies on the disk', () => {
  test('is searched so that a value in clear would be found, also as bytes or base64', async () => {
    const whole = dump;
    const planted = '密语壬的诊断';
    const bytes = Buffer.from(` ${planted} `);
    const ways = [planted, bytes.toString('hex'), bytes.toString('base64'), bytes.subarray(1).toString('base64')];
    for (const [index, reason] of ways.entries()) {
      const values = [office.county, index, 'test', 'refused', 'done', reason];
      await office.database.ownerPool.query(
        'insert into audit_log (county, at, actor, kind, result, reason) values ($1, $2, $3, $4, $5, $6)',
        values,
      );
      dump = await dumpEverything();
      expect(disguises(planted).flatMap(placesOf), reason).toContain('audit_log.reason');
      await office.database.ownerPool.query("delete from audit_log where actor = 'test'");
    }
    dump = whole;
  });

  test('came in by every door', async () => {
    const tables = new Set(dump.map(({ place }) => place.split('.')[0]));
    expect([...tables]).toEqual(
      expect.arrayContaining(['acts', 'act_values', 'households', 'persons', 'registry_changes', 'batch_rows', 'files', 'evidence', 'feed_facts', 'lead_lines', 'requests', 'audit_log', 'seals']), // biome-ignore format: one list
    );
    expect(placesOf('西里镇').length).toBeGreaterThan(0);
  });

  test.each(Object.entries(secrets))('%s is in no table in clear', (_what, secret) => {
    const found = disguises(secret).flatMap((text) => placesOf(text).map((place) => `${place}: ${text}`));
    expect(found).toEqual([]);
  });

  test.each(Object.entries(names))(
    'the name from a %s stands where people are looked up and nowhere else',
    (_what, name) => {
      const found = disguises(name).flatMap(placesOf);
      expect(found.filter((place) => !nameColumns.includes(place))).toEqual([]);
      expect(found.length).toBeGreaterThan(0);
    },
  );

  test('files are cipher under names that say nothing', async () => {
    const folder = office.services.filesFolder;
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      const bytes = await readFile(path.join(file.parentPath, file.name));
      for (const secret of [...Object.values(secrets), ...Object.values(names), '户主', '%PDF']) {
        expect(bytes.includes(secret) || file.name.includes(secret), secret).toBe(false);
        const plain = Buffer.from(bytes.toString('latin1'), 'base64');
        expect(plain.includes(secret), secret).toBe(false);
      }
    }
  });

  test('the master key stands beside the database, not in it', async () => {
    const home = path.dirname(office.services.filesFolder);
    const found = await readdir(home, { recursive: true, withFileTypes: true });
    const keys = found.filter((entry) => entry.isFile() && /key/.test(path.join(entry.parentPath, entry.name)));
    expect(keys.length).toBeGreaterThan(0);
    for (const file of keys) {
      const text = (await readFile(path.join(file.parentPath, file.name), 'utf8')).trim();
      const key = Buffer.from(text, 'base64');
      expect(key.length).toBeGreaterThanOrEqual(32);
      for (const form of [text, key.toString('base64url'), key.toString('hex')]) expect(placesOf(form)).toEqual([]);
    }
  });

  test('the audit log names subjects, never values', () => {
    const log = dump.filter(({ place }) => place.startsWith('audit_log.'));
    expect(log.some(({ text }) => text.includes('reveal'))).toBe(true);
    for (const secret of [...Object.values(secrets), ...Object.values(names)]) {
      expect(log.filter(({ text }) => text.includes(secret))).toEqual([]);
    }
  });
});
