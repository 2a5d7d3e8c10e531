import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { Check, ClockEvent, Gate, Step } from '#domain/policy/procedure-shape.ts';
import type { Act } from './act.ts';
import { type ConditionContext, type DayView, judge } from './day-view.ts';
import { inClock } from './event-day.ts';
import type { Facts } from './fact-history.ts';
import type { Verdict } from './matter-setting.ts';
import { recordOf } from './matter-state.ts';
import { type Finding, finding, need, type OpensWhen, type RefusalCode, refusal } from './refusal.ts';
import { factsInRule } from './rule-facts.ts';
import { officesNow } from './who-may.ts';

/** Where a check stands: its step, its clauses if it names none itself, and how its refusals are called. */
interface Place {
  readonly step: string;
  readonly source: Step['source'];
  readonly failed: RefusalCode;
  readonly unknown: RefusalCode;
  /** Clauses the step, measure or route lifts: their prohibitions do not bind it. */
  readonly lifts: readonly SourceRef[];
  readonly context: ConditionContext;
}

type Checked = {
  readonly id: string;
  readonly source: Step['source'];
  readonly lifts?: readonly SourceRef[];
  readonly from?: ClockEvent;
};

/** What the checks of a step, help or route say. `act` null: as far as they can be judged before anybody acts. */
export function checkFindings(
  view: DayView,
  of: Checked & { readonly checks: readonly Check[] },
  act: Act | null,
): Finding[] {
  const place: Place = { ...placeOf(view, of), failed: 'check-failed', unknown: 'check-unknown' };
  return of.checks.flatMap((check) => judgeCheck(view, check, act, place));
}

/** What the gates before a step, measure or route say. */
export function gateFindings(view: DayView, of: Checked, act: Act | null, kind: 'step' | 'other' = 'step'): Finding[] {
  const place: Place = { ...placeOf(view, of), failed: 'gate-failed', unknown: 'gate-unknown' };
  return gatesBefore(view, of.id, kind).flatMap((gate) => judgeCheck(view, gate, act, place));
}

function placeOf(view: DayView, of: Checked): Omit<Place, 'failed' | 'unknown'> {
  const routes = view.state.setting.procedure.routes.filter((route) => view.state.routes[route.id] !== undefined);
  const lifts = [...(of.lifts ?? []), ...routes.flatMap((route) => route.lifts ?? [])];
  return { step: of.id, source: of.source, lifts, context: inClock(view, of) };
}

/** Offices whose reasoned act passes although a check or gate of the step is not met, for those that are not met now. */
export function overridingOffices(view: DayView, step: Step, act: Act): readonly string[] {
  const context: ConditionContext = { ...inClock(view, step), act: actFacts(act) };
  return [...step.checks, ...gatesBefore(view, step.id, 'step')]
    .filter((check) => check.override !== undefined && judge(view, check.require, context).value !== 'yes')
    .flatMap((check) => check.override?.by ?? []);
}

/** `before: any` means every step; measures and routes are barred by the gates that name them. */
function gatesBefore(view: DayView, id: string, kind: 'step' | 'other'): readonly Gate[] {
  return view.state.setting.procedure.gates.filter((gate) =>
    gate.before === 'any' ? kind === 'step' : gate.before.includes(id),
  );
}

/** A prohibition counts on its days, where its `when` is not false, and unless the permission names one of its clauses. */
function binds(view: DayView, check: Check, { lifts, context }: Place): boolean {
  const { valid } = check;
  if (valid !== undefined && (view.day < valid.from || (valid.to !== undefined && view.day >= valid.to))) return false;
  if (check.source.some((ref) => lifts.some((each) => each.pack === ref.pack && each.clause === ref.clause))) {
    return false;
  }
  return judge(view, check.when, context).value !== 'no';
}

function judgeCheck(view: DayView, check: Check, act: Act | null, place: Place): Finding[] {
  if (check.strength === 'may' || !binds(view, check, place)) return [];
  const verdict = judge(view, check.require, {
    ...place.context,
    ...(act === null ? {} : { act: actFacts(act) }),
    ...(check.valueDay === undefined ? {} : { valueDay: check.valueDay }),
  });
  if (verdict.value === 'yes') return [];
  const refused = refusal(
    place.step,
    verdict.value === 'no' ? place.failed : place.unknown,
    { source: check.source.length > 0 ? check.source : place.source, inferred: check.inferred ?? null },
    {
      strength: check.override === undefined && check.strength === 'principle' ? 'principle' : 'must',
      text: check.text,
      missing: verdict.missing,
      opensWhen: opensWhen(view, check, verdict),
    },
  );
  // Without an act, `act.x != null` is no rather than unknown: whatever rests on the act alone is for the act to bring.
  const named = [...check.require.matchAll(ACT_FIELD)].flatMap((match) => match[1] ?? []);
  const onlyAct = verdict.missing.every((name) => name.startsWith('act.'));
  if (act === null && named.length > 0 && onlyAct) {
    const lacking = verdict.missing.map((name) => name.slice('act.'.length));
    return (lacking.length > 0 ? lacking : named).map((name) => need(name, refused));
  }
  // Who does the step may also override: the reason is all that the act has to bring.
  if (act === null && verdict.value === 'no' && mayOverride(view, check, place.step)) return [need('reason', refused)];
  const overridden = act?.reason !== undefined && act.by.some((by) => check.override?.by.includes(by.office) === true);
  return [overridden ? { kind: 'warning', refusal: refused } : finding(refused)];
}

function mayOverride(view: DayView, { override }: Check, id: string): boolean {
  const step = view.tasks.get(id)?.step;
  if (override === undefined || step === undefined) return false;
  return officesNow(view, step.by, step, recordOf(view.state, id)).some((office) => override.by.includes(office));
}

const ACT_FIELD = /(?<![\p{L}\p{N}_.])act\.([\p{L}_][\p{L}\p{N}_]*)/gu;

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/u;

function opensWhen(view: DayView, check: Check, verdict: Verdict): OpensWhen {
  const lacking = verdict.missing.find((name) => name.startsWith('参数.'))?.slice('参数.'.length);
  const unknown = verdict.missing.filter((name) => !name.startsWith('参数.') && !name.startsWith('act.'));
  const facts = verdict.value === 'no' ? factsInRule(check.require) : unknown;
  // A rule over parameters alone turns only when one of them is set otherwise.
  const named = verdict.value === 'no' && facts.length === 0 ? PARAMETER.exec(check.require)?.[1] : undefined;
  const parameter = lacking ?? named;
  return {
    ...(facts.length === 0 ? {} : { facts }),
    ...(parameter === undefined
      ? {}
      : { parameter, setBy: view.state.setting.policy.parameters[parameter]?.setAt ?? null }),
    ...(check.override === undefined ? {} : { offices: check.override.by, reason: true }),
    ...(check.override === undefined && check.strength === 'principle' ? { reason: true } : {}),
  };
}

/** What checks may read of an act: its plain values, and who, when and with which outcome. */
export function actFacts(act: Act): Facts {
  return {
    ...act.values,
    on: act.on,
    ...(act.outcome === undefined ? {} : { outcome: act.outcome }),
    ...(act.reason === undefined ? {} : { reason: act.reason }),
    ...(act.by[0] === undefined ? {} : { by: act.by[0].office }),
  };
}
