import type { CommandContext } from '#commands/command-context.ts';
import { decideConflict } from '#commands/decide-conflict.ts';
import { countsOf, countyPolicy, officeOf } from '#commands/feed-batch.ts';
import { raisedOutcomes } from '#commands/feed-rows.ts';
import { readAsIntake, runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { sendNilReturn } from '#commands/submit-feed.ts';
import { withdrawFeed } from '#commands/withdraw-feed.ts';
import type { FeedBatch } from '#contract/feeds.ts';
import type { Actor } from '#domain/access/actor.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { feedTemplate } from '#intake/feed/feed-template.ts';
import { feedAbout, openFeedBatch, setFeedColumns } from '#intake/feed/take-feed.ts';
import { insertAudit } from '#store/audit-log.ts';
import { type FeedBatchRow, findFeedBatch, listFeedBatches } from '#store/feed-batches.ts';
import { listFeedRows } from '#store/feed-rows.ts';
import { rowFaultSentence } from '#words/row-fault-words.ts';
import { listConflicts } from './feed-conflicts.ts';
import { batchFigures, columnsOf, fieldsOf, presentFeed, presentFeedBatch, templateWordsOf } from './feed-presenter.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import type { Services } from './services.ts';
import { uploadsUnderWay } from './uploads-under-way.ts';

type Looking = Pick<
  Handlers,
  'listFeeds' | 'feedTemplate' | 'getFeedBatch' | 'listFeedRows' | 'feedRejectedRows' | 'listFeedConflicts'
>;
type Acting = Pick<
  Handlers,
  | 'uploadFeed'
  | 'getUpload'
  | 'cancelUpload'
  | 'setFeedColumns'
  | 'confirmFeedBatch'
  | 'nilReturn'
  | 'withdrawFeedBatch'
  | 'decideFeedConflict'
>;

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 上传报送 and 我的预警报送: departments send, the county bureau sees who has sent. */
export function feedHandlers(services: Services): Looking & Acting {
  return { ...lookingHandlers(services), ...actingHandlers(services) };
}

function lookingHandlers(services: Services): Looking {
  const { runner, calendar, filesFolder, reading } = services;
  return {
    async listFeeds({ query }, caller) {
      const { today } = caller.now;
      const department = caller.actor.department ?? query.department;
      const period = query.period ?? monthOf(addMonths(plainDate(`${monthOf(today)}-01`), -1));
      const { policy, rows, recent } = await readAs(runner, caller.actor, caller.now, async (context) => {
        const latest = { department, states: ['applied'], limit: 12 };
        return {
          policy: (await countyPolicy(context)).policy,
          rows: await listFeedBatches(context.tx, context.keys.county, { department, period, limit: 1000 }),
          recent: await listFeedBatches(context.tx, context.keys.county, latest),
        };
      });
      const shown = await present(services, caller, policy, [...rows, ...recent]);
      const of = { policy, calendar: calendar(), today, actor: caller.actor };
      return {
        period,
        today,
        feeds: policy.feeds
          .filter((feed) => isDepartments(feed, department))
          .map((feed) => {
            const own = rows.filter((row) => row.feed === feed.id && row.state !== 'cancelled');
            return presentFeed(of, feed, period, own.flatMap(({ id }) => shown.get(id) ?? [])); // biome-ignore format: one line
          }),
        recent: recent.flatMap(({ id }) => shown.get(id) ?? []),
      };
    },
    async feedTemplate({ params, query }, caller) {
      const { policy } = await readAs(runner, caller.actor, caller.now, countyPolicy);
      const feed = policy.feeds.find(({ id }) => id === params.feed);
      if (!feed) throw new AppError('not-found', { feed: params.feed });
      const bytes = await feedTemplate(feed, templateWordsOf(feed, query.language));
      return { bytes: Buffer.from(bytes), mediaType: SHEET, name: `${feed.label ?? feed.id}-模板.xlsx` };
    },
    async getFeedBatch({ params }, caller) {
      const { policy, row } = await policyAndBatch(services, caller, params.id);
      const feed = policy.feeds.find(({ id }) => id === row.feed);
      const counts = countsOf(row);
      const { columns, unreadSheets } = columnsOf(row);
      return {
        batch: await presentOne(services, caller, policy, row),
        columns: [...columns],
        fields: feed === undefined ? [] : fieldsOf(feed),
        unreadSheets: [...unreadSheets],
        missingColumns: [...counts.missingColumns],
        faults: [...counts.faults],
        missingValues: [...counts.missingValues],
      };
    },
    listFeedRows: ({ params, query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { id } = await batchOf(context, params.id);
        const { rows, total } = await listFeedRows(context.tx, context.keys.county, id, query);
        const shown = rows.map(({ sheet, row_no, outcome, faults }) => ({
          sheet,
          number: row_no,
          outcome: shownOutcome(outcome),
          findings: faults.map(({ facts, ...finding }) => ({
            ...finding,
            ...rowFaultSentence(query.language, finding.fault, facts),
          })),
        }));
        return { rows: shown, total };
      }),
    async feedRejectedRows({ params, query }, caller) {
      const { actor, now, requestId, address } = caller;
      const department = departmentOf(actor);
      const opened = await readAsIntake(runner, actor, now, async (context) => {
        const batch = await openFeedBatch(context, filesFolder, params.id, department);
        return { ...batch, about: { ...feedAbout(context, batch.setting), language: query.language } };
      });
      const { bytes: original, about, fileName } = opened;
      const bytes = await reading.read<'feed-rejected'>({ kind: 'feed-rejected', bytes: original, about });
      if (!bytes) throw new AppError('not-found', { what: 'rejected-rows' });
      await readAsIntake(runner, actor, now, ({ tx, keys }) =>
        insertAudit(tx, {
          county: keys.county,
          at: now.at,
          actor: actor.account,
          kind: 'export',
          subject: [`feed-batch:${params.id}`, 'rejected-rows'],
          result: 'done',
          requestId,
          address,
        }),
      );
      return { bytes: Buffer.from(bytes), mediaType: SHEET, name: `${fileName.replace(/\.[^.]*$/, '')}-退回.xlsx` };
    },
    listFeedConflicts: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => ({ conflicts: await listConflicts(context) })),
  };
}

