/**
 * Does rounds of intake work until it is killed: a roster in, read, applied; a feed in, confirmed; another roster in and taken
 * back. Each step is asked for under the same request id as before, as a browser would that got no answer. Says what it is at.
 * `intake-rounds.ts ROOT HOME URL PACKS LAST`: says `ready`, begins at the first word it is told, goes on where the last
 * process was, ends after round LAST.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { deserialize } from 'node:v8';
import { runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { startImport } from '#commands/start-import.ts';
import { confirmFeed } from '#commands/submit-feed.ts';
import { undoImport } from '#commands/undo-import.ts';
import type { Actor } from '#domain/access/actor.ts';
import { buildCalendar } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { areaScopes } from '#identity/scopes.ts';
import { findSessionActor } from '#identity/session-actor.ts';
import { feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { keyRing } from '#main/key-files.ts';
import { calendarFileOf, loadNotices } from '#packs/load-calendar.ts';
import { policyBook } from '#packs/policy-book.ts';
import { openDatabase } from '#store/database.ts';
import { findInstallation } from '#store/installation.ts';
import { feedFile, rosterFile } from './kill-files.ts';

const [root = '', home = '', appUrl = '', packs = '', last = '0'] = process.argv.slice(2);
const { db } = openDatabase(appUrl, 4);
const installation = await findInstallation(db);
if (!installation?.demoToday) throw new Error('no installation of a demonstration');
const now = { at: Date.now(), today: installation.demoToday };
const calendar = buildCalendar(await loadNotices(calendarFileOf(root)));
// Read from YAML once by the test, so that a process begins quickly.
const book = policyBook(deserialize(readFileSync(packs)) as Pack[], () => calendar);
const runner = { db, ring: await keyRing(home, installation.blindIndex), policy: book };
const filesFolder = path.join(home, 'files');
const scopes = areaScopes();
const bureau = await findSessionActor(db, scopes, 'xian');
const civil = await findSessionActor(db, scopes, 'minzheng');
const setting = { db, ring: runner.ring, folder: filesFolder, now: async () => now };
const county = bureau.county ?? 0;
const department = civil.department ?? '';
const about = { feed: '民政.农村低保对象', period: '2022-03', department };

say('ready');
for await (const _ of process.stdin) break;
for (let round = await nextRound(); round <= Number(last); round++) await work(round);
process.exit(0);

/** A request's id is the same whenever it is asked again. */
function requestId(round: number, step: string): string {
  const digits = createHash('md5').update(`${round} ${step}`).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Synchronous, or the last word would be lost with the process. */
function say(what: string): void {
  writeSync(1, `${what}\n`);
}

async function nextRound(): Promise<number> {
  const { rows } = await readAs(runner, bureau, now, async ({ tx }) => ({
    rows: await tx.selectFrom('batches').select('file_name').where('state', '=', 'undone').execute(),
  }));
  return rows.length;
}

async function work(round: number): Promise<void> {
  const roster = await imported(round, 'roster', `名册${round}.csv`, rosterFile(round));
  await reported(round);
  const mistake = await imported(round, 'mistake', `错${round}.csv`, rosterFile(round + 30));
  say('taking back');
  const input = { batch: mistake, reason: '传错文件' };
  await command(bureau, round, 'undo', input, (context) => undoImport(context, input));
  say(`done ${round} ${roster}`);
}

async function imported(round: number, what: string, name: string, bytes: Buffer): Promise<string> {
  say('taking in');
  const place = { asOf: now.today, area: null, by: bureau.account, ...now };
  const batch = await command(bureau, round, `${what} in`, { name }, ({ tx, keys }) =>
    takeIn(tx, keys, filesFolder, { name, bytes }, place),
  );
  say('reading');
  await runImport(setting, county, batch);
  say('asking');
  await command(bureau, round, `${what} apply`, { batch }, (context) => startImport(context, batch));
  say('applying');
  await runImport(setting, county, batch);
  return batch;
}

async function reported(round: number): Promise<void> {
  say('reading a feed');
  const bytes = feedFile(round);
  const upload = { name: `低保${round}.csv`, bytes };
  const { found, keys } = await readAs(runner, civil, now, async (context) => ({
    found: await feedSetting(context, about),
    keys: context.keys,
  }));
  const read = await readUpload({ keys, now }, found, bytes);
  say('keeping a feed');
  const batch = await command(civil, round, 'feed in', { name: upload.name }, (context) =>
    takeFeed(context, filesFolder, found, upload, read),
  );
  say('confirming');
  const input = { batch, department, by: civil.account };
  const call = { kind: 'confirm', requestId: requestId(round, 'confirm'), input };
  await runAsIntake(runner, civil, now, call, confirmFeed);
}

function command<I, O>(
  actor: Actor,
  round: number,
  kind: string,
  input: I,
  act: Parameters<typeof runCommand<I, O>>[4],
) {
  return runCommand<I, O>(runner, actor, now, { kind, requestId: requestId(round, kind), input }, act);
}
