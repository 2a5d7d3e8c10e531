import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { type Config, readConfig } from '#main/config.ts';
import { urlOf } from '../database/template-database.ts';
import { bareDatabase } from '../database/test-database.ts';
import { type CliRun, shouwang } from './cli-run.ts';

let database: Awaited<ReturnType<typeof bareDatabase>>;
let folder: string;
let config: Config;

beforeAll(async () => {
  database = await bareDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'shouwang-commands-'));
  config = {
    ...readConfig({}),
    home: path.join(folder, 'home'),
    homeChosen: true,
    databaseOwnerUrl: database.ownerUrl,
    databaseUrl: urlOf(inject('testCluster').appUrl, new URL(database.ownerUrl).pathname.slice(1)),
  };
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const run = (...argv: string[]): Promise<CliRun> => shouwang([...argv, '--json'], config);

/** A file of a roster or report with the lines given. */
function file(name: string, ...lines: string[]): string {
  const written = path.join(folder, name);
  writeFileSync(written, lines.join('\n'));
  return written;
}

const number = (serial: string): string => {
  const first = `37039019600101${serial}`;
  return first + idCheckDigit(first);
};

// In the order of an installation's life: each test stands on the ones before.
describe('commands on a database', () => {
  const needInstallation = [['rebuild'], ['audit', 'verify'], ['divisions', 'add', '--county', '510722']];

  test.each(needInstallation)('%s %s says so when no table is there', async (...argv) => {
    const { code, json } = await run(...argv);
    expect([code, json()]).toMatchObject([1, { error: 'not-found', what: 'installation' }]);
  });

  test('migrate brings every file of sql in, once', async () => {
    const first = await run('migrate');
    expect(first.code).toBe(0);
    expect(first.json().applied[0]).toBe('0001-ground.sql');
    const again = await run('migrate');
    expect(again.json()).toEqual({ applied: [], before: first.json().applied.length });
  });

  test.each(needInstallation)('%s %s says so when nothing is installed', async (...argv) => {
    const { code, json } = await run(...argv);
    expect([code, json()]).toMatchObject([1, { error: 'not-found', what: 'installation' }]);
  });

  test('init makes a real installation with three administrators, once', async () => {
    const { code, json } = await run('init', '--area', '370323');
    expect(code).toBe(0);
    expect(json()).toMatchObject({ kind: 'real', area: '370323' });
    const logins = json().accounts.map((account: { login: string }) => account.login);
    expect(logins).toEqual(['system-admin', 'security-admin', 'audit-admin']);
    const words = json().accounts.map((account: { password: string }) => account.password);
    expect(new Set(words).size).toBe(3);
    for (const word of words) expect(word).toMatch(/^[A-Za-z2-9]{5}-[A-Za-z2-9]{5}-[A-Za-z2-9]{5}$/);
    const again = await run('init', '--area', '370323');
    expect([again.code, again.json()]).toMatchObject([1, { error: 'already-exists', kind: 'real' }]);
  });

  test('serve --demo refuses a real installation', async () => {
    const { code, json } = await run('serve', '--demo', '--port', '39173');
    expect([code, json()]).toMatchObject([1, { error: 'already-exists', kind: 'real' }]);
  });

  test('import registry says what a file would do, and does it with --apply', async () => {
    const roster = file(
      '名册.csv',
      '乡镇,行政村,户号,姓名,证件号码,与户主关系',
      `西里镇,侯家峪村,1,侯一,${number('001')},户主`,
      `西里镇,侯家峪村,1,侯二,${number('003')},配偶`,
    );
    const looked = await run('import', 'registry', roster, '--as-of', '2022-03-15');
    expect([looked.code, looked.err]).toEqual([0, '']);
    expect(JSON.stringify(looked.json())).toContain('previewed');
    const applied = await run('import', 'registry', roster, '--as-of', '2022-03-15', '--apply');
    expect(applied.code).toBe(0);
    expect(JSON.stringify(applied.json())).toContain('applied');
  });

  test('feed submit and list need their department, file and period', async () => {
    const report = file(
      '低保.csv',
      '姓名,身份证号码,乡镇,村,批准日期',
      `孙新增,${number('005')},西里镇,侯家峪村,2022-03-20`,
    );
    const order = ['--department', '民政局', '--feed', '民政.农村低保对象', '--period', '2022-03'];
    const { code, json } = await run('feed', 'submit', ...order, report);
    expect(code, JSON.stringify(json())).toBe(0);
    expect(json().batches[0]).toMatchObject({ state: 'applied', rows: 1, accepted: 1, rejected: 0 });
    const listed = await run('feed', 'list', '--department', '民政局', '--period', '2022-03');
    expect(listed.code).toBe(0);
    expect(JSON.stringify(listed.json())).toContain('民政.农村低保对象');
  });

  test('audit verify and rebuild find all as it should be', async () => {
    const verified = await run('audit', 'verify');
    expect([verified.code, verified.json()]).toMatchObject([0, { ok: true, counties: [{ county: 1 }] }]);
    expect(verified.json().counties[0].acts).toBeGreaterThan(0);
    const rebuilt = await run('rebuild');
    expect([rebuilt.code, rebuilt.json()]).toMatchObject([0, [{ county: 1, matters: 1, differences: [] }]]);
  });

  test('rebuild of a county that is not there, or is no number, is not "nothing wrong"', async () => {
    const unknown = await run('rebuild', '--county', '99');
    expect([unknown.code, unknown.json()]).toMatchObject([1, { error: 'not-found' }]);
    expect((await run('rebuild', '--county', 'all')).code).toBe(2);
  });

  test('divisions add makes another county, once', async () => {
    const first = await run('divisions', 'add', '--county', '510722');
    expect([first.code, first.json()]).toMatchObject([0, { added: true, county: 2 }]);
    const again = await run('divisions', 'add', '--county', '510722');
    expect([again.code, again.json()]).toMatchObject([0, { added: false, county: 2 }]);
  });

  test('audit verify exits 1 and names what was changed', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query("update acts set body = replace(body, '民政局', '医保局') where seq = 1");
    await owner.end();
    const { code, json } = await run('audit', 'verify');
    expect([code, json()]).toMatchObject([1, { error: 'refused', what: 'chain', county: 1, why: 'changed', seq: 1 }]);
  });
});
