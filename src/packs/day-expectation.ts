import { dueWord } from '#domain/duties/clock-answer.ts';
import { latenessOf } from '#domain/duties/lateness.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import { type MatterAnswer, waitsForWords } from '#domain/procedures/ask-matter.ts';
import { findConflicts } from '#domain/procedures/find-conflicts.ts';
import { stateOn } from '#domain/procedures/try-act.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { countedFaults } from './counted-days.ts';
import { type Difference, matchList, matchReasons, matchValue, reasonOf } from './match-expectation.ts';
import { answerOn, type Replay } from './replay-case.ts';

/** Differences between what a case expects of a day and the answer; lists are exact, maps name what is compared. */
export function dayDifferences(replay: Replay, on: PlainDate, expect: CaseMap): readonly Difference[] {
  const answer = answerOn(replay, on);
  return Object.entries(expect).flatMap(([key, value]) => {
    switch (key) {
      case 'open':
        return matchOpen(replay, answer, value);
      case 'waiting':
        return matchWaiting(answer, value);
      case 'refused':
        return matchReasons(
          'refused',
          value,
          { needed: answer.refused.map(reasonOf), optional: [] },
          replay.setting.policy,
        );
      case 'due':
        return matchDue(answer, value);
      case 'owed':
        return matchList('owed', value, answer.owed);
      case 'state':
        return matchStates(answer, value);
      case 'plan':
        return matchPlan(answer, value);
      case 'effective':
        return matchValue('effective', value, isWritten(value) ? (answer.effective?.on ?? null) : answer.effective);
      case 'ended':
        return typeof value === 'boolean'
          ? matchValue('ended', value, answer.ended !== null)
          : matchValue('ended', value, isWritten(value) ? (answer.ended?.state ?? null) : answer.ended);
      case 'counted':
        return countedFaults(replay, answer, value);
      case 'needs':
        return matchNeeds(answer, value);
      case 'deemed':
        return matchMap('deemed', value, Object.assign({}, ...answer.overdue.map(({ effect }) => effect.deemed)));
      case 'lapse':
        return matchMap(
          'lapse',
          value,
          Object.fromEntries(answer.overdue.map(({ step, effect }) => [step, effect.lapse?.days ?? 0])),
        );
      case 'overdue':
        return matchList('overdue', value, lateClocks(replay, answer));
      case 'routes':
        return matchMap('routes', value, Object.fromEntries(answer.routes.map(({ id, state }) => [id, state])));
      case 'holds':
        return matchList(
          'holds',
          value,
          answer.holds.map(({ id }) => id),
        );
      case 'status':
        return matchValue('status', value, answer.effective?.status ?? null);
      case 'episode':
        return matchValue('episode', value, answer.effective?.episode ?? null);
      case 'counts-as':
        return matchValue('counts-as', value, answer.effective?.countsAs ?? null);
      case 'conflicts':
        return matchList(
          'conflicts',
          value,
          conflictsOn(replay, on).map(({ seq }) => String(seq)),
        );
      case 'helped-ahead':
        return matchList(
          'helped-ahead',
          value,
          answer.helpedAhead.map((help) => help.id),
        );
      default:
        return [{ path: key, expected: 'a key of the answer', found: 'unknown' }];
    }
  });
}

/** Keys named are compared; an empty map expects an empty answer. */
function matchMap(path: string, value: CaseValue, found: Readonly<Record<string, unknown>>): Difference[] {
  const entries = entriesOf(value);
  if (entries.length === 0) return matchList(path, [], Object.keys(found));
  return entriesOf(value).flatMap(([key, expected]) => matchValue(`${path}.${key}`, expected, found[key] ?? null));
}

/** Clocks whose day is over while what they stop at is not done. */
function lateClocks({ setting }: Replay, answer: MatterAnswer): readonly string[] {
  return answer.clocks
    .filter(({ answer: clock, doneOn }) => latenessOf(setting.calendar, clock, answer.on, doneOn).state === 'overdue')
    .filter(({ answer: { clock } }) => clock !== 'lasts' && clock !== 'not-before')
    .map(({ key }) => key);
}

function conflictsOn({ state }: Replay, on: PlainDate): ReturnType<typeof findConflicts> {
  return findConflicts(stateOn(state, on));
}

function isWritten(value: CaseValue): boolean {
  return typeof value === 'string' || value === null;
}

/** Gates of open routes, and whether a step begins or ends, need not be told apart in a list that names none. */
function matchOpen(replay: Replay, answer: MatterAnswer, value: CaseValue): Difference[] {
  const gates = new Set(replay.setting.procedure.routes.flatMap((route) => route.gates.map((gate) => gate.id)));
  const wanted = Array.isArray(value) ? value.map(stepName) : [];
  const namesGates = wanted.some((name) => gates.has(name));
  const found = answer.open
    .filter((each) => namesGates || !gates.has(each.step))
    .map((each) => (wanted.includes(`${each.step}.${each.moment}`) ? `${each.step}.${each.moment}` : each.step));
  return matchList('open', value, found);
}

