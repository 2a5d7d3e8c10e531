import type { Check, Gate, Step } from '#domain/policy/procedure-shape.ts';
import type { Act } from './act.ts';
import { type ConditionContext, type DayView, judge, type ValueDay } from './day-view.ts';
import type { Facts } from './fact-history.ts';
import type { Verdict } from './matter-setting.ts';
import { type Finding, finding, need, type OpensWhen, type RefusalCode, refusal } from './refusal.ts';

/** Where a check stands: its step, its clauses if it names none itself, and how its refusals are called. */
interface Place {
  readonly step: string;
  readonly source: Step['source'];
  readonly failed: RefusalCode;
  readonly unknown: RefusalCode;
}

/** What the checks of a step, help or route say. `act` null: as far as they can be judged before anybody acts. */
export function checkFindings(
  view: DayView,
  of: { readonly id: string; readonly source: Step['source']; readonly checks: readonly Check[] },
  act: Act | null,
): Finding[] {
  const place: Place = { step: of.id, source: of.source, failed: 'check-failed', unknown: 'check-unknown' };
  return of.checks.flatMap((check) => judgeCheck(view, check, act, place));
}

/** What the gates before `step` say. */
export function gateFindings(view: DayView, step: Step, act: Act | null): Finding[] {
  const place: Place = { step: step.id, source: step.source, failed: 'gate-failed', unknown: 'gate-unknown' };
  return gatesBefore(view, step.id).flatMap((gate) => judgeCheck(view, gate, act, place, gate.valueDay));
}

/** Offices whose reasoned act passes although a check or gate of the step is not met, for those that are not met now. */
export function overridingOffices(view: DayView, step: Step, act: Act): readonly string[] {
  const context: ConditionContext = { act: actFacts(act) };
  return [...step.checks, ...gatesBefore(view, step.id)]
    .filter((check) => check.override !== undefined && judge(view, check.require, context).value !== 'yes')
    .flatMap((check) => check.override?.by ?? []);
}

function gatesBefore(view: DayView, step: string): readonly Gate[] {
  return view.state.setting.procedure.gates.filter((gate) => gate.before === 'any' || gate.before.includes(step));
}

function judgeCheck(view: DayView, check: Check, act: Act | null, place: Place, valueDay?: ValueDay): Finding[] {
  const verdict = judge(view, check.require, {
    ...(act === null ? {} : { act: actFacts(act) }),
    ...(valueDay === undefined ? {} : { valueDay }),
  });
  if (verdict.value === 'yes' || check.strength === 'may') return [];
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
  const overridden = act?.reason !== undefined && act.by.some((by) => check.override?.by.includes(by.office) === true);
  return [overridden ? { kind: 'warning', refusal: refused } : finding(refused)];
}

const ACT_FIELD = /(?<![\p{L}\p{N}_.])act\.([\p{L}_][\p{L}\p{N}_]*)/gu;

function opensWhen(view: DayView, check: Check, verdict: Verdict): OpensWhen {
  const parameter = verdict.missing.find((name) => name.startsWith('参数.'))?.slice('参数.'.length);
  const facts = verdict.missing.filter((name) => !name.startsWith('参数.') && !name.startsWith('act.'));
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
