import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { Route, Step, Who } from '#domain/policy/procedure-shape.ts';
import type { Act } from './act.ts';
import { checkFindings, gateFindings } from './check-findings.ts';
import { type DayView, judge } from './day-view.ts';
import { rejectedWords, upheldWords } from './fold-acts.ts';
import { clocksOfStep } from './matter-clocks.ts';
import { recordOf } from './matter-state.ts';
import { recognisedOn } from './recognition.ts';
import { type Finding, finding, need, type RefusalCode, refusal } from './refusal.ts';
import { unsetCount } from './result-findings.ts';
import { unusable } from './step-findings.ts';
import { asksMembers, blockersOf, hasRecordOfHousehold, scopeOf, standingOf } from './step-standing.ts';
import { mayAct, officesNow } from './who-may.ts';

/** Everything against an act that is no step: events, routes, objections, holds, waivers, corrections. */
export function engineActFindings(view: DayView, act: Act): readonly Finding[] {
  const over =
    view.state.ended !== null && !['correct', 'annul', 'event', 'lift'].includes(act.kind) && !isAppeal(view, act);
  return [...(over ? [against(view, act, 'matter-ended')] : []), ...specific(view, act)];
}

function specific(view: DayView, act: Act): readonly Finding[] {
  switch (act.kind) {
    case 'event':
      return act.target === undefined ? [against(view, act, 'unknown-act')] : [];
    case 'route':
      return routeFindings(view, act);
    case 'object':
      return objectFindings(view, act);
    case 'settle':
      return settleFindings(view, act);
    case 'hold':
    case 'lift':
      return holdFindings(view, act);
    case 'choose':
      return chooseFindings(view, act);
    case 'return':
      return act.target !== undefined && !view.tasks.has(act.target)
        ? [against(view, act, 'unknown-act')]
        : reasonFindings(view, act);
    case 'annul':
      return view.state.acts.some((each) => each.seq === act.targetSeq)
        ? reasonFindings(view, act)
        : [against(view, act, 'unknown-act')];
    case 'correct':
    case 'policy-moved':
      return reasonFindings(view, act);
    default:
      return [];
  }
}

/** A measure is given to a household on the register, or under an open route that allows it once its gates are passed. */
export function helpFindings(view: DayView, act: Act): readonly Finding[] {
  const help = view.state.setting.procedure.helps.find((each) => each.id === act.kind);
  if (help === undefined) return [against(view, act, 'unknown-act')];
  const found: Finding[] = [];
  const applies = judge(view, help.when);
  if (applies.value !== 'yes') {
    const { missing } = applies;
    const code = applies.value === 'no' ? 'not-applicable' : 'condition-unknown';
    found.push(finding(refusal(help.id, code, help, { missing, opensWhen: { facts: missing } })));
  }
  found.push(...whoFindings(view, help.by, act, help.id, help.source));
  const recognised = recognisedOn(view);
  if (help.only.length > 0 && !(help.only.includes('object') && recognised.value === 'yes')) {
    found.push(...(help.only.includes('route') ? routeAllows(view, help) : [notRecognised(help, recognised.missing)]));
  }
  return [...found, ...checkFindings(view, help, act), ...gateFindings(view, help, act, 'other')];
}

function notRecognised(help: { id: string; source: readonly SourceRef[] }, missing: readonly string[]): Finding {
  return finding(refusal(help.id, 'not-recognised', help, { missing, opensWhen: { event: 'object.effective' } }));
}

function routeAllows(view: DayView, help: { id: string; source: readonly SourceRef[] }): Finding[] {
  const open = view.state.setting.procedure.routes.filter(
    (route) =>
      view.state.routes[route.id] !== undefined && (route.allows.includes(help.id) || route.allows.includes('help')),
  );
  if (open.length === 0) return [notRecognised(help, [])];
  const steps = open.map((route) => gatesLeft(view, route)).toSorted((a, b) => a.length - b.length)[0] ?? [];
  return steps.length === 0
    ? []
    : [finding(refusal(help.id, 'waits-for-steps', open[0] ?? help, { opensWhen: { steps } }))];
}

function gatesLeft(view: DayView, route: Route): readonly string[] {
  return route.gates.filter((gate) => recordOf(view.state, gate.id).doneOn === null).map((gate) => gate.id);
}

