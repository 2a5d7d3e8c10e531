import type { ClockAnswer } from '#domain/duties/clock-answer.ts';
import { eventName } from '#domain/duties/clock-event.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Act } from './act.ts';
import { checkFindings, gateFindings, overridingOffices } from './check-findings.ts';
import type { DayView } from './day-view.ts';
import { clockOfLimit, clocksOfStep, limitsHere } from './matter-clocks.ts';
import { recordOf, type StepRecord } from './matter-state.ts';
import { noticeFindings } from './notice-findings.ts';
import { paperFindings } from './paper-findings.ts';
import { type Finding, finding, need, type Refusal, refusal } from './refusal.ts';
import { resultFindings, sampleFindings } from './result-findings.ts';
import { factsInRule } from './rule-facts.ts';
import type { Task } from './step-graph.ts';
import { blockersOf, standingOf } from './step-standing.ts';
import { mayDoStep, officesNow } from './who-may.ts';

/** A step tried: its beginning or its end, by an act, or (`act` null) by nobody yet, to see whether it is open. */
export interface Attempt {
  readonly view: DayView;
  readonly task: Task;
  readonly record: StepRecord;
  readonly moment: 'begin' | 'finish';
  readonly act: Act | null;
}

export function attemptOn(view: DayView, task: Task, moment: 'begin' | 'finish', act: Act | null): Attempt {
  return { view, task, record: recordOf(view.state, task.step.id), moment, act };
}

/** Everything against the attempt, in the order the language lists the reasons. */
export function stepFindings(attempt: Attempt): readonly Finding[] {
  const { view, task, moment, act } = attempt;
  const finishes = moment === 'finish';
  // Checks about the act are asked when the step is finished; at its beginning only what is already known counts.
  const checks = checkFindings(view, task.step, act);
  const atBegin = checks.filter(({ refusal: { missing } }) => !missing.some((name) => name.startsWith('act.')));
  return [
    ...endedOrHeld(attempt),
    ...applicable(attempt),
    ...alreadyDone(attempt),
    ...predecessors(attempt),
    ...who(attempt),
    ...(finishes ? signersAndSeal(attempt) : []),
    ...(finishes ? paperFindings(view, task.step, act) : []),
    ...otherPersons(attempt),
    ...noticeFindings(attempt),
    ...dates(attempt),
    ...(finishes ? resultFindings(attempt) : []),
    ...(finishes ? checks : atBegin.filter(({ kind }) => kind !== 'need')),
    ...gateFindings(view, task.step, act, 'step'),
    ...limitsPassed(attempt),
  ];
}

function endedOrHeld({ view, task: { step }, act }: Attempt): Finding[] {
  const { ended, holds, setting } = view.state;
  const found: Finding[] = [];
  const batch = act?.values['batch'];
  if (setting.procedure.batch === 'forbidden' && batch !== undefined && batch !== false && batch !== null) {
    found.push(finding(refusal(step.id, 'batch-forbidden', setting.procedure)));
  }
  if (ended !== null && !ended.stillDue.includes(step.id)) found.push(finding(refusal(step.id, 'matter-ended', step)));
  for (const hold of holds.filter((each) => each.liftedOn === null)) {
    const rule = setting.procedure.holds.find((each) => each.id === hold.id);
    if (rule !== undefined && rule.blocks !== 'any' && !rule.blocks.includes(step.id)) continue;
    const offices = officesNow(view, rule?.liftedBy);
    const opensWhen = { lift: hold.id, ...(offices.length === 0 ? {} : { offices }) };
    found.push(finding(refusal(step.id, 'held', rule ?? step, { opensWhen })));
  }
  return found;
}

function applicable({ view, task: { step, route } }: Attempt): Finding[] {
  if (route !== null && view.state.routes[route.id] === undefined) {
    return [finding(refusal(step.id, 'route-not-open', step, { opensWhen: { route: route.id } }))];
  }
  const where = standingOf(view, step.id);
  if (where.kind === 'unknown') {
    const opensWhen = { facts: where.missing };
    return [finding(refusal(step.id, 'condition-unknown', step, { missing: where.missing, opensWhen }))];
  }
  if (where.kind !== 'away') return [];
  if (where.why !== 'exempt' && where.why !== 'reused') return [finding(refusal(step.id, 'not-applicable', step))];
  const clause = step.exempt ?? step.reuse ?? step;
  const again = refusal(step.id, 'exempt-already', clause, { strength: 'principle', opensWhen: { reason: true } });
  return [finding(again)];
}

