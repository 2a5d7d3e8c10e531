import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { countsOf, countyPolicy, officeOf } from '#commands/feed-batch.ts';
import { runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { confirmFeed } from '#commands/submit-feed.ts';
import type { FeedBatch } from '#contract/feeds.ts';
import type { Actor } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { presentFeed, presentFeedBatch } from '#http/feed-presenter.ts';
import type { Services } from '#http/services.ts';
import { droppedHeadings, type StoredFeedColumns } from '#intake/feed/feed-columns.ts';
import { feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { JOB_ACCOUNT } from '#intake/registry/import-setting.ts';
import { compose } from '#main/compose.ts';
import { withDatabase } from '#main/open-database.ts';
import { type FeedBatchRow, findFeedBatch, listFeedBatches } from '#store/feed-batches.ts';
import { listCounties } from '#store/seals.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

interface SubmitOptions {
  readonly department: string;
  readonly feed: string;
  readonly period: string;
  readonly reason?: string;
  readonly check?: boolean;
}

/** Department feeds without a browser: files in, receipts out; how every feed stands for a period. */
export const feedCommand: CliCommand = {
  name: 'feed',
  summary: 'submit files of a department; list feeds with their state',
  register(program, io) {
    const feed = program.command('feed').description('department feeds: submit files, list what is owed');
    feed
      .command('submit')
      .description('read, check and confirm files; leads are raised, each file gets its receipt')
      .argument('<file...>', '.xlsx, .xls or .csv')
      .requiredOption('--department <office>', 'sending office, e.g. 民政局')
      .requiredOption('--feed <id>', 'feed of the pack; see feed list')
      .requiredOption('--period <month>', 'month the data speak of', monthOption)
      .option('--reason <text>', 'why rows of an earlier period come now (补报)')
      .option('--check', 'only read and check: nothing counts')
      .action((files: string[], options: SubmitOptions) => submit(io, files, options));
    feed
      .command('list')
      .description('every feed with its due day and state')
      .option('--department <office>', 'of one office only')
      .option('--period <month>', 'month the data speak of; else the one before today', monthOption)
      .action((options: { department?: string; period?: string }) => list(io, options));
  },
};

async function submit(io: CliIo, files: readonly string[], options: SubmitOptions): Promise<void> {
  const uploads: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const file of files) uploads.push({ name: path.basename(file), bytes: await readOwn(file) });
  const told = await inInstallation(io, async (services, county) => {
    const actor = departmentActor(county, options.department);
    const batches: FeedBatchRow[] = [];
    for (const upload of uploads) batches.push(await submitOne(services, actor, options, upload));
    return batches.map(shownBatch);
  });
  io.show({ feed: options.feed, period: options.period, batches: told }, () => {
    io.table(told.map(({ file, receipt, rows, accepted, rejected, duplicate, outcomes }) => ({ file, receipt, rows, accepted, rejected, duplicate, ...outcomes }))); // biome-ignore format: one row a batch
    for (const { file, droppedColumns, missingColumns } of told) {
      if (droppedColumns.length > 0) io.note(`${file}: not stored: ${droppedColumns.join('、')}`);
      if (missingColumns.length > 0) io.note(`${file}: missing: ${missingColumns.join('、')}`);
    }
  });
}

async function submitOne(
  services: Services,
  actor: Actor,
  options: SubmitOptions,
  upload: { readonly name: string; readonly bytes: Buffer },
): Promise<FeedBatchRow> {
  const { runner, filesFolder } = services;
  const now = await services.now();
  const { department, feed, period } = options;
  const { setting, keys } = await readAs(runner, actor, now, async (context) => ({
    setting: await feedSetting(context, { feed, period, department }),
    keys: context.keys,
  }));
  const read = await readUpload({ keys, now }, setting, upload.bytes);
  const hash = createHash('sha256').update(upload.bytes).digest('hex');
  const taken = { kind: 'upload-feed', requestId: randomUUID(), input: { feed, period, name: upload.name, hash } };
  const batch = await runCommand(runner, actor, now, taken, (context) =>
    takeFeed(context, filesFolder, setting, upload, read),
  );
  if (options.check !== true) {
    const input = { batch, department, by: actor.account, reason: options.reason };
    await runAsIntake(runner, actor, now, { kind: 'confirm-feed', requestId: randomUUID(), input }, confirmFeed);
  }
  const row = await readAs(runner, actor, now, ({ tx, keys }) => findFeedBatch(tx, keys.county, batch));
  if (!row) throw new AppError('not-found', { batch });
  return row;
}

async function list(io: CliIo, options: { department?: string; period?: string }): Promise<void> {
  const feeds = await inInstallation(io, async (services, county, towns) => {
    const now = await services.now();
    const period = options.period ?? monthOf(addMonths(plainDate(`${monthOf(now.today)}-01`), -1));
    const actor: Actor = { ...departmentActor(county, ''), department: null, office: 'county-bureau', towns };
    return readAs(services.runner, actor, now, async (context) => {
      const { policy } = await countyPolicy(context);
      const of = { policy, calendar: services.calendar(), today: now.today, actor };
      const rows = await listFeedBatches(context.tx, county, { period, limit: 1000 });
      const batches: FeedBatch[] = [];
      const figures = { results: new Map(), builtOn: new Set<string>() };
      for (const row of rows) batches.push(await presentFeedBatch(context, policy, row, figures));
      return policy.feeds
        .filter((feed) => options.department === undefined || officeOf(feed) === options.department)
        .map((feed) => presentFeed(of, feed, period, batches.filter((batch) => batch.feed === feed.id))); // biome-ignore format: one line
    });
  });
  const told = feeds.map(({ id, label, department, state, due, daysLate, blocked }) => ({
    id,
    label,
    department: department.id,
    due: due.on ?? null,
    state,
    daysLate,
    blocked: blocked?.parameter ?? null,
  }));
  io.show({ period: feeds[0]?.period ?? options.period, feeds: told }, () => io.table(told));
}

/** The installation's county; the services are closed afterwards. Errors: `not-found` when nothing is installed. */
async function inInstallation<T>(
  io: CliIo,
  work: (services: Services, county: number, towns: readonly number[]) => Promise<T>,
): Promise<T> {
  return withDatabase(io.config, databaseRemarks(io), async ({ appUrl, home }) => {
    const { services, close } = await compose({ root: io.config.root, home, appUrl, packFolders: [] });
    try {
      const [first] = await listCounties(services.runner.db);
      if (!first) throw new AppError('not-found', { what: 'county' });
      return await work(services, first.county, first.towns);
    } finally {
      await close();
    }
  });
}

/** A department at the command line: sees its own batches, no household. */
function departmentActor(county: number, department: string): Actor {
  return {
    kind: 'system',
    account: JOB_ACCOUNT,
    person: JOB_ACCOUNT,
    name: 'cli',
    role: 'county-department',
    policy: false,
    office: department,
    county,
    area: null,
    towns: [],
    villages: [],
    department,
  };
}

function shownBatch(row: FeedBatchRow) {
  const { rows, accepted, rejected, duplicate, flagged, outcomes, missingColumns, faults } = countsOf(row);
  return {
    id: row.id,
    file: row.file_name,
    state: row.state,
    receipt: row.receipt_no,
    on: row.applied_on,
    due: row.due_on,
    rows,
    accepted,
    rejected,
    duplicate,
    flagged,
    outcomes,
    faults,
    missingColumns,
    droppedColumns: droppedHeadings(row.columns as unknown as StoredFeedColumns),
  };
}

async function readOwn(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new AppError('file-unreadable', { file, reason: code === 'ENOENT' ? 'not-there' : String(code) });
  }
}

function monthOption(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('a month is written YYYY-MM');
  return text;
}
