import { createHash, randomUUID } from 'node:crypto';
import { runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { confirmFeed } from '#commands/submit-feed.ts';
import type { Actor } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { Services } from '#http/services.ts';
import { type FeedUpload, feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { JOB_ACCOUNT } from '#intake/registry/import-setting.ts';
import { type FeedBatchRow, findFeedBatch } from '#store/feed-batches.ts';

export interface FeedSubmission {
  readonly department: string;
  readonly feed: string;
  /** Month the data speak of, `YYYY-MM`. */
  readonly period: string;
  /** Why rows of an earlier period come now (补报). */
  readonly reason?: string;
  /** Only read and check: nothing counts. */
  readonly check?: boolean;
}

/**
 * One file of a department read, kept and confirmed as its clerk would, without a browser; the batch as it stands then.
 * Errors: as `feedSetting`, `readFeed`, `takeFeed` and `confirmFeed`.
 */
export async function submitFeedFile(
  services: Services,
  actor: Actor,
  submission: FeedSubmission,
  upload: FeedUpload,
): Promise<FeedBatchRow> {
  const { runner, filesFolder } = services;
  const now = await services.now();
  const { department, feed, period } = submission;
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
  if (submission.check !== true) {
    const input = { batch, department, by: actor.account, reason: submission.reason };
    await runAsIntake(runner, actor, now, { kind: 'confirm-feed', requestId: randomUUID(), input }, confirmFeed);
  }
  const row = await readAs(runner, actor, now, ({ tx, keys }) => findFeedBatch(tx, keys.county, batch));
  if (!row) throw new AppError('not-found', { batch });
  return row;
}

/** A department at the command line: sees its own batches, no household. */
export function departmentActor(county: number, department: string): Actor {
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