function alreadyDone({ task: { step }, record, moment }: Attempt): Finding[] {
  const repeats = step.repeat && !step.once;
  if (record.doneOn !== null && !repeats) return [finding(refusal(step.id, 'already-done', step))];
  if (moment === 'begin' && record.begunOn !== null && record.doneOn === null) {
    return [finding(refusal(step.id, 'already-begun', step))];
  }
  return [];
}

function predecessors(attempt: Attempt): Finding[] {
  const { view, task } = attempt;
  const { step } = task;
  const steps = blockersOf(view, step);
  const waits =
    steps.length === 0 ? [] : [finding(refusal(step.id, 'waits-for-steps', step, { opensWhen: { steps } }))];
  return [...waits, ...sampleFindings(attempt)];
}

function who({ view, task: { step }, record, act }: Attempt): Finding[] {
  const offices = (act?.by ?? []).map((by) => by.office);
  const answer = mayDoStep(view, step, record, offices);
  const now = officesNow(view, step.by, step, record);
  // Where nobody's condition holds, the facts it rests on say who would come to act.
  const rests = now.length > 0 ? [] : (step.by?.choices ?? []).flatMap(({ when }) => factsInRule(when ?? ''));
  const wanted = { opensWhen: { offices: now, ...(rests.length === 0 ? {} : { facts: [...new Set(rests)] }) } };
  switch (answer.kind) {
    case 'yes':
      return [];
    case 'reason': {
      const asked = { strength: 'principle' as const, opensWhen: { ...wanted.opensWhen, reason: true as const } };
      return [finding(refusal(step.id, 'wrong-office', step, asked))];
    }
    case 'unknown': {
      const { missing } = answer;
      return [finding(refusal(step.id, 'office-unknown', step, { missing, opensWhen: { facts: missing } }))];
    }
    case 'no': {
      const overriding = act === null ? [] : overridingOffices(view, step, act);
      if (answer.code === 'wrong-office' && offices.some((office) => overriding.includes(office))) return [];
      return [finding(refusal(step.id, answer.code, step, wanted))];
    }
  }
}

function signersAndSeal({ task: { step }, act }: Attempt): Finding[] {
  const found: Finding[] = [];
  const signed = act?.signers ?? [];
  const absent = step.signers.filter(({ role }) => !signed.some((signer) => signer.role === role));
  for (const { role } of absent) found.push(need(`signers.${role}`, refusal(step.id, 'signers-missing', step)));
  const persons = signed.flatMap(({ person }) => (person === undefined ? [] : [person]));
  if (step.distinct && new Set(persons).size < persons.length) {
    found.push(finding(refusal(step.id, 'signers-not-distinct', step)));
  }
  const sealed = act?.seal !== undefined || act?.values['盖章'] === true;
  if (step.seal !== undefined && !sealed) found.push(need('seal', refusal(step.id, 'seal-missing', step)));
  // An act that says which papers it brings must bring all of them; one that says nothing is not asked.
  const brought = act?.values['papers'];
  const lacking = Array.isArray(brought) ? step.papers.filter((paper) => !brought.includes(paper)) : [];
  if (lacking.length > 0) found.push(finding(refusal(step.id, 'papers-missing', step, { missing: lacking })));
  return found;
}

/** Whoever acted on one of the steps named may not act here: one confirms, another one checks. */
function otherPersons({ view, task: { step }, act }: Attempt): Finding[] {
  if (step.distinctFrom.length === 0) return [];
  const persons = [...(act?.by ?? []), ...(act?.signers ?? [])].flatMap(({ person }) => person ?? []);
  const before = step.distinctFrom.flatMap((id) => recordOf(view.state, id).persons);
  if (persons.length === 0) {
    return before.length === 0 ? [] : [need('person', refusal(step.id, 'person-missing', step))];
  }
  return persons.some((person) => before.includes(person))
    ? [finding(refusal(step.id, 'person-not-distinct', step))]
    : [];
}

function dates(attempt: Attempt): Finding[] {
  const { view, task, record, moment } = attempt;
  const { step } = task;
  const found: Finding[] = [];
  for (const { answer } of clocksOfStep(view, step)) {
    if (answer.clock === 'lasts') found.push(...lasting(attempt, answer));
    if (answer.clock === 'not-before') found.push(...tooEarly(attempt, answer));
  }
  const pending = record.objections.some((objection) => objection.settledOn === null);
  if (moment === 'finish' && pending && step.objections?.pending === 'hold') {
    found.push(finding(refusal(step.id, 'objection-pending', step)));
  }
  return found;
}

