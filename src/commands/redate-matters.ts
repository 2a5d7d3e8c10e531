import { clocksHangingOn } from '#domain/policy/clocks-hanging-on.ts';
import { projectMatter } from '#domain/procedures/project-matter.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type ClockRow, listClocks, listMatters } from '#store/matters.ts';
import { listMattersWaitingOn } from '#store/running-clocks.ts';
import type { CommandContext } from './command-context.ts';
import { loadMatter, saveProjection } from './matter-file.ts';

/** A due day that is another one now. null: without a date. */
export interface MovedClock {
  readonly matter: string;
  readonly no: string;
  readonly procedure: string;
  readonly clock: string;
  readonly step: string;
  readonly before: PlainDate | null;
  readonly after: PlainDate | null;
}

/**
 * Reckons the open clocks of the running matters again, after a value or the calendar has changed. With `parameter` only
 * matters whose clocks hang on it are looked at. `write` stores the new days; without it nothing is written, for looking
 * ahead. Finished clocks keep the day they were judged by.
 */
export async function redateMatters(
  context: CommandContext,
  { parameter, write }: { readonly parameter?: string; readonly write: boolean },
): Promise<{ looked: number; moved: readonly MovedClock[] }> {
  const { county } = context.keys;
  const open = await listMatters(context.tx, county, { open: true });
  const asked =
    parameter === undefined
      ? undefined
      : await listMattersWaitingOn(context.tx, await clocksOf(context, parameter), parameter);
  const rows = asked === undefined ? open : open.filter(({ matter }) => asked.has(matter));
  const moved: MovedClock[] = [];
  for (const row of rows) {
    const stored = await listClocks(context.tx, county, row.matter);
    const file = await loadMatter(context, row.matter);
    const head = { household: row.household, town: null, village: null, channel: row.channel };
    const { clocks } = projectMatter(file.state, context.now.today, head);
    const changed = clocks.flatMap((clock): MovedClock[] => {
      const before = stored.find((each) => each.clock === clock.clock);
      if (before === undefined || clock.doneOn !== null || before.dueOn === clock.dueOn) return [];
      const { no, procedure, matter } = row;
      return [
        { matter, no, procedure, clock: clock.clock, step: clock.step, before: before.dueOn, after: clock.dueOn },
      ];
    });
    if (write && (changed.length > 0 || isOfOtherCalendar(stored, clocks))) await saveProjection(context, file);
    moved.push(...changed);
  }
  return { looked: rows.length, moved };
}

function isOfOtherCalendar(
  stored: readonly ClockRow[],
  clocks: readonly { readonly clock: string; readonly calendarVersion: string }[],
): boolean {
  return clocks.some(
    ({ clock, calendarVersion }) => stored.find((each) => each.clock === clock)?.calendarVersion !== calendarVersion,
  );
}

/** Steps and limits whose time is this parameter's, in the rules of the actor's area. */
async function clocksOf(context: CommandContext, parameter: string): Promise<string[]> {
  const { actor, now } = context;
  if (actor.area === null) return [];
  const { policy } = await context.policy.inForce(context.tx, actor.area, now.today);
  return clocksHangingOn(policy, parameter);
}