function routeFindings(view: DayView, act: Act): readonly Finding[] {
  const route = view.state.setting.procedure.routes.find((each) => each.id === act.target);
  if (route === undefined) return [against(view, act, 'unknown-act')];
  const found: Finding[] = [];
  const applies = judge(view, route.when);
  if (applies.value !== 'yes') {
    const { missing } = applies;
    const code = applies.value === 'no' ? 'not-applicable' : 'condition-unknown';
    found.push(finding(refusal(route.id, code, route, { missing, opensWhen: { facts: missing } })));
  }
  if (view.state.routes[route.id] !== undefined) found.push(finding(refusal(route.id, 'already-done', route)));
  found.push(...whoFindings(view, route.by, act, route.id, route.source));
  return [...found, ...checkFindings(view, route, act), ...gateFindings(view, route, act, 'other')];
}

function objectFindings(view: DayView, act: Act): readonly Finding[] {
  const step = findStep(view, act.target);
  if (step === undefined) return [against(view, act, 'unknown-act')];
  const { begunOn, doneOn } = recordOf(view.state, step.id);
  if (doneOn !== null && step.appeal !== undefined) return appealFindings(view, step);
  if (doneOn !== null) return [finding(refusal(step.id, 'already-done', step))];
  const notBegun = begunOn === null && step.lasts !== undefined;
  return notBegun ? [finding(refusal(step.id, 'not-begun', step, { opensWhen: { steps: [`${step.id}.begin`] } }))] : [];
}

/** True for an objection to a finished step, or its settling: both are possible after the matter has ended. */
function isAppeal(view: DayView, act: Act): boolean {
  const step = findStep(view, act.target);
  if (step?.appeal === undefined || recordOf(view.state, step.id).doneOn === null) return false;
  return act.kind === 'object' || act.kind === 'settle';
}

/** An appeal comes within its term; while that is unset or unknown, nobody is turned away. */
function appealFindings(view: DayView, step: Step): readonly Finding[] {
  const clock = clocksOfStep(view, step).find(({ key }) => key === `${step.id}.appeal`)?.answer;
  if (clock?.state !== 'dated' || view.day <= clock.due) return [];
  return [finding(refusal(step.id, 'appeal-passed', step, { opensWhen: { day: clock.due } }))];
}

function settleFindings(view: DayView, act: Act): readonly Finding[] {
  const step = findStep(view, act.target);
  if (step === undefined) return [against(view, act, 'unknown-act')];
  const { objections, appeals } = recordOf(view.state, step.id);
  const objection = objections.some((each) => each.settledOn === null);
  const appeal = appeals.some((each) => each.settledOn === null);
  const open = objection || appeal;
  if (appeal && !objection && step.appeal !== undefined) {
    const choices = [{ office: step.appeal.to }];
    const decider: Who = { mode: 'first', choices, inOrder: false, never: [], strength: 'must' };
    const wrong = whoFindings(view, decider, act, step.id, step.source);
    if (wrong.length > 0) return wrong;
  }
  const found = open ? [] : [finding(refusal(step.id, 'nothing-to-settle', step))];
  if (act.outcome === undefined) return [...found, need('outcome', refusal(step.id, 'outcome-missing', step))];
  const known = [...upheldWords, ...rejectedWords];
  if (known.includes(act.outcome)) return found;
  return [...found, finding(refusal(step.id, 'outcome-unknown', step, { missing: known }))];
}

function holdFindings(view: DayView, act: Act): readonly Finding[] {
  const hold = view.state.setting.procedure.holds.find((each) => each.id === act.target);
  const set = view.state.holds.some((each) => each.id === act.target && each.liftedOn === null);
  if (act.kind === 'lift') {
    if (!set) return [against(view, act, 'nothing-to-lift')];
    return hold === undefined ? [] : whoFindings(view, hold.liftedBy, act, hold.id, hold.source);
  }
  if (hold === undefined) return [against(view, act, 'unknown-act')];
  const applies = judge(view, hold.when);
  const missing = applies.missing;
  const code = applies.value === 'no' ? 'not-applicable' : 'condition-unknown';
  return [
    ...(applies.value === 'yes'
      ? []
      : [finding(refusal(hold.id, code, hold, { missing, opensWhen: { facts: missing } }))]),
    ...(set ? [finding(refusal(hold.id, 'already-done', hold))] : []),
    ...(hold.pauses ? reasonFindings(view, act) : []),
    ...whoFindings(view, hold.by, act, hold.id, hold.source),
  ];
}