function lasting({ view, task: { step }, record, moment, act }: Attempt, answer: ClockAnswer): Finding[] {
  const found: Finding[] = [];
  if (moment === 'finish' && record.begunOn === null && record.doneOn === null) {
    found.push(finding(refusal(step.id, 'not-begun', step, { opensWhen: { steps: [`${step.id}.begin`] } })));
  }
  if (answer.state !== 'dated') {
    if (answer.reading !== null && answer.reading.state !== 'set' && answer.reading.state !== 'provisional') {
      found.push(finding(unusable(step.id, answer, answer.reading)));
    } else if (answer.state === 'undetermined') {
      const { missing } = answer;
      found.push(finding(refusal(step.id, 'choice-open', answer, { missing, opensWhen: { facts: missing } })));
    }
    if (moment === 'begin' && act?.lasts !== undefined && answer.reading !== null && isShorter(act, answer.reading)) {
      found.push(finding(refusal(step.id, 'shorter-than-set', answer)));
    }
    return found;
  }
  if (moment === 'finish' && view.day <= answer.due && !endsEarly(step, act)) {
    const day = answer.earliestFinish ?? answer.due;
    found.push(finding(refusal(step.id, 'still-lasting', answer, { opensWhen: { day } })));
  }
  return found;
}

/** An outcome that may be said while the step still has to last. */
function endsEarly(step: Step, act: Act | null): boolean {
  const meant = act?.outcome === undefined ? undefined : step.outcomes[act.outcome];
  return meant?.kind === 'end' && meant.early === true;
}

/** Only lengths in one unit can be compared; another unit is for the calendar to decide, which takes the longer one. */
function isShorter(act: Act, { value }: ParameterReading): boolean {
  if (act.lasts === undefined || typeof value !== 'object' || value === null || !('amount' in value)) return false;
  return act.lasts.unit === value.unit && act.lasts.amount < value.amount;
}

function tooEarly({ view, task: { step } }: Attempt, answer: ClockAnswer): Finding[] {
  const { strength } = answer;
  if (strength === 'may') return [];
  const soft = strength === 'principle' ? { reason: true as const } : {};
  const late = (day: PlainDate): Refusal =>
    refusal(step.id, 'too-early', answer, { strength, opensWhen: { day, ...soft } });
  switch (answer.state) {
    case 'dated':
      return view.day < answer.due ? [finding(late(answer.due))] : [];
    case 'waits': {
      const event = answer.waitsFor.map(eventName).join(', ');
      return [finding(refusal(step.id, 'start-unknown', answer, { strength, opensWhen: { event, ...soft } }))];
    }
    case 'unset':
      return [finding(unusable(step.id, answer, answer.reading))];
    case 'undetermined': {
      const { missing } = answer;
      return [finding(refusal(step.id, 'choice-open', answer, { missing, opensWhen: { facts: missing } }))];
    }
  }
}

/** A parameter the step cannot do without, named with who may set it. */
export function unusable(
  step: string,
  of: { readonly source: Refusal['source']; readonly inferred?: string | null },
  reading: ParameterReading,
): Refusal {
  const open = reading.state === 'undetermined';
  return refusal(step, open ? 'choice-open' : 'parameter-unset', of, {
    missing: [`参数.${reading.name}`, ...reading.missing],
    opensWhen: {
      parameter: reading.name,
      setBy: reading.setBy,
      ...(reading.setByOffices.length === 0 ? {} : { offices: reading.setByOffices }),
    },
  });
}

/**
 * Limits whose last day is over while what they limit is not done: after a limit in principle every act needs a reason,
 * after a strict one acts stay possible and are stamped late. A provisional date never counts as passed.
 */
export function limitsPassed({ view, task, moment }: Attempt): Finding[] {
  const { step } = task;
  const found = limitsHere(view).flatMap((limit): Finding[] => {
    const { answer, doneOn } = clockOfLimit(view, limit);
    if (doneOn !== null || answer.state !== 'dated' || answer.provisional || view.day <= answer.due) return [];
    const soft = limit.strength === 'principle';
    const strength = soft ? 'principle' : 'must';
    const opensWhen = soft ? { reason: true as const } : {};
    const passed = refusal(step.id, 'limit-passed', answer, { strength, opensWhen });
    return [{ kind: soft ? 'reason' : 'warning', refusal: passed }];
  });
  const own = clocksOfStep(view, step).find(({ key }) => key === (moment === 'begin' ? `${step.id}.begin` : step.id));
  const answer = own?.answer;
  const counts = answer?.state === 'dated' && !answer.provisional && answer.informational !== true;
  const late = counts && view.day > answer.due;
  if (late && own !== undefined) found.push({ kind: 'warning', refusal: refusal(step.id, 'step-late', own.answer) });
  return found;
}
