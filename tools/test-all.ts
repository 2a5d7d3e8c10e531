import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '#main/config.ts';
import { marksFile } from '#packs/coverage/coverage-files.ts';
import { findChromium } from '#test/e2e/find-chromium.ts';

// `npm test`: everything there is, each stage timed against its budget. The last line says how many tests ran.

/** Whole seconds a stage may take on the build server. */
const budget = {
  install: 90,
  types: 45,
  'first, next start': 75,
  'units, packs, database': 380,
  'browser, proof': 330,
  coverage: 20,
} as const;
// The whole has fifteen minutes; the stages’ sums are what a quiet machine of two processors takes.
const budgetOfAll = 14 * 60 + 45;
/** A test that hangs is ended here, so that even then the last line is said. */
const secondsToGiveUp = 30 * 60;

type Stage = keyof typeof budget;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const config = readConfig();
const began = Date.now();
const scratch = mkdtempSync(path.join(tmpdir(), 'shouwang-test-'));
/** What tests say a user sees, one line each (`test/shows.ts`). */
const shownFile = path.join(scratch, 'shown.jsonl');
const seconds = new Map<Stage, number>();
const remarks: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

const oddLocale = { TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };

try {
  await stage('types', checkTypes);
  await stage('first, next start', checkStarts);
  // One waits for the database or the page while the other computes.
  await stage('units, packs, database', () => both(testDatabase, testUnits));
  await stage('browser, proof', () => both(testBrowser, proveClauses));
  await stage('coverage', checkCoverage);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
report();

async function checkTypes(): Promise<void> {
  const hasClient = globSync('src/{web,ui}/**/*.{ts,tsx}', { cwd: config.root }).length > 0;
  const projects = ['.', 'src/domain', ...(hasClient ? ['tsconfig.web.json'] : [])];
  for (const project of projects)
    await check(`types of ${project}`, ['node_modules/typescript/bin/tsc', '-p', project]);
  await check('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
}

/** What somebody waits who has just cloned it, and who starts it the next day. The first start builds the client. */
async function checkStarts(): Promise<void> {
  await check('both starts', ['tools/measure-start.ts']);
}

/**
 * Once as the machine is and once where days begin elsewhere and I does not fold to i. The second
 * run adds its failures but no passes, and its output is shown only when something failed. It runs what reads
 * days, numbers and words.
 */
async function testUnits(): Promise<void> {
  add(await vitest('unit', {}, 'told-at-end'));
  const odd = await vitest('elsewhere', oddLocale, 'told-if-failed');
  total.failed += odd.failed;
  remarks.push(`unit tests once more under ${oddLocale.TZ}, ${oddLocale.LANG}: ${odd.failed} failed`);
}

async function testDatabase(): Promise<void> {
  add(await vitest('database', { SHOUWANG_SHOWN_FILE: shownFile }));
}

async function testBrowser(): Promise<void> {
  if (globSync('test/e2e/**/*.e2e.ts', { cwd: config.root }).length === 0) {
    remarks.push('no browser tests yet');
    return;
  }
  const chromium = findChromium(config.chromiumPath);
  if (chromium !== undefined) {
    add(await vitest('browser', { CHROMIUM_PATH: chromium, SHOUWANG_SHOWN_FILE: shownFile }));
    keepMarks();
    return;
  }
  const count = await countOf('browser');
  if (config.ci) {
    fail('the browser tests need Chromium, and a build server without one fails');
    return;
  }
  total.skipped += count;
  remarks.push(
    `${count} browser tests skipped: no Chromium. Install one (Debian: apt-get install chromium fonts-noto-cjk; ` +
      'Ubuntu: Google Chrome, its chromium is a snap) or set CHROMIUM_PATH',
  );
}

/** Only a run with a browser is a whole one; before any, what is shown is unknown. No marks at all: none shown. */
function keepMarks(): void {
  const kept = marksFile(config.root);
  mkdirSync(path.dirname(kept), { recursive: true });
  if (existsSync(shownFile)) copyFileSync(shownFile, kept);
  else writeFileSync(kept, '');
}

/** Every clause proved, for the coverage that follows. */
async function proveClauses(): Promise<void> {
  await check('proof of the clauses', ['tools/coverage-ratchet.ts', '--prove']);
}

/** Both tables printed, over the proof of this run; numbers that went down fail. */
async function checkCoverage(): Promise<void> {
  await check('coverage of the documents', ['tools/coverage-ratchet.ts', '--proven']);
}

/** Two pieces of work at the same time; what either throws is thrown when both have ended. */
async function both(one: () => Promise<void>, other: () => Promise<void>): Promise<void> {
  for (const done of await Promise.allSettled([one(), other()])) if (done.status === 'rejected') throw done.reason;
}

async function stage(name: Stage, work: () => Promise<void>): Promise<void> {
  console.log(`\n── ${name}`);
  const start = Date.now();
  try {
    await work();
  } catch (error) {
    console.error(error);
    fail(`${name} broke off`);
  }
  seconds.set(name, (Date.now() - start) / 1000);
}

/** A check without tests of its own counts only when it fails. */
async function check(name: string, command: readonly string[]): Promise<void> {
  if ((await node(command)) === 0) console.log(`${name}: good`);
  else fail(`${name} failed`);
}

function fail(remark: string): void {
  total.failed++;
  remarks.push(remark);
}

type Output = 'told' | 'told-at-end' | 'told-if-failed';

/** Runs one vitest project; one that ends badly without naming a failed test counts as one failure. */
async function vitest(project: string, env: NodeJS.ProcessEnv = {}, output: Output = 'told'): Promise<Counts> {
  const file = path.join(scratch, `${project}-${output}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await node(['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters], env, output);
  if (!existsSync(file)) {
    remarks.push(`${project}: vitest ended with ${code} and no result`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = JSON.parse(readFileSync(file, 'utf8')) as VitestResult;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = result;
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1), skipped: numPendingTests + numTodoTests };
}

interface VitestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

async function countOf(project: string): Promise<number> {
  const file = path.join(scratch, `${project}-list.json`);
  await node(['node_modules/vitest/vitest.mjs', 'list', '--project', project, `--json=${file}`]);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length : 0;
}

async function node(
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
  output: Output = 'told',
): Promise<number | string | null> {
  const told = output === 'told' ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, command, {
    cwd: config.root,
    env: { ...process.env, ...env },
    stdio: ['ignore', told, told],
    timeout: Math.max(1000, began + secondsToGiveUp * 1000 - Date.now()),
    killSignal: 'SIGKILL',
  });
  const kept: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => kept.push(part));
  const { promise, resolve, reject } = Promise.withResolvers<number | string | null>();
  child.on('error', reject).on('close', (code, signal) => resolve(code ?? signal));
  const result = await promise;
  if (result !== 0 || output === 'told-at-end') process.stdout.write(Buffer.concat(kept));
  return result;
}

function add({ passed, failed, skipped }: Counts): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

function report(): void {
  const installed = Number(process.env.SHOUWANG_INSTALL_SECONDS ?? 0);
  if (installed > 0) seconds.set('install', installed);
  console.log('\n── time');
  for (const [name, allowed] of Object.entries(budget)) {
    const taken = seconds.get(name as Stage);
    if (taken === undefined) continue;
    console.log(`${name.padEnd(18)} ${clock(taken)} of ${clock(allowed)}${taken > allowed ? '  over' : ''}`);
  }
  const all = (Date.now() - began) / 1000 + installed;
  console.log(`${'all'.padEnd(18)} ${clock(all)} of ${clock(budgetOfAll)}`);
  if (config.ci && all > budgetOfAll) fail('over the budget of time');
  if (total.passed + total.failed === 0) fail('no test ran');
  for (const remark of remarks) console.log(remark);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

function clock(time: number): string {
  return `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, '0')}`;
}
