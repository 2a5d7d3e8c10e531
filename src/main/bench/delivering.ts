import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { countsOf } from '#commands/feed-batch.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { ErrorCode } from '#domain/values/error-codes.ts';
import { compose } from '#main/compose.ts';
import { departmentActor, submitFeedFile } from '#main/submit-feed-file.ts';
import { listCounties } from '#store/seals.ts';
import { beginPeak, ownCpu, peakMiB, serverCpu } from './process-use.ts';

/** What to deliver, and into which installation. */
export interface DeliveryOrder {
  readonly root: string;
  readonly home: string;
  readonly appUrl: string;
  /** Process id of the database server. */
  readonly server: number;
  readonly file: string;
  readonly submission: { readonly department: string; readonly feed: string; readonly period: string };
}

/** What the delivery took, and what its receipt says. */
export interface Delivered {
  readonly seconds: number;
  /** Of this process and of the database; the latter null where the system does not tell. */
  readonly cpu: { readonly program: number; readonly database: number | null };
  readonly peakMemoryMiB: number;
  readonly blindIndex: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

export type DeliveryReply =
  | { readonly delivered: Delivered }
  | { readonly code: ErrorCode; readonly facts: AppError['facts'] }
  | { readonly bug: string };

/** One file delivered as `shouwang feed submit` does, timed from the file on disk to the last commit. */
async function deliver(order: DeliveryOrder): Promise<Delivered> {
  const { services, close } = await compose({ ...order, packFolders: [] });
  try {
    const [first] = await listCounties(services.runner.db);
    if (!first) throw new AppError('not-found', { what: 'county' });
    const actor = departmentActor(first.county, order.submission.department);
    beginPeak();
    const before = { at: performance.now(), program: ownCpu(), database: serverCpu(order.server) };
    const upload = { name: 'delivery.csv', bytes: await readFile(order.file) };
    const batch = await submitFeedFile(services, actor, order.submission, upload);
    const seconds = (performance.now() - before.at) / 1000;
    const database = serverCpu(order.server);
    const cpu = {
      program: ownCpu() - before.program,
      database: database === null || before.database === null ? null : database - before.database,
    };
    const { rows, accepted, rejected, duplicate, outcomes } = countsOf(batch);
    const told = { rows, accepted, rejected, duplicate, outcomes: { ...outcomes } };
    return { seconds, cpu, peakMemoryMiB: peakMiB(), blindIndex: services.runner.ring.index.algorithm, ...told };
  } finally {
    await close();
  }
}

function replyTo(error: unknown): DeliveryReply {
  if (error instanceof AppError) return { code: error.code, facts: error.facts };
  return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

// A process of its own, so that its time and memory are those of the delivery alone. The one that began it decides when it
// ends: a terminal's Ctrl-C reaches both.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(1));
process.once('message', (order: DeliveryOrder) => {
  const answer = (reply: DeliveryReply): void => void process.send?.(reply, () => process.disconnect());
  deliver(order).then(
    (delivered) => answer({ delivered }),
    (error: unknown) => answer(replyTo(error)),
  );
});