function actingHandlers(services: Services): Acting {
  const { runner, filesFolder, reading, desk } = services;
  const shown = async (caller: SignedInCaller, id: string): Promise<{ batch: FeedBatch }> => {
    const { policy, row } = await policyAndBatch(services, caller, id);
    return { batch: await presentOne(services, caller, policy, row) };
  };
  const asIntake = async <I extends object>(
    caller: SignedInCaller,
    kind: string,
    requestId: string,
    input: I,
    work: (context: CommandContext, input: I) => Promise<{ batch: string }>,
  ): Promise<{ batch: FeedBatch }> => {
    const call = { kind, requestId, input };
    const { batch } = await runAsIntake(runner, caller.actor, caller.now, call, work);
    return shown(caller, batch);
  };
  const uploads = uploadsUnderWay();
  const by = (actor: Actor) => ({ department: departmentOf(actor), by: actor.account });
  return {
    async uploadFeed({ params, query, uploads: files }, caller) {
      const order = { feed: params.feed, ...query };
      const { actor, now } = caller;
      const sent = { actor, now, department: departmentOf(actor), ...order, uploads: files };
      const batches = await uploads.during(actor, query.requestId, (watch) => desk('take-in', sent, watch));
      const all = [];
      for (const id of batches) all.push((await shown(caller, id)).batch);
      return { batches: all };
    },
    getUpload: async ({ params }, { actor }) => ({ reading: uploads.look(actor, params.id) ?? null }),
    cancelUpload: ({ params, body }, caller) => {
      const call = { kind: 'cancel-upload', requestId: body.requestId, input: params };
      return runCommand(runner, caller.actor, caller.now, call, async () => ({
        cancelled: uploads.cancel(caller.actor, params.id),
      }));
    },
    async setFeedColumns({ params, body }, caller) {
      const input = { batch: params.id, columns: body.columns, department: departmentOf(caller.actor) };
      const { opened, about } = await readAsIntake(runner, caller.actor, caller.now, async (context) => {
        const found = await openFeedBatch(context, filesFolder, input.batch, input.department, input.columns);
        return { opened: found, about: feedAbout(context, found.setting) };
      });
      const read = await reading.read<'feed'>({ kind: 'feed', bytes: opened.bytes, about });
      return asIntake(caller, 'set-feed-columns', body.requestId, input, (context) =>
        setFeedColumns(context, opened, read),
      );
    },
    async confirmFeedBatch({ params, body }, caller) {
      const { actor, now } = caller;
      const input = { batch: params.id, ...by(actor), reason: body.reason };
      const call = { kind: 'confirm-feed', requestId: body.requestId, input };
      return shown(caller, (await desk('confirm', { actor, now, call })).batch);
    },
    nilReturn: ({ params, body }, caller) => {
      const input = { feed: params.feed, period: body.period, ...by(caller.actor) };
      return asIntake(caller, 'nil-return', body.requestId, input, sendNilReturn);
    },
    withdrawFeedBatch: ({ params, body }, caller) => {
      const input = { batch: params.id, ...by(caller.actor), reason: body.reason };
      return asIntake(caller, 'withdraw-feed', body.requestId, input, withdrawFeed);
    },
    decideFeedConflict: ({ body }, caller) => {
      const call = { kind: 'decide-feed-conflict', requestId: body.requestId, input: body };
      return runCommand(runner, caller.actor, caller.now, call, decideConflict);
    },
  };
}

