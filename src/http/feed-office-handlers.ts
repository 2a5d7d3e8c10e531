import { createDepartmentKey, keyName, revokeKey } from '#commands/department-keys.ts';
import { countsOf, countyPolicy, daysLateOf, officeOf } from '#commands/feed-batch.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { feedSums } from '#documents/feed-sums.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { type FeedBatchRow, listFeedBatches } from '#store/feed-batches.ts';
import { listContacts, listDepartmentKeys, listPunctuality, saveContact } from '#store/feed-offices.ts';
import { type FeedSumColumn, feedSumColumns, feedSumHeading, feedSumsTitle } from '#words/feed-sums-words.ts';
import { labelOf, officeLabel } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

type OfficeHandlers = Pick<
  Handlers,
  'listFeedOffices' | 'feedSumsSheet' | 'saveFeedContact' | 'createDepartmentKey' | 'revokeDepartmentKey'
>;

const MONTHS = 12;
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Departments that report: whom to call, how punctual they were, the keys of their systems. */
export function feedOfficeHandlers({ runner }: Services): OfficeHandlers {
  return {
    listFeedOffices: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { tx, keys, now } = context;
        const { policy } = await countyPolicy(context);
        const from = monthOf(addMonths(plainDate(`${monthOf(now.today)}-01`), -MONTHS));
        const contacts = new Map((await listContacts(tx, keys)).map((each) => [each.department, each]));
        const history = Map.groupBy(await listPunctuality(tx, keys.county, from), ({ department }) => department);
        const made = Map.groupBy(await listDepartmentKeys(tx, keys.county), ({ department }) => department);
        const departments = [...new Set(policy.feeds.map(officeOf))].filter((id) => id !== 'county-bureau');
        return {
          offices: departments.map((department) => {
            const contact = contacts.get(department);
            return {
              department,
              label: officeLabel(policy, department),
              contact: contact ? { name: contact.name, phone: contact.phone } : null,
              months: (history.get(department) ?? []).map(({ department: _, ...month }) => month),
              keys: (made.get(department) ?? []).map(({ department: _, ...key }) => key),
            };
          }),
        };
      }),
    feedSumsSheet: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { policy } = await countyPolicy(context);
        const filter = { period: query.period, states: ['applied'], limit: 2000 };
        const batches = await listFeedBatches(context.tx, context.keys.county, filter);
        const rows = batches.map((batch) => {
          const cells = sumsOf(policy, batch);
          return feedSumColumns.map((column) => cells[column]);
        });
        const headings = feedSumColumns.map((column) => feedSumHeading(query.language, column));
        const bytes = await feedSums(feedSumsTitle, headings, rows);
        return { bytes, mediaType: SHEET, name: `${feedSumsTitle}-${query.period}.xlsx` };
      }),
    saveFeedContact: ({ params, body }, caller) => {
      const input = { ...params, name: body.name, phone: body.phone };
      const call = { kind: 'save-feed-contact', requestId: body.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, async ({ tx, keys, actor, now }) => {
        await saveContact(tx, keys, { ...input, by: actor.account, at: now.at });
        return { department: params.department };
      });
    },
    async createDepartmentKey({ params, body }, caller) {
      const input = { ...params, label: body.label };
      const call = { kind: 'create-department-key', requestId: body.requestId, input };
      // The secret is shown once: the answer that is kept for a retry does not hold it.
      let secret = '';
      const { id } = await runCommand(runner, caller.actor, caller.now, call, async (context) => {
        const made = await createDepartmentKey(context, input);
        secret = made.secret;
        return { id: made.id };
      });
      return { id, key: keyName(caller.actor.county ?? 0, id), secret };
    },
    revokeDepartmentKey: ({ params, body }, caller) => {
      const call = { kind: 'revoke-department-key', requestId: body.requestId, input: params };
      return runCommand(runner, caller.actor, caller.now, call, revokeKey);
    },
  };
}

/** One batch as it adds up; what was not counted then stays empty. */
function sumsOf(policy: Policy, batch: FeedBatchRow): Readonly<Record<FeedSumColumn, string | number>> {
  const { rows, accepted, rejected, duplicate, people, outcomes } = countsOf(batch);
  return {
    department: officeLabel(policy, batch.department ?? ''),
    feed: labelOf(policy, batch.feed),
    period: batch.period ?? '',
    file: batch.file_name,
    receipt: batch.receipt_no ?? '',
    on: batch.applied_on ?? '',
    daysLate: batch.applied_on === null ? '' : (daysLateOf(batch.due_on, batch.applied_on) ?? ''),
    ...{ rows, accepted, rejected, duplicate },
    matched: people?.matched ?? '',
    absent: people?.absent ?? '',
    ...outcomes,
  };
}
