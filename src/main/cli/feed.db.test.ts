import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';

let office: TestOffice;
let folder: string;

beforeAll(async () => {
  office = await testOffice('2022-04-06');
  folder = mkdtempSync(path.join(tmpdir(), 'shouwang-feed-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await office.close();
});

async function shouwang(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const config = {
    ...readConfig({}),
    home: path.dirname(office.services.filesFolder),
    homeChosen: true,
    databaseUrl: office.database.appUrl,
    databaseOwnerUrl: office.database.ownerUrl,
  };
  const streams = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const code = await runCli(['feed', ...argv], streams, config);
  return { code, text: out.join(''), notes: err.join(''), json: () => JSON.parse(out.join('')) };
}

function idNumber(serial: string): string {
  const first = `37099019600101${serial}`;
  return first + idCheckDigit(first);
}

function written(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const CARE = ['--department', '民政局', '--feed', '民政.分散供养特困人员', '--period', '2022-03'];
const HEADINGS = '姓名,身份证号,镇街,村居,供养方式,批准年月,备用栏';

describe('feed', () => {
  test('submit gives each file its receipt, and says what it did not store', async () => {
    const file = written('care.csv', [
      HEADINGS,
      `赵老,${idNumber('001')},西里镇,侯家峪村,分散,2022-03,x`,
      `钱老,${idNumber('003')},西里镇,侯家峪村,集中,2022-03,x`,
      `孙老,123,西里镇,侯家峪村,分散,2022-03,x`,
    ]);
    const { code, json } = await shouwang('submit', ...CARE, file, '--json');
    expect(code).toBe(0);
    const [batch] = json().batches;
    expect(batch).toMatchObject({
      state: 'applied',
      on: '2022-04-06',
      due: '2022-04-05',
      rows: 3,
      accepted: 2,
      rejected: 1,
      droppedColumns: ['备用栏'],
    });
    expect(batch.receipt).toMatch(/^20220406-[2-9A-Z]{6}$/);
    expect(batch.outcomes).toMatchObject({ lead: 1, nothing: 1 });
  });

  test('the same file again is refused and says so', async () => {
    const { code, json } = await shouwang('submit', ...CARE, path.join(folder, 'care.csv'), '--json');
    expect(code).toBe(1);
    expect(json()).toMatchObject({ error: 'already-exists' });
  });

  test('a file without a required column is refused, naming it; --check counts nothing', async () => {
    const file = written('short.csv', ['姓名,身份证号,村', `李老,${idNumber('005')},侯家峪村`]);
    const refused = await shouwang('submit', ...CARE, file, '--json');
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({ error: 'column-missing', missing: ['乡镇', '供养方式', '批准日期'] });
    const checked = await shouwang('submit', ...CARE, file, '--check', '--json');
    expect(checked.code).toBe(0);
    expect(checked.json().batches[0]).toMatchObject({ state: 'previewed', receipt: null });
  });

  test('list shows every feed with due day and state', async () => {
    const { code, json } = await shouwang('list', '--period', '2022-03', '--json');
    expect(code).toBe(0);
    const feeds = json().feeds as {
      id: string;
      state: string;
      due: string | null;
      daysLate: number;
      blocked: string | null;
    }[];
    const state = (id: string) => feeds.find((feed) => feed.id === id);
    expect(state('民政.分散供养特困人员')).toMatchObject({ state: 'late', due: '2022-04-05', daysLate: 1 });
    expect(state('民政.农村低保对象')).toMatchObject({ state: 'not-reported', daysLate: 1 });
    expect(state('信访局.线索')).toMatchObject({ state: 'open', due: null });
    expect(state('医保.个人负担超标')).toMatchObject({ blocked: '医疗负担线' });
    const own = await shouwang('list', '--period', '2022-03', '--department', '残联', '--json');
    expect(own.json().feeds).toHaveLength(2);
  });

  test('a wrong month is wrong usage, a feed of another department is not found', async () => {
    const file = path.join(folder, 'care.csv');
    expect((await shouwang('submit', ...CARE.slice(0, 4), '--period', '2022-3', file)).code).toBe(2);
    const foreign = ['--department', '残联', '--feed', '民政.分散供养特困人员', '--period', '2022-03'];
    const { code, json } = await shouwang('submit', ...foreign, file, '--json');
    expect(code).toBe(1);
    expect(json()).toMatchObject({ error: 'not-found' });
  });
});
