import type { z } from 'zod';
import type { CommandContext } from '#commands/command-context.ts';
import { readAs } from '#commands/run-command.ts';
import type { listReminders } from '#contract/reminders.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { nextWorkingDayAfter } from '#domain/calendar/working-days.ts';
import { type Reminder, reminderOf } from '#domain/duties/reminder.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listRunningDue, type RunningDue } from '#store/running-due.ts';
import { officeLabel } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf, leadWords } from './lead-presenter.ts';
import type { Services } from './services.ts';

type Reply = z.output<typeof listReminders.reply>;
type Group = Reply['groups'][number];
type Item = Group['items'][number];

/** Working days overdue from which the level above is told; the county sets it. */
const ESCALATE_AFTER = '催办升级期限';

/** 催办: whom to remind of what, without naming anybody. */
export function reminderHandlers({ runner, calendar }: Services): Pick<Handlers, 'listReminders'> {
  return {
    listReminders: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => remind(context, calendar())),
  };
}

async function remind(context: CommandContext, calendar: Calendar): Promise<Reply> {
  const { today } = context.now;
  const words = await leadWords(context);
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, today);
  const escalateAfter = daysOf(policy, today);
  const running = await listRunningDue(context.tx, context.keys.county, nextWorkingDayAfter(calendar, today));
  const groups = new Map<string, Group>();
  for (const due of running) {
    const reminder = reminderOf(calendar, due, today, escalateAfter);
    const area = areaRefOf(words.areas.get(areaToRemind(context, due)));
    if (reminder === null || area === null) continue;
    const key = `${due.holder} ${area.id}`;
    const office = { id: due.holder, label: officeLabel(policy, due.holder) };
    const group = groups.get(key) ?? { office, area, items: [] };
    groups.set(key, { ...group, items: withDue(group.items, due, reminder, labelOf(policy, due)) });
  }
  return { today, escalateAfter, groups: [...groups.values()] };
}

/** The county reminds its townships, a township its villages. */
function areaToRemind({ actor }: CommandContext, { holder, town, village }: RunningDue): number {
  return holder === 'village' && village !== null && actor.area === town ? village : town;
}

/** The work of one step counted together, told by the one that is due first. Rows come by due day. */
function withDue(items: readonly Item[], due: RunningDue, reminder: Reminder, label: string): Item[] {
  const at = items.findIndex(({ procedure, step }) => procedure === due.procedure && step === due.step);
  const before = items[at];
  const escalated = reminder.escalated ? due.matters : 0;
  if (before !== undefined) {
    return items.with(at, { ...before, n: before.n + due.matters, escalated: before.escalated + escalated });
  }
  const { state, late, unit } = reminder;
  const { procedure, step, dueOn, matters } = due;
  return [...items, { procedure, step, label, n: matters, state, due: dueOn, late, unit, escalated }];
}

function labelOf(policy: Policy, { procedure, step }: RunningDue): string {
  return policy.procedures[procedure]?.steps.find(({ id }) => id === step)?.label ?? step;
}

function daysOf(policy: Policy, today: PlainDate): number | null {
  const value = parameterOn(policy, ESCALATE_AFTER, today)?.value;
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : null;
}
