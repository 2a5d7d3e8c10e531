import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseEvent } from './database-event.ts';
import { processStart } from './process-facts.ts';
import { type RunningDatabase, startDatabase } from './start-database.ts';

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), '守望 home-'));
  chmodSync(parent, 0o755);
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let events: DatabaseEvent[] = [];
let running: RunningDatabase[] = [];
let holders: ChildProcess[] = [];

// What a failed test leaves running would fail the next ones too.
afterEach(async () => {
  for (const child of holders.filter((each) => each.exitCode === null && each.signalCode === null)) {
    await ended(child, 'SIGTERM');
  }
  for (const database of running) await database.stop();
  running = [];
  holders = [];
});

async function start(name: string): Promise<RunningDatabase> {
  events = [];
  const said = events;
  const home = path.join(parent, name);
  const database = await startDatabase({ home, throwaway: true, log: (event) => said.push(event) });
  running.push(database);
  return database;
}

/** Whether the programs could be used where npm put them depends on the clone's place, not on what is tested here. */
const said = (): string[] => events.map((event) => event.code).filter((code) => code !== 'database-program-copied');
const portOf = (url: string): string => new URL(url).port;
const dataOf = (name: string): string => path.join(parent, name, 'postgres', 'data');
const serverPid = (name: string): number =>
  Number(readFileSync(path.join(dataOf(name), 'postmaster.pid'), 'utf8').split('\n')[0]);

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another Node process that uses the home; its first line of output is the owner's address. */
function holder(name: string): { child: ChildProcess; url: Promise<string> } {
  const script = path.resolve(import.meta.dirname, '../../../test/database/hold-database.ts');
  const child = spawn(process.execPath, [script, path.join(parent, name)], { stdio: ['ignore', 'pipe', 'inherit'] });
  holders.push(child);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.once('exit', (code) => reject(new Error(`ended with ${code} before it had a database`)));
  promise.catch(() => {});
  child.stdout.setEncoding('utf8').on('data', (text: string) => resolve(text.trim()));
  return { child, url: promise };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill(signal);
  await promise;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 50) {
    if (waited > 15_000) throw new Error('waited 15 s in vain');
    await delay(50);
  }
}

