import { addTerm, latestStart } from '#domain/calendar/add-term.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { rollDay, workingDaysBetween } from '#domain/calendar/working-days.ts';
import type { TermValue } from '#domain/policy/pack-shape.ts';
import type { After } from '#domain/policy/procedure-shape.ts';
import { addDays, daysBetween, type PlainDate } from '#domain/values/plain-date.ts';

/** A step as the plan sees it. Steps that do not apply are given too: they take no time and pass the order on. */
export interface PlanStep {
  readonly id: string;
  readonly after: readonly After[];
  /** Minimum duration; null for none, `unknown` while its value is unset or undetermined. */
  readonly lasts: TermValue | null | 'unknown';
  /** Level whose office acts; null when unknown. */
  readonly level: string | null;
  readonly begunOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
}

/** What a limit leaves for one step that is not done yet. */
export interface PlanLine {
  readonly step: string;
  readonly level: string | null;
  readonly lasts: TermValue | null;
  /** Last day the step may begin on; a rest day is possible, see `actBy`. */
  readonly latestBegin: PlainDate;
  readonly latestDone: PlainDate;
  /** Last working day on or before `latestBegin`. */
  readonly actBy: PlainDate;
  /** Days the beginning may still be put off, from the earliest possible one; negative: the limit cannot be kept. */
  readonly slackDays: number;
  readonly slackWorkingDays: number;
  /** True when a rest of the way goes beyond the published calendar. */
  readonly provisional: boolean;
}

export interface BackwardPlan {
  readonly due: PlainDate;
  /** In the order the steps were given. Steps already done, and steps not on the way to the limit's end, are left out. */
  readonly lines: readonly PlanLine[];
  /** Smallest slack on the way; null when nothing is left to do. */
  readonly slackDays: number | null;
  /** Smallest slack among each level's steps. */
  readonly levels: readonly { readonly level: string; readonly slackDays: number }[];
  /** Steps whose duration is not known: every latest day before them is too late by that duration. */
  readonly unknown: readonly string[];
}

/**
 * Counts back from the last day of a limit over the steps that lead to `to`: when each must begin at the latest, and
 * how much room is left from `today` on. A step without `lasts` takes no day of its own: several may follow on one day;
 * a step that lasts begins so early that the day after its last day is still in time.
 */
export function planBackwards(
  calendar: Calendar,
  steps: readonly PlanStep[],
  limit: { readonly due: PlainDate; readonly to: string },
  today: PlainDate,
): BackwardPlan {
  const onTheWay = leadingTo(steps, limit.to);
  const open = onTheWay.filter((step) => step.doneOn === null);
  const latest = latestDays(calendar, open, limit.due);
  const earliest = earliestBegins(calendar, onTheWay, today);
  const lines = open.map((step): PlanLine => {
    const { begin, done, provisional } = latest.get(step.id) ?? {
      begin: limit.due,
      done: limit.due,
      provisional: false,
    };
    const possible = earliest.get(step.id) ?? today;
    return {
      step: step.id,
      level: step.level,
      lasts: step.lasts === 'unknown' ? null : step.lasts,
      latestBegin: begin,
      latestDone: done,
      actBy: rollDay(calendar, begin, 'previous'),
      slackDays: daysBetween(possible, begin),
      slackWorkingDays: workingDaysBetween(calendar, possible, begin),
      provisional,
    };
  });
  return {
    due: limit.due,
    lines,
    slackDays: lines.length === 0 ? null : Math.min(...lines.map((line) => line.slackDays)),
    levels: slackByLevel(lines),
    unknown: open.filter((step) => step.lasts === 'unknown').map((step) => step.id),
  };
}

interface LatestDays {
  readonly begin: PlainDate;
  readonly done: PlainDate;
  readonly provisional: boolean;
}

