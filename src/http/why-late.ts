import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import { engineAct, loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { readAs } from '#commands/run-command.ts';
import { type Calendar, isWorkingDay } from '#domain/calendar/calendar.ts';
import { daysByLevel, type Stretch } from '#domain/duties/days-by-level.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import { accountNames } from '#store/account-names.ts';
import type { Handlers } from './handler.ts';
import { presentLeads } from './lead-presenter.ts';
import type { Services } from './services.ts';

/** 逾期追因: with whom a lead lay for how long. */
export function whyLateHandlers({ runner, calendar }: Services): Pick<Handlers, 'whyLate'> {
  return {
    whyLate: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentWhyLate(context, calendar(), params.id)),
  };
}

/** A stretch of a lead's life: until `to` it waited for the step `what`, which this office had to do. */
interface Lay extends Stretch {
  readonly what: string;
  readonly actor: string | null;
}

async function presentWhyLate(context: CommandContext, calendar: Calendar, id: string) {
  const file = await loadMatter(context, id);
  const [line] = (await presentLeads(context, calendar, { matters: [id] })).lines;
  if (!line) throw new AppError('not-found', { what: 'lead' });
  const { today } = context.now;
  const lays = laysOf(file, line.next.label);
  const names = await accountNames(context.tx, [...new Set(lays.flatMap(({ actor }) => actor ?? []))]);
  return {
    line,
    stretches: lays.map((lay) => ({
      holder: lay.level,
      what: lay.what,
      from: lay.from,
      to: lay.to,
      ...lengthOf(calendar, lay, today),
      by: lay.actor === null ? '' : (names.get(lay.actor) ?? ''),
    })),
    totals: daysByLevel(calendar, lays, today).map(({ level, days, workingDays }) => ({
      holder: level,
      workingDays,
      daysOff: days - workingDays,
    })),
    clauses: line.due.source ?? [],
  };
}

/** From each step that was done to the next; the last stretch lies with whoever has to act now. */
function laysOf(file: MatterFile, next: string): Lay[] {
  const { policy, procedure } = file.state.setting;
  const office = (step: string): string => {
    const named = procedure.steps.find((each) => each.id === step)?.by?.choices[0]?.office ?? 'township';
    return policy.terms.offices.find((each) => each.id === named)?.kinds[0] ?? named;
  };
  const label = (step: string): string => procedure.steps.find((each) => each.id === step)?.label ?? step;
  const steps = new Set<string>(procedure.steps.map((step) => step.id));
  const done = file.acts
    .slice(1)
    .filter((act) => steps.has(act.kind))
    .map((act) => ({ kind: act.kind, on: engineAct(act).on, actor: act.actor }));
  const found = file.opening.events['lead.found'] ?? file.opening.openedOn;
  const lays: Lay[] = [];
  let from: PlainDate = found;
  for (const act of done) {
    lays.push({ level: office(act.kind), what: label(act.kind), from, to: act.on, actor: act.actor });
    from = act.on;
  }
  if (file.state.ended !== null) return lays;
  const open = file.row.openSteps[0] ?? leadSteps.receive;
  return [...lays, { level: office(open), what: next === '' ? label(open) : next, from, to: null, actor: null }];
}

function lengthOf(calendar: Calendar, { from, to }: Stretch, today: PlainDate): { days: number; workingDays: number } {
  const last = to === null || to > today ? today : to;
  let days = 0;
  let workingDays = 0;
  for (let day = addDays(from, 1); day <= last; day = addDays(day, 1)) {
    days += 1;
    if (isWorkingDay(calendar, day)) workingDays += 1;
  }
  return { days, workingDays };
}
