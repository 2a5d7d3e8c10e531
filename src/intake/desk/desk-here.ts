import { createHash } from 'node:crypto';
import type { CommandRunner } from '#commands/command-context.ts';
import { runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { confirmFeed } from '#commands/submit-feed.ts';
import { AppError } from '#domain/values/app-error.ts';
import { feedSetting, readUpload, takeFeed } from '../feed/take-feed.ts';
import type { FeedFileReading, Reader } from '../reading/reading-order.ts';
import { runImport } from '../registry/run-import.ts';
import type { Desk, DeskKind, DeskOrder, DeskOrders, FeedFiles, FilesWatch } from './desk-orders.ts';

/** What the desk works with. */
export interface DeskSetting {
  readonly runner: CommandRunner;
  readonly filesFolder: string;
  readonly read: Reader;
}

/** Does the work in the calling thread. */
export function deskHere(setting: DeskSetting): Desk {
  // The kind of an order and of its reply go together; a switch over the kinds cannot say so.
  return (async (kind: DeskKind, order: unknown, watch?: FilesWatch) =>
    answer(setting, { kind, order } as DeskOrder, watch)) as Desk;
}

async function answer(
  setting: DeskSetting,
  asked: DeskOrder,
  watch: FilesWatch | undefined,
): Promise<DeskOrders[DeskKind]['reply']> {
  const { runner, filesFolder: folder, read } = setting;
  switch (asked.kind) {
    case 'take-in':
      return takeIn(setting, asked.order, watch);
    case 'confirm': {
      const { actor, now, call } = asked.order;
      return runAsIntake(runner, actor, now, call, confirmFeed);
    }
    case 'import': {
      const { county, batch, now } = asked.order;
      const { db, ring } = runner;
      await runImport({ db, ring, folder, read, now: async () => now }, county, batch);
      return null;
    }
    default:
      return asked satisfies never;
  }
}

/** Files are read before the transaction that keeps them: no connection waits for a large one. */
async function takeIn(
  { runner, filesFolder, read }: DeskSetting,
  { actor, now, requestId, feed, period, department, uploads }: FeedFiles,
  watch: FilesWatch | undefined,
): Promise<string[]> {
  const { setting, keys } = await readAs(runner, actor, now, async (context) => ({
    setting: await feedSetting(context, { feed, period, department }),
    keys: context.keys,
  }));
  const files: { readonly upload: FeedFiles['uploads'][number]; readonly reading: FeedFileReading }[] = [];
  for (const upload of uploads) {
    const reading = readUpload({ keys, now }, setting, upload.bytes, read, watch?.(upload.name));
    files.push({ upload, reading: await naming(upload.name, reading) });
  }
  const told = uploads.map(({ name, bytes }) => ({ name, hash: createHash('sha256').update(bytes).digest('hex') }));
  const call = { kind: 'upload-feed', requestId, input: { feed, period, files: told } };
  return runCommand(runner, actor, now, call, async (context) => {
    const batches: string[] = [];
    for (const { upload, reading } of files) {
      batches.push(await takeFeed(context, filesFolder, setting, upload, reading));
    }
    return batches;
  });
}

/** A refused file is named: several may come at once. */
async function naming<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { ...error.facts, file: name });
    throw error;
  }
}