/** Latest days of the open steps, each bounded by the latest beginning of every step that follows it. */
function latestDays(calendar: Calendar, open: readonly PlanStep[], due: PlainDate): Map<string, LatestDays> {
  const found = new Map<string, LatestDays>();
  const daysOf = (step: PlanStep, path: readonly string[]): LatestDays => {
    const known = found.get(step.id);
    if (known !== undefined) return known;
    if (path.includes(step.id)) throw new RangeError(`steps in a circle: ${[...path, step.id].join(' > ')}`);
    const next = open
      .filter((other) => namesOf(other).includes(step.id))
      .map((other) => daysOf(other, [...path, step.id]));
    const done = earliestOf([due, ...next.map((each) => each.begin)]);
    const own = latestBegin(calendar, step, done);
    const days = { ...own, done, provisional: own.provisional || next.some((each) => each.provisional) };
    found.set(step.id, days);
    return days;
  };
  for (const step of open) daysOf(step, []);
  return found;
}

function latestBegin(calendar: Calendar, step: PlanStep, done: PlainDate): { begin: PlainDate; provisional: boolean } {
  if (step.lasts === null || step.lasts === 'unknown') return { begin: done, provisional: false };
  const { start, provisional } = latestStart(calendar, addDays(done, -1), step.lasts);
  return { begin: start, provisional };
}

/** Earliest day each open step may begin: its own beginning when begun, else today or the end of what comes before. */
function earliestBegins(calendar: Calendar, steps: readonly PlanStep[], today: PlainDate): Map<string, PlainDate> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const begins = new Map<string, PlainDate>();
  const beginOf = (step: PlanStep): PlainDate => {
    const known = begins.get(step.id);
    if (known !== undefined) return known;
    const ends = step.after.map((entry) => {
      const each = idsOf(entry).flatMap((id) => byId.get(id) ?? []);
      if (each.length === 0) return today;
      return typeof entry === 'string' ? latestOf(each.map(endOf)) : earliestOf(each.map(endOf));
    });
    const begin = step.begunOn ?? latestOf([today, ...ends]);
    begins.set(step.id, begin);
    return begin;
  };
  const endOf = (step: PlanStep): PlainDate => {
    if (step.doneOn !== null) return step.doneOn;
    const begin = beginOf(step);
    if (step.lasts === null || step.lasts === 'unknown') return latestOf([begin, today]);
    return latestOf([addDays(addTerm(calendar, begin, step.lasts).due, 1), today]);
  };
  for (const step of steps) if (step.doneOn === null) beginOf(step);
  return begins;
}

/** `to` and every step it waits for, directly or through others, in the order given. */
function leadingTo(steps: readonly PlanStep[], to: string): PlanStep[] {
  const wanted = new Set([to]);
  for (let before = 0; before !== wanted.size; ) {
    before = wanted.size;
    for (const step of steps) if (wanted.has(step.id)) for (const name of namesOf(step)) wanted.add(name);
  }
  return steps.filter((step) => wanted.has(step.id));
}

function namesOf(step: PlanStep): readonly string[] {
  return step.after.flatMap(idsOf);
}

function idsOf(entry: After): readonly string[] {
  return typeof entry === 'string' ? [entry] : entry.any;
}

function slackByLevel(lines: readonly PlanLine[]): { level: string; slackDays: number }[] {
  const least = new Map<string, number>();
  for (const { level, slackDays } of lines) {
    if (level !== null) least.set(level, Math.min(slackDays, least.get(level) ?? slackDays));
  }
  return [...least].map(([level, slackDays]) => ({ level, slackDays }));
}

function earliestOf(days: readonly PlainDate[]): PlainDate {
  return sorted(days).at(0) as PlainDate;
}

function latestOf(days: readonly PlainDate[]): PlainDate {
  return sorted(days).at(-1) as PlainDate;
}

function sorted(days: readonly PlainDate[]): PlainDate[] {
  if (days.length === 0) throw new RangeError('no days to compare');
  return days.toSorted();
}
