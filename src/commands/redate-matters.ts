import { clocksHangingOn } from '#domain/policy/clocks-hanging-on.ts';
import { projectMatter } from '#domain/procedures/project-matter.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listActsOf } from '#store/acts.ts';
import { type ClockRow, listClocksOf, listMatters, lockMatters, type MatterRow } from '#store/matters.ts';
import { listMattersWaitingOn } from '#store/running-clocks.ts';
import type { AreaRules, CommandContext } from './command-context.ts';
import { type MatterFile, matterOf, saveProjection } from './matter-file.ts';

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

/** Matters read together: many enough to ask seldom, few enough to hold. */
const AT_ONCE = 500;

/**
 * Reckons the open clocks of the running matters again, after a value or the calendar has changed. With `parameter` only
 * matters whose clocks hang on it are looked at. `write` stores the new days, and only then are matters locked, those that
 * change; without it nothing is written, for looking ahead. Finished clocks keep the day they were judged by.
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
      : await listMattersWaitingOn(context.tx, await clocksOf(context, open, parameter), parameter);
  const rows = asked === undefined ? open : open.filter(({ matter }) => asked.has(matter));
  const pinned = rulesOnce(context);
  const moved: MovedClock[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const seen = await reckon(context, rows.slice(at, at + AT_ONCE), pinned);
    const other = seen.filter(({ isOther }) => isOther).map(({ file }) => file.row.matter);
    if (!write) {
      moved.push(...seen.flatMap((each) => each.moved));
      continue;
    }
    // Read again once nobody else can act: what was seen without a lock may be over.
    for (const each of await reckon(context, await lockMatters(context.tx, county, other), pinned)) {
      await saveProjection(context, each.file);
      moved.push(...each.moved);
    }
  }
  return { looked: rows.length, moved };
}

interface Reckoned {
  readonly file: MatterFile;
  readonly moved: readonly MovedClock[];
  /** What is stored is not what the rules say now: a day, or the calendar it was counted with. */
  readonly isOther: boolean;
}

async function reckon(
  context: CommandContext,
  rows: readonly MatterRow[],
  pinned: (row: MatterRow) => Promise<AreaRules>,
): Promise<Reckoned[]> {
  const { tx, keys } = context;
  const ids = rows.map(({ matter }) => matter);
  const [acts, clocks] = [await listActsOf(tx, keys.county, ids), await listClocksOf(tx, keys.county, ids)];
  const reckoned: Reckoned[] = [];
  for (const row of rows) {
    const file = matterOf(row, acts.get(row.matter) ?? [], await pinned(row));
    reckoned.push(reckonOne(file, clocks.get(row.matter) ?? [], context.now.today));
  }
  return reckoned;
}

function reckonOne(file: MatterFile, stored: readonly ClockRow[], today: PlainDate): Reckoned {
  const { matter, no, procedure, household, channel } = file.row;
  const { clocks } = projectMatter(file.state, today, { household, town: null, village: null, channel });
  const before = new Map(stored.map((each) => [each.clock, each]));
  const moved = clocks.flatMap(({ clock, step, doneOn, dueOn }): MovedClock[] => {
    const known = before.get(clock);
    if (known === undefined || doneOn !== null || known.dueOn === dueOn) return [];
    return [{ matter, no, procedure, clock, step, before: known.dueOn, after: dueOn }];
  });
  const isRecounted = clocks.some(
    ({ clock, calendarVersion }) => before.get(clock)?.calendarVersion !== calendarVersion,
  );
  return { file, moved, isOther: moved.length > 0 || isRecounted };
}

/** Pinned rules, asked once for each place, list of documents and opening day. */
function rulesOnce(context: CommandContext): (row: MatterRow) => Promise<AreaRules> {
  const known = new Map<string, Promise<AreaRules>>();
  return ({ village, town, policyHash, openedOn }) => {
    const area = village ?? town;
    const key = `${area} ${policyHash} ${openedOn}`;
    const rules = known.get(key) ?? context.policy.pinned(context.tx, area, policyHash, openedOn);
    known.set(key, rules);
    return rules;
  };
}

/** Steps and limits whose time is this parameter's, in the rules of every township with open matters. */
async function clocksOf(context: CommandContext, open: readonly MatterRow[], parameter: string): Promise<string[]> {
  const clocks = new Set<string>();
  for (const town of new Set(open.map((row) => row.town))) {
    const { policy } = await context.policy.inForce(context.tx, town, context.now.today);
    for (const clock of clocksHangingOn(policy, parameter)) clocks.add(clock);
  }
  return [...clocks];
}
