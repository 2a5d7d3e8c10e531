import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { countsOf, countyPolicy, officeOf } from '#commands/feed-batch.ts';
import { readAs } from '#commands/run-command.ts';
import type { FeedBatch } from '#contract/feeds.ts';
import type { Actor } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { presentFeed, presentFeedBatch } from '#http/feed-presenter.ts';
import type { Services } from '#http/services.ts';
import { droppedHeadings, type StoredFeedColumns } from '#intake/feed/feed-columns.ts';
import { compose } from '#main/compose.ts';
import { withDatabase } from '#main/open-database.ts';
import { departmentActor, type FeedSubmission, submitFeedFile } from '#main/submit-feed-file.ts';
import { type FeedBatchRow, listFeedBatches } from '#store/feed-batches.ts';
import { listCounties } from '#store/seals.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

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
      .action((files: string[], options: FeedSubmission) => submit(io, files, options));
    feed
      .command('list')
      .description('every feed with its due day and state')
      .option('--department <office>', 'of one office only')
      .option('--period <month>', 'month the data speak of; else the one before today', monthOption)
      .action((options: { department?: string; period?: string }) => list(io, options));
  },
};

async function submit(io: CliIo, files: readonly string[], options: FeedSubmission): Promise<void> {
  const uploads: { readonly name: string; readonly bytes: Buffer }[] = [];
  for (const file of files) uploads.push({ name: path.basename(file), bytes: await readOwn(file) });
  const told = await inInstallation(io, async (services, county) => {
    const actor = departmentActor(county, options.department);
    const batches: FeedBatchRow[] = [];
    for (const upload of uploads) batches.push(await submitFeedFile(services, actor, options, upload));
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
      const figures = { results: new Map(), standing: new Map(), reasons: new Map() };
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