/** A waiver is taken, or a sample drawn, by whoever would do the step, once its turn has come. */
function chooseFindings(view: DayView, act: Act): readonly Finding[] {
  const step = findStep(view, act.target);
  if (step === undefined) return act.set === undefined ? [against(view, act, 'unknown-act')] : [];
  const record = recordOf(view.state, step.id);
  const steps = blockersOf(view, step);
  const found: Finding[] = [];
  if (record.doneOn !== null) found.push(finding(refusal(step.id, 'already-done', step)));
  if (steps.length > 0) found.push(finding(refusal(step.id, 'waits-for-steps', step, { opensWhen: { steps } })));
  found.push(...whoFindings(view, step.by, act, step.id, step.source));
  if (typeof act.values['drawn'] === 'boolean') return [...found, ...drawFindings(view, act, step)];
  return [...found, ...waiverFindings(view, step)];
}

/** A draw without the method and seed it was made with cannot be repeated by anybody. */
function drawFindings(view: DayView, act: Act, step: Step): Finding[] {
  if (step.sample === undefined) return [finding(refusal(step.id, 'not-applicable', step))];
  const unset = unsetCount(view, step.sample.share ?? step.sample.count);
  if (unset !== null) return [finding(unusable(step.id, step, unset))];
  return ['method', 'seed']
    .filter((field) => act.values[field] === undefined)
    .map((field) => need(field, refusal(step.id, 'draw-missing', step)));
}

function waiverFindings(view: DayView, step: Step): Finding[] {
  const waiver = step.skip ?? step.exempt ?? step.reuse;
  const { kind } = standingOf(view, step.id);
  if (waiver === undefined || kind === 'away') {
    return [finding(refusal(step.id, 'not-applicable', step))];
  }
  const verdict = waiverVerdict(view, step);
  const { missing } = verdict;
  const about = { missing, opensWhen: { facts: missing } };
  const refused: Finding[] = {
    yes: [],
    no: [finding(refusal(step.id, 'check-failed', waiver))],
    unknown: [finding(refusal(step.id, 'check-unknown', waiver, about))],
  }[verdict.value];
  const soft = refusal(step.id, 'reason-missing', waiver, { strength: 'principle', opensWhen: { reason: true } });
  return waiver.strength === 'principle' ? [...refused, finding(soft)] : refused;
}

function waiverVerdict(view: DayView, step: Step): ReturnType<typeof judge> {
  if (step.skip !== undefined) return judge(view, step.skip.when, { use: 'waiver' });
  const members = step.exempt === undefined ? step.per?.each === 'member' : asksMembers(step, step.exempt);
  if (members) return wholeScope(view, step);
  if (step.reuse !== undefined && hasRecordOfHousehold(view, step)) return { value: 'yes', missing: [] };
  return step.exempt === undefined ? { value: 'no', missing: [] } : judge(view, step.exempt.when, { use: 'waiver' });
}

function wholeScope(view: DayView, step: Step): ReturnType<typeof judge> {
  const scope = scopeOf(view, step);
  const missing = [...scope.missing, ...scope.exemptMissing];
  const all = scope.items.length > 0 && scope.items.every((item) => item.exempt || item.mayExempt);
  if (all && scope.missing.length === 0) return { value: 'yes', missing: [] };
  return missing.length > 0 ? { value: 'unknown', missing } : { value: 'no', missing: [] };
}

function whoFindings(
  view: DayView,
  who: Who | undefined,
  act: Act,
  id: string,
  source: readonly SourceRef[],
): Finding[] {
  const answer = mayAct(
    view,
    who,
    act.by.map((by) => by.office),
  );
  const offices = officesNow(view, who);
  switch (answer.kind) {
    case 'yes':
      return [];
    case 'reason':
      return [
        finding(
          refusal(id, 'wrong-office', { source }, { strength: 'principle', opensWhen: { offices, reason: true } }),
        ),
      ];
    case 'unknown': {
      const { missing } = answer;
      return [finding(refusal(id, 'office-unknown', { source }, { missing, opensWhen: { facts: missing } }))];
    }
    case 'no':
      return [finding(refusal(id, answer.code, { source }, { opensWhen: { offices } }))];
  }
}

/** Acts that change what others recorded say why, whatever the pack says. */
function reasonFindings(view: DayView, act: Act): Finding[] {
  const soft = { strength: 'principle', opensWhen: { reason: true } } as const;
  return [finding(refusal(act.target ?? act.kind, 'reason-missing', view.state.setting.procedure, soft))];
}

function against(view: DayView, act: Act, code: RefusalCode): Finding {
  return finding(refusal(act.target ?? act.kind, code, view.state.setting.procedure));
}

function findStep(view: DayView, id: string | undefined): Step | undefined {
  return id === undefined ? undefined : view.tasks.get(id)?.step;
}