function stepName(entry: CaseValue): string {
  return typeof entry === 'object' && entry !== null && 'step' in entry ? String(entry.step) : String(entry);
}

/** Entries as a step id, or as `{step, for}` where `for` must be among what is waited for. */
function matchWaiting(answer: MatterAnswer, value: CaseValue): Difference[] {
  const list = Array.isArray(value) ? value : [];
  const names = matchList(
    'waiting',
    value,
    answer.waiting.map((each) => each.step),
  );
  const reasons = list.flatMap((entry: CaseValue) => {
    if (typeof entry !== 'object' || entry === null || !('for' in entry)) return [];
    const found = answer.waiting.find((each) => each.step === stepName(entry));
    const words = found === undefined ? [] : waitsForWords(found.for);
    const wanted = Array.isArray(entry.for) ? entry.for.map(String) : [String(entry.for)];
    return wanted.every((word) => words.includes(word))
      ? []
      : [{ path: `waiting.${stepName(entry)}`, expected: wanted, found: words }];
  });
  return [...names, ...reasons];
}

/** A clock may be told by its date or as provisional; clocks not named are not compared. */
function matchDue(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([key, expected]) => {
    const clock = answer.clocks.find((each) => each.key === key);
    if (clock === undefined) return expected === null ? [] : [{ path: `due.${key}`, expected, found: 'no such clock' }];
    const words = [dueWord(clock.answer), ...(clock.answer.state === 'dated' ? [clock.answer.due] : [])];
    return words.some((word) => word === String(expected).replace(/^(waits|unset):\s+/, '$1:'))
      ? []
      : [{ path: `due.${key}`, expected, found: words[0] }];
  });
}

function matchStates(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([step, expected]): Difference[] => {
    const found = answer.steps[step];
    if (found === undefined) return [{ path: `state.${step}`, expected, found: 'no such step' }];
    const words: string[] = [found.state];
    if (found.outcome !== null) words.push(found.outcome);
    if (found.owed) words.push('owed');
    if (found.timesVoided > 0 && found.doneOn === null && found.begunOn === null) words.push('voided');
    return words.includes(String(expected)) ? [] : [{ path: `state.${step}`, expected, found: words }];
  });
}

/** `{latest-begin: {step: date}}` over all running limits (the earliest day counts), or `{step: date}`. */
function matchPlan(answer: MatterAnswer, value: CaseValue): Difference[] {
  const inner = entriesOf(value).find(([key]) => key === 'latest-begin')?.[1] ?? value;
  const lines = answer.plan.flatMap(({ plan }) => plan.lines);
  const asked = entriesOf(value).filter(([key]) => ['used', 'left', 'slack', 'levels', 'warnings'].includes(key));
  if (asked.length > 0) return asked.flatMap(([key, expected]) => matchPlanKey(answer, key, expected));
  if (typeof inner !== 'object' || inner === null) {
    const begins = lines
      .filter((line) => line.lasts !== null)
      .map((line) => line.latestBegin)
      .toSorted();
    return matchValue('plan', inner, begins[0] ?? null);
  }
  return entriesOf(inner).flatMap(([step, expected]): Difference[] => {
    const days = lines
      .filter((line) => line.step === step)
      .map((line) => line.latestBegin)
      .toSorted();
    return matchValue(`plan.${step}`, expected, days[0] ?? null);
  });
}

/** `used` and `left` by limit, `slack` by step, `levels` (days so far) by level, `warnings` by step; over all running limits. */
function matchPlanKey(answer: MatterAnswer, key: string, value: CaseValue): Difference[] {
  const all = answer.plan;
  const found: Readonly<Record<string, unknown>> = Object.fromEntries(
    {
      used: all.map(({ limit, total }) => [limit, total.used]),
      left: all.map(({ limit, total }) => [limit, total.left]),
      slack: all.flatMap(({ plan }) => plan.lines.map(({ step, slackDays }) => [step, slackDays])),
      levels: all.flatMap(({ used }) => used.map(({ level, days }) => [level, days])),
      warnings: all.flatMap(({ warnings }) => warnings.map(({ step, kind }) => [step, kind])),
    }[key] ?? [],
  );
  return matchMap(`plan.${key}`, value, found);
}

function matchNeeds(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([step, expected]) =>
    matchList(`needs.${step}`, expected, answer.open.find((each) => each.step === step)?.needs ?? []),
  );
}

function entriesOf(value: CaseValue): readonly (readonly [string, CaseValue])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