describe('one home over its life', () => {
  test('is made on the first start, stopped at the end, and found again on the next start', async () => {
    const first = await start('life');
    expect(said()).toEqual(['database-making', 'database-started']);
    await ask(first.ownerUrl, `create table kept as select '䶮' as name`);
    const pid = serverPid('life');
    await first.stop();
    await first.stop();
    expect(processStart(pid)).toBeUndefined();
    const second = await start('life');
    expect(said()).toEqual(['database-started']);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'select name from kept')).toEqual([{ name: '䶮' }]);
    await second.stop();
  });

  test('a Node process killed with -9 leaves its server, which the next start uses and stops', async () => {
    const { child, url } = holder('life');
    await ask(await url, 'insert into kept values (1)');
    const pid = serverPid('life');
    await ended(child, 'SIGKILL');
    expect(processStart(pid)).toBeDefined();
    const next = await start('life');
    expect(said()).toEqual(['database-adopted']);
    expect(serverPid('life')).toBe(pid);
    expect(await ask(next.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
    await next.stop();
    expect(processStart(pid)).toBeUndefined();
  });

  test('a server killed with -9 comes back on the same port with what was committed', async () => {
    const database = await start('life');
    await ask(database.ownerUrl, 'insert into kept values (3)');
    const killed = serverPid('life');
    process.kill(killed, 'SIGKILL');
    await until(() => said().includes('database-restarted'));
    expect(serverPid('life')).not.toBe(killed);
    expect(await ask(database.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
    await database.stop();
  });

  test('both killed with -9: the stale files do not stop the next start', async () => {
    const { child, url } = holder('life');
    await url;
    const pid = serverPid('life');
    await ended(child, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    const next = await start('life');
    expect(said()).toEqual(['database-started']);
    expect(await ask(next.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
    await next.stop();
  });

  test('a number in postmaster.pid that belongs to another program now is neither trusted nor killed', async () => {
    const { uid, gid } = statSync(dataOf('life'));
    const stranger = spawn('sleep', ['60'], { cwd: '/', ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
    const lines = [stranger.pid, dataOf('life'), 1, 5999, '', '127.0.0.1', '', 'ready'];
    writeFileSync(path.join(dataOf('life'), 'postmaster.pid'), lines.join('\n'), { mode: 0o600 });
    const database = await start('life');
    expect(said()).toEqual(['database-started']);
    expect(serverPid('life')).not.toBe(stranger.pid);
    await database.stop();
    expect(processStart(stranger.pid ?? 0)).toBeDefined();
    await ended(stranger, 'SIGKILL');
  });

  test('several processes may use it; the last to leave stops it', async () => {
    const { child, url } = holder('life');
    await url;
    const pid = serverPid('life');
    const here = await start('life');
    expect(said()).toEqual(['database-adopted']);
    await ended(child, 'SIGTERM');
    expect(processStart(pid)).toBeDefined();
    expect(await ask(here.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await here.stop();
    expect(processStart(pid)).toBeUndefined();
  });

  test('a process told to end stops its server first and exits with the number of the signal', async () => {
    for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
      const { child, url } = holder('life');
      await url;
      const pid = serverPid('life');
      await ended(child, signal as NodeJS.Signals);
      expect(child.exitCode).toBe(code);
      expect(processStart(pid)).toBeUndefined();
    }
  });

  test('a port taken by another program is changed, and the change is said', async () => {
    const before = await start('life');
    await before.stop();
    const squatter = createServer().listen(Number(portOf(before.appUrl)), '127.0.0.1');
    await until(() => squatter.listening);
    const after = await start('life');
    expect(said()).toEqual(['database-port-changed', 'database-started']);
    expect(portOf(after.appUrl)).not.toBe(portOf(before.appUrl));
    expect(await ask(after.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await after.stop();
    squatter.close();
  });

  test('a completed cluster that lacks a file is refused and nothing of it is removed', async () => {
    const control = path.join(dataOf('life'), 'global', 'pg_control');
    rmSync(control);
    const before = readdirSync(dataOf('life'));
    await expect(start('life')).rejects.toMatchObject({ code: 'database-folder-damaged' });
    expect(readdirSync(dataOf('life'))).toEqual(before);
  });
});

test('a creation killed half-way is recognised, cleared away and made anew', async () => {
  const { child } = holder('half');
  const folder = path.join(parent, 'half', 'postgres');
  const making = (): string | undefined =>
    existsSync(folder) ? readdirSync(folder).find((name) => /^data\.making-[0-9a-f]+$/.test(name)) : undefined;
  await until(() => {
    const name = making();
    return name !== undefined && existsSync(path.join(folder, name, 'base'));
  });
  await ended(child, 'SIGKILL');
  expect(existsSync(dataOf('half'))).toBe(false);
  const database = await start('half');
  expect(said()).toEqual(['database-half-made', 'database-making', 'database-started']);
  expect(making()).toBeUndefined();
  expect(await ask(database.appUrl, 'select current_user as name')).toEqual([{ name: 'shouwang_app' }]);
  await database.stop();
});

test('two homes at once have servers of their own', async () => {
  const [one, two] = await Promise.all([start('one'), start('two')]);
  expect(portOf(one.appUrl)).not.toBe(portOf(two.appUrl));
  await ask(one.ownerUrl, 'create table only_in_one (n int)');
  await expect(ask(two.ownerUrl, 'select from only_in_one')).rejects.toMatchObject({ code: '42P01' });
  await Promise.all([one.stop(), two.stop()]);
});

test('a folder that holds a cluster without its secrets is refused by name', async () => {
  mkdirSync(path.join(dataOf('strange'), 'global'), { recursive: true });
  writeFileSync(path.join(dataOf('strange'), 'PG_VERSION'), '18\n');
  writeFileSync(path.join(dataOf('strange'), 'global', 'pg_control'), '');
  await expect(start('strange')).rejects.toMatchObject({ code: 'database-secrets-missing' });
  writeFileSync(path.join(dataOf('strange'), 'PG_VERSION'), '17\n');
  await expect(start('strange')).rejects.toMatchObject({
    code: 'database-upgrade-needed',
    facts: { found: '17', program: '18' },
  });
});
