import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Starts the demonstration twice, the way the README says, in a data folder that does not exist yet: the first start
// builds the client when it is not built, makes the database and loads the county; the next one finds all of it.
// Prints both times; the exit code is 1 when one is over its limit or the page does not come.

/** Seconds: what we aim at, and where a slow machine ends and a mistake begins. */
const aim = { first: 180, next: 10 } as const;
const limit = { first: 300, next: 40 } as const;
const ASK_EVERY_MS = 100;
const SECONDS_TO_END = 30;

const root = path.resolve(import.meta.dirname, '..');
const home = path.join(tmpdir(), `shouwang-start-${randomBytes(6).toString('hex')}`);
const port = await freePort();
const page = `http://127.0.0.1:${port}/`;

try {
  const first = await start('first');
  const installed = Number(process.env.SHOUWANG_NPM_CI_SECONDS ?? 0);
  if (installed > 0) {
    const both = (installed + first).toFixed(0);
    console.log(`npm ci and first start: ${both} s, aimed at ${aim.first} s with a warm npm cache`);
  }
  await start('next');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Seconds from `npm start` to the page, after which the demonstration is ended again. Throws when over the limit. */
async function start(which: keyof typeof aim): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--port', String(port)], {
    cwd: root,
    env: { ...process.env, SHOUWANG_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm, the shell it starts and the server are ended together.
    detached: true,
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part));
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => said.push(Buffer.from(error.message)));
    child.on('close', () => resolve());
  });
  try {
    const over = () => performance.now() - began > limit[which] * 1000;
    while (!(await pageIsThere())) {
      if (child.exitCode !== null || child.pid === undefined || over())
        throw new Error(`${which} start: no page after ${secondsSince(began)} s\n${Buffer.concat(said)}`);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    const seconds = (performance.now() - began) / 1000;
    console.log(`${which} start: ${seconds.toFixed(1)} s to the page, aimed at ${aim[which]} s`);
    return seconds;
  } finally {
    await end(child, ended);
  }
}

/** The page as a browser would get it, and the server behind it in good health. */
async function pageIsThere(): Promise<boolean> {
  try {
    const [html, health] = await Promise.all([fetch(page), fetch(new URL('/api/health', page))]);
    return html.ok && health.ok && (await html.text()).includes('<div id="root">');
  } catch {
    return false;
  }
}

/** Asks the group to end, and makes it after a while. */
async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signal(child, 'SIGTERM');
  const patience = setTimeout(() => signal(child, 'SIGKILL'), SECONDS_TO_END * 1000);
  await ended;
  clearTimeout(patience);
}

function signal({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch (error) {
    // Nobody of the group is left: it has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
