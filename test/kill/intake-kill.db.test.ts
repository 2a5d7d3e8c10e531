import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { type TestOffice, testOffice } from '../office/test-office.ts';
import { PEOPLE, REPORTED } from './kill-files.ts';

const KILLS = 50;
const FEWEST_STAGES = 5;
const TIMEOUT_MS = 1_200_000;

let office: TestOffice;
let folder: string;
const root = path.resolve(import.meta.dirname, '../..');

beforeAll(async () => {
  office = await testOffice('2022-04-05');
  folder = await mkdtemp(path.join(tmpdir(), 'shouwang-kill-'));
  // The documents of this county alone, and read once: a process is to begin quickly.
  const { loaded } = loadPacks(['national', 'SD'].map((pack) => path.join(root, 'packs', pack)));
  await writeFile(path.join(folder, 'packs'), serialize(loaded.map(({ pack }) => pack)));
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** The same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Worker {
  readonly process: ChildProcess;
  /** What it said last. */
  stage(): string;
  /** Resolves when it has said this, or ended. */
  heard(word: string): Promise<void>;
  readonly ended: Promise<number | null>;
  /** Lets it begin to work. */
  go(): void;
}

function start(last: number): Worker {
  const home = path.dirname(office.services.filesFolder);
  const program = path.join(import.meta.dirname, 'intake-rounds.ts');
  const where = [root, home, office.database.appUrl, path.join(folder, 'packs')];
  const child = spawn(process.execPath, [program, ...where, String(last)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
  });
  child.stdin.on('error', () => undefined);
  let said = 'starting';
  const heard = new Set<string>();
  const waiting: { word: string; resolve: () => void }[] = [];
  child.stdout.on('data', (bytes: Buffer) => {
    for (const line of bytes.toString().split('\n').filter(Boolean)) {
      heard.add(line);
      said = line.startsWith('done') ? 'between rounds' : line;
      for (const { resolve } of waiting.filter(({ word }) => word === line)) resolve();
    }
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    process: child,
    stage: () => said,
    go: () => void child.stdin.write('go\n'),
    async heard(word) {
      if (heard.has(word)) return;
      const told = new Promise<void>((resolve) => waiting.push({ word, resolve }));
      await Promise.race([told, ended]);
    },
    ended,
  };
}

test(
  `intake killed ${KILLS} times at any moment goes on where it was, and has done everything once`,
  async () => {
    const random = seeded(20_220_405);
    // A whole round undisturbed says how long one takes here: each process lives for a part of that.
    const whole = start(0);
    await whole.heard('ready');
    const began = performance.now();
    whole.go();
    expect(await whole.ended).toBe(0);
    const longest = performance.now() - began;
    const struck = new Map<string, number>();
    let next = start(1000);
    for (let kill = 0; kill < KILLS; kill++) {
      const worker = next;
      await worker.heard('ready');
      worker.go();
      next = start(1000);
      await new Promise((resolve) => setTimeout(resolve, random() * longest));
      const stage = worker.stage();
      worker.process.kill('SIGKILL');
      expect(await worker.ended).toBeNull();
      struck.set(stage, (struck.get(stage) ?? 0) + 1);
    }
    next.process.kill('SIGKILL');
    console.log(`stages struck: ${[...struck].map(([stage, n]) => `${stage} ${n}`).join(', ')}`);
    expect([...struck.keys()].length, 'void: the kills struck too few stages').toBeGreaterThanOrEqual(FEWEST_STAGES);

    const begun = await count(`select count(*) from batches where state = 'undone'`);
    const finishing = start(begun);
    finishing.go();
    expect(await finishing.ended).toBe(0);
    const rounds = begun + 1;
    expect(await count(`select count(*) from batches where kind = 'registry' and state not in ('applied', 'undone')`)).toBe(0); // biome-ignore format: one line
    expect(await count(`select count(*) from batches where kind = 'registry' and state = 'applied'`)).toBe(rounds);
    expect(await count(`select count(*) from batches where kind = 'registry-undo'`)).toBe(rounds);
    expect(await count('select count(*) from persons where left_on is null')).toBe(rounds * PEOPLE);
    expect(await count(`select count(*) from registry_changes where field = '*'`)).toBe(rounds * 4 * PEOPLE);
    expect(await count(`select count(*) from batches where kind = 'feed' and state = 'applied'`)).toBe(rounds);
    expect(await count(`select count(*) from batches where kind = 'feed' and state <> 'applied'`)).toBe(0);
    expect(await count('select count(*) from lead_lines')).toBe(rounds * REPORTED);
    expect(await count('select count(*) from evidence')).toBe(rounds * REPORTED);
    expect(await count('select count(*) from feed_facts')).toBe(rounds * REPORTED);
    const bureau = await office.actor('county-officer', '任小舟');
    const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
    expect(differences).toEqual([]);
  },
  TIMEOUT_MS,
);

async function count(query: string): Promise<number> {
  const { rows } = await office.database.ownerPool.query(query);
  return Number(Object.values(rows[0])[0]);
}
