import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** Each makes a database cluster, which takes its time on a busy machine. */
const PATIENT = 120_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shouwang-bench-test-'));
  chmodSync(folder, 0o711);
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A home and a database that are not there: the command must use neither. */
const STRANGE = 'postgres://nobody@127.0.0.1:1/nothing';
const foreign = () => ({
  SHOUWANG_HOME: path.join(folder, 'not-mine'),
  DATABASE_URL: STRANGE,
  DATABASE_OWNER_URL: STRANGE,
});

async function bench(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await runCli(['bench', 'screening', ...argv], streams, readConfig(foreign()));
  return { code, out, err };
}

describe('bench screening', () => {
  test(
    'finds as many leads as were planted, in an installation that is gone afterwards',
    async () => {
      const { code, out, err } = await bench('--persons', '300', '--rows', '120', '--json');
      expect([code, err]).toMatchObject([0, expect.stringContaining('delivering 120 rows')]);
      const told = JSON.parse(out);
      expect(told).toMatchObject({ persons: 300, rows: 120, blindIndex: 'hmac-sm3' });
      expect(told.leads).toBeGreaterThan(0);
      expect([told.leads, told.floorLeads]).toEqual([told.planted, told.planted]);
      // One row of each kind of dirt, five of which reject; three rows stand there twice.
      expect(told).toMatchObject({ accepted: 112, rejected: 5, duplicate: 3 });
      for (const each of [
        'seconds',
        'rowsPerSecond',
        'floorSeconds',
        'ratio',
        'cpuSeconds',
        'peakMemoryMiB',
        'importSeconds',
      ])
        expect(told[each], each).toBeGreaterThan(0);
      expect(readdirSync(folder)).toEqual([]);
    },
    PATIENT,
  );

  test(
    'leaves nothing behind when it is interrupted',
    async () => {
      const env = { ...process.env, ...foreign(), TMPDIR: folder };
      const child = spawn(process.execPath, [path.join(root, 'src/main/cli.ts'), 'bench', 'screening'], { env });
      let said = '';
      child.stderr.on('data', (text) => {
        said += String(text);
      });
      const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
      while (!said.includes('making a new one in') && child.exitCode === null) await delay(20);
      expect(readdirSync(folder)).toHaveLength(1);
      child.kill('SIGINT');
      expect(await ended, said).toBe(130);
      expect(said).not.toContain('delivering');
      expect(readdirSync(folder)).toEqual([]);
    },
    PATIENT,
  );

  test.each([
    [['--rows', 'many']],
    [['--persons', '0']],
    [['--persons', '500', '--rows', '600']],
    [['--persons', '500', '--rows', '50']],
    [['--persons', '9999999', '--rows', '400000']],
  ])('exits 2 on %s, before anything is made', async (argv) => {
    const { code, out, err } = await bench(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: /);
    expect(readdirSync(folder)).toEqual([]);
  });
});