/** One transaction after the other: none waits for a connection while it holds one. */
async function present(
  { runner }: Services,
  caller: SignedInCaller,
  policy: Policy,
  rows: readonly FeedBatchRow[],
): Promise<Map<string, FeedBatch>> {
  const figures = await batchFigures(runner, caller.actor, caller.now, rows);
  return readAs(runner, caller.actor, caller.now, async (context) => {
    const shown = new Map<string, FeedBatch>();
    for (const row of rows) {
      if (!shown.has(row.id)) shown.set(row.id, await presentFeedBatch(context, policy, row, figures));
    }
    return shown;
  });
}

async function presentOne(
  services: Services,
  caller: SignedInCaller,
  policy: Policy,
  row: FeedBatchRow,
): Promise<FeedBatch> {
  const found = (await present(services, caller, policy, [row])).get(row.id);
  if (!found) throw new Error('a batch that was not presented');
  return found;
}

function policyAndBatch(
  { runner }: Services,
  caller: SignedInCaller,
  id: string,
): Promise<{ policy: Policy; row: FeedBatchRow }> {
  return readAs(runner, caller.actor, caller.now, async (context) => ({
    policy: (await countyPolicy(context)).policy,
    row: await batchOf(context, id),
  }));
}

async function batchOf(context: CommandContext, id: string): Promise<FeedBatchRow> {
  const row = await findFeedBatch(context.tx, context.keys.county, id);
  if (!row) throw new AppError('not-found', { what: 'feed-batch' });
  return row;
}

function departmentOf(actor: Actor): string {
  if (actor.department === null) throw new AppError('forbidden', { why: 'no-department' });
  return actor.department;
}

/** Feeds of one department; for the bureau those of all, not what it keeps itself. */
function isDepartments(feed: Parameters<typeof officeOf>[0], department: string | undefined): boolean {
  const office = officeOf(feed);
  return department === undefined ? office !== 'county-bureau' : office === department;
}

/** Departments are told what the row was worth, not what the county's register made of it. */
function shownOutcome(outcome: string): string {
  return raisedOutcomes.some((raised) => raised === outcome) ? 'accepted' : outcome;
}
