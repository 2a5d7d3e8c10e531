import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { countyPolicy } from '#commands/feed-batch.ts';
import { runAsIntake } from '#commands/intake-actor.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { sendNilReturn } from '#commands/submit-feed.ts';
import type { submitSigned } from '#contract/feed-offices.ts';
import type { Call } from '#contract/route.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { findFeedBatch } from '#store/feed-batches.ts';
import { openDepartmentKey } from '#store/feed-offices.ts';
import { listFeedRows } from '#store/feed-rows.ts';
import { rowFaultSentence } from '#words/row-fault-words.ts';
import { batchFigures, presentFeedBatch } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

type Signed = Call<typeof submitSigned>['body'];

/** How far the clock of the other side may be off. */
const CLOCK_MS = 10 * 60_000;
const MOST_FINDINGS = 500;

/** What a department's own system reports: its key instead of a session, everything else as for an upload that is confirmed. */
export function signedFeedHandlers(services: Services): Pick<Handlers, 'submitSigned'> {
  const { runner } = services;
  return {
    async submitSigned({ body }, { now }) {
      const actor = await signer(services, body, now);
      const batch =
        body.rows === undefined && body.file === undefined
          ? await nothingNew(services, actor, now, body)
          : await reported(services, actor, now, body);
      return readAs(runner, actor, now, async (context) => {
        const { policy } = await countyPolicy(context);
        const row = await findFeedBatch(context.tx, context.keys.county, batch);
        if (!row) throw new AppError('not-found', { batch });
        const { rows } = await listFeedRows(context.tx, context.keys.county, batch, { outcome: 'rejected', offset: 0, limit: MOST_FINDINGS }); // biome-ignore format: one line
        return {
          batch: await presentFeedBatch(context, policy, row, await batchFigures(runner, actor, now, [row])),
          rejected: rows.map(({ row_no, faults }) => ({
            row: row_no,
            findings: faults.map(({ facts, ...finding }) => ({
              ...finding,
              ...rowFaultSentence('zh-CN', finding.fault, facts),
            })),
          })),
        };
      });
    },
  };
}

/** The department whose key has signed the body. Errors: `forbidden` (no such key, wrong signature, or the clock is off). */
async function signer({ runner }: Services, body: Signed, now: Now): Promise<Actor & { readonly county: number }> {
  const { signature, ...signed } = body;
  const [, county, id] = /^(\d{1,9})\.([0-9a-f-]{36})$/.exec(body.key) ?? [];
  const year = Number(now.today.slice(0, 4));
  const found =
    county === undefined || id === undefined
      ? undefined
      : await openDepartmentKey(runner.db, runner.ring, Number(county), id, { year, at: now.at });
  const expected = createHmac('sha256', found?.secret ?? '')
    .update(canonicalText(signed))
    .digest();
  const fits = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  if (found === undefined || id === undefined || !fits) throw new AppError('forbidden', { why: 'signature' });
  if (Math.abs(now.at - body.at) > CLOCK_MS) throw new AppError('forbidden', { why: 'clock', at: now.at });
  return departmentSystem(Number(county), id, found.department);
}

function departmentSystem(county: number, key: string, department: string): Actor & { readonly county: number } {
  return {
    kind: 'system',
    account: key,
    person: key,
    name: department,
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

async function reported(services: Services, actor: Actor, now: Now, body: Signed): Promise<string> {
  const { runner, filesFolder, reading, desk } = services;
  const { feed, period, requestId, reason } = body;
  const department = actor.department ?? '';
  const upload = body.file
    ? { name: body.file.name, bytes: Buffer.from(body.file.base64, 'base64') }
    : { name: `${requestId}.csv`, bytes: tableOf(body.rows ?? []) };
  const { setting, keys } = await readAs(runner, actor, now, async (context) => ({
    setting: await feedSetting(context, { feed, period, department }),
    keys: context.keys,
  }));
  const read = await readUpload({ keys, now }, setting, upload.bytes, reading.read);
  if (read.counts.missingColumns.length > 0)
    throw new AppError('column-missing', { missing: read.counts.missingColumns });
  const hash = createHash('sha256').update(upload.bytes).digest('hex');
  const taken = { kind: 'submit-signed', requestId, input: { feed, period, name: upload.name, hash } };
  const batch = await runCommand(runner, actor, now, taken, (context) =>
    takeFeed(context, filesFolder, setting, upload, read),
  );
  const confirm = { kind: 'confirm-feed', requestId: followingId(requestId), input: { batch, department, by: actor.account, reason } }; // biome-ignore format: one line
  await desk('confirm', { actor, now, call: confirm });
  return batch;
}

async function nothingNew({ runner }: Services, actor: Actor, now: Now, body: Signed): Promise<string> {
  const { feed, period, requestId } = body;
  const input = { feed, period, department: actor.department ?? '', by: actor.account };
  const { batch } = await runAsIntake(runner, actor, now, { kind: 'nil-return', requestId, input }, sendNilReturn);
  return batch;
}

/** The rows as a text table, so that one set of checks reads them: headings are what any of the rows names. */
function tableOf(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): Buffer {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number | boolean | null | undefined): string => {
    const text = typeof value === 'boolean' ? (value ? '是' : '否') : String(value ?? '');
    return `"${text.replaceAll('"', '""')}"`;
  };
  const lines = [headings.map(cell), ...rows.map((row) => headings.map((heading) => cell(row[heading])))];
  return Buffer.from(lines.map((line) => line.join(',')).join('\r\n'));
}

/** The id of the second step of a request. */
function followingId(requestId: string): string {
  const digits = createHash('md5').update(`${requestId} confirm`).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
