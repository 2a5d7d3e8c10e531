import type { CommandContext } from '#commands/command-context.ts';
import { countyPolicy } from '#commands/feed-batch.ts';
import { pushLists, pushSlot, signPush } from '#commands/push-lists.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { PushList } from '#contract/pushes.ts';
import { feedSums } from '#documents/feed-sums.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Slot } from '#domain/duties/duty-slots.ts';
import { type PushDuty, pushDuties, pushedTo } from '#domain/duties/push-duty.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findPushList, listPushLists, listPushRows, type PushListRow } from '#store/push-lists.ts';
import { pushEventText, pushSheetWords } from '#words/push-sheet-words.ts';
import { dueOfRow } from './due-presenter.ts';
import { officeLabel } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

type PushHandlers = Pick<Handlers, 'listPushes' | 'makePushes' | 'getPush' | 'pushSheet' | 'signPush'>;

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MONTHS = 12;

/** 对象推送 and 收到的对象名单. */
export function pushHandlers({ runner, calendar }: Services): PushHandlers {
  return {
    listPushes: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { policy } = await countyPolicy(context);
        const since = monthOf(addMonths(caller.now.today, -MONTHS));
        const rows = await listPushLists(context.tx, context.keys.county, { from: since });
        const own = caller.actor.department;
        const lists = rows.map((row) => presentList(policy, row, own));
        return {
          owed: own === null ? owedOf(context, policy, calendar(), rows) : [],
          lists,
          unsigned: rows.filter((row) => row.signed_on === null && (own === null || row.department === own)).length,
        };
      }),
    async makePushes({ body }, caller) {
      const input = { duty: body.duty, period: body.period };
      const call = { kind: 'push-lists', requestId: body.requestId, input };
      const made = await runCommand(runner, caller.actor, caller.now, call, pushLists);
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { policy } = await countyPolicy(context);
        const rows = await listPushLists(context.tx, context.keys.county, input);
        const lists = rows.filter(({ id }) => made.lists.includes(id));
        return { lists: lists.map((row) => presentList(policy, row, null)) };
      });
    },
    getPush: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { policy } = await countyPolicy(context);
        const row = await listOf(context, params.id);
        const rows = await listPushRows(context.tx, context.keys, row.id);
        return {
          list: presentList(policy, row, caller.actor.department),
          columns: row.fields,
          rows: rows.map(({ no, event, on, cells }) => ({ no, event, on, cells })),
        };
      }),
    pushSheet: ({ params, query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const row = await listOf(context, params.id);
        const rows = await listPushRows(context.tx, context.keys, row.id);
        const words = pushSheetWords(query.language);
        const headings = [words.no, words.event, words.on, ...row.fields];
        const cells = rows.map(({ no, event, on, cells: own }) => [
          no,
          pushEventText(query.language, event),
          on,
          ...row.fields.map((field) => own[field] ?? words.unknown),
        ]);
        await insertAudit(context.tx, {
          county: context.keys.county,
          at: caller.now.at,
          actor: caller.actor.account,
          kind: 'export',
          subject: [`push-list:${row.id}`],
          result: 'done',
          requestId: caller.requestId,
          address: caller.address,
        });
        const bytes = await feedSums(words.title, headings, cells);
        return { bytes, mediaType: SHEET, name: `${words.title}-${row.period}-${row.receipt_no}.xlsx` };
      }),
    async signPush({ params, body }, caller) {
      const call = { kind: 'sign-push', requestId: body.requestId, input: params };
      const { id } = await runCommand(runner, caller.actor, caller.now, call, signPush);
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { policy } = await countyPolicy(context);
        return { list: presentList(policy, await listOf(context, id), caller.actor.department) };
      });
    },
  };
}

/** What the county still has to push for last month, as work on its 工作台. */
export async function pushWork(context: CommandContext, calendar: Calendar): Promise<HomeReply['work']> {
  const { policy } = await countyPolicy(context);
  const period = lastMonth(context);
  const rows = await listPushLists(context.tx, context.keys.county, { period });
  return owedOf(context, policy, calendar, rows).flatMap((owed) =>
    owed.pushed
      ? []
      : [
          {
            key: `push-${owed.duty}`,
            title: owed.label,
            village: null,
            source: owed.period,
            next: '推送',
            due: owed.due,
            to: '/pushes',
          },
        ],
  );
}

type Owed = Awaited<ReturnType<Handlers['listPushes']>>['owed'];

function owedOf(context: CommandContext, policy: Policy, calendar: Calendar, rows: readonly PushListRow[]): Owed {
  const { actor, now } = context;
  const period = lastMonth(context);
  return pushDuties(policy, now.today).flatMap((duty) => {
    const slot = pushSlot(duty, period, calendar);
    if (slot === null) return [];
    const made = rows.find((row) => row.duty === duty.id && row.period === period);
    return [
      {
        duty: duty.id,
        label: duty.label ?? duty.id,
        period,
        source: duty.source.map(({ pack, clause }) => ({ pack, clause })),
        note: duty.note ?? duty.inferred ?? null,
        due: dueOf(calendar, duty, slot, made?.made_on ?? null, now.today),
        departments: pushedTo(policy, duty).map((office) => officeLabel(policy, office)),
        fields: [...duty.push.fields],
        pushed: made !== undefined,
        may: made === undefined && actor.role === 'county-officer',
      },
    ];
  });
}

function lastMonth({ now }: CommandContext): string {
  return monthOf(addMonths(plainDate(`${monthOf(now.today)}-01`), -1));
}

function dueOf(calendar: Calendar, duty: PushDuty, slot: Slot, doneOn: PlainDate | null, today: PlainDate) {
  const [source] = duty.source;
  return dueOfRow(
    calendar,
    {
      clock: duty.id,
      step: duty.id,
      holder: duty.who,
      startOn: null,
      dueOn: slot.due,
      unit: 'day',
      why: null,
      stopOn: null,
      pausedOn: null,
      doneOn,
      clause: source === undefined ? null : { pack: source.pack, clause: source.clause },
      inferred: duty.inferred ?? null,
      calendarVersion: calendar.version,
      provisional: false,
    },
    today,
  );
}

function presentList(policy: Policy, row: PushListRow, department: string | null): PushList {
  const duty = policy.duties.find(({ id }) => id === row.duty);
  return {
    id: row.id,
    duty: row.duty,
    dutyLabel: duty?.label ?? row.duty,
    department: row.department,
    departmentLabel: officeLabel(policy, row.department),
    period: row.period,
    rows: row.rows,
    receiptNo: row.receipt_no,
    due: row.due_on,
    madeOn: row.made_on,
    madeBy: row.made_by_name,
    signed: row.signed_on === null ? null : { on: row.signed_on, by: row.signed_by_name ?? '' },
    may: { sign: row.signed_on === null && row.department === department },
  };
}

async function listOf(context: CommandContext, id: string): Promise<PushListRow> {
  const row = await findPushList(context.tx, context.keys.county, id);
  if (row === undefined) throw new AppError('not-found', { what: 'push-list' });
  return row;
}
