import type { Count } from '#domain/policy/pack-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import type { DayView } from './day-view.ts';
import { type Finding, finding, need, refusal } from './refusal.ts';
import { type Attempt, unusable } from './step-findings.ts';
import { type InScope, scopeOf, standingOf } from './step-standing.ts';

/** What the finishing act has to bring: the outcome, and one result for each member (or item, question) in scope. */
export function resultFindings(attempt: Attempt): readonly Finding[] {
  return [...memberResults(attempt), ...outcome(attempt)];
}

function outcome({ task: { step }, act }: Attempt): Finding[] {
  const words = Object.keys(step.outcomes);
  if (words.length === 0) return [];
  if (act?.outcome === undefined) return [need('outcome', refusal(step.id, 'outcome-missing', step))];
  if (words.includes(act.outcome)) return [];
  return [finding(refusal(step.id, 'outcome-unknown', step, { missing: words }))];
}

function memberResults(attempt: Attempt): Finding[] {
  const { view, act, task } = attempt;
  const { step } = task;
  if (step.per === undefined) return [];
  const scope = scopeOf(view, step);
  if (scope.missing.length > 0) {
    const { missing } = scope;
    return [finding(refusal(step.id, 'scope-unknown', step, { missing, opensWhen: { facts: missing } }))];
  }
  const found: Finding[] = outside(attempt, scope.items);
  const wholly = standingOf(view, step.id).kind === 'away';
  for (const item of scope.items) {
    const given = act?.results?.[item.key];
    // Where the whole step is exempt that is told of the step, once.
    if (item.exempt && given !== undefined && !wholly)
      found.push(askedAgain(step.id, step.exempt ?? step.reuse ?? step));
    if (item.exempt || (item.mayExempt && given === undefined)) continue;
    for (const field of lacking(step.per.items, item, given, step.per.each)) {
      found.push(need(`results.${field}`, refusal(step.id, 'results-missing', step)));
    }
  }
  return found;
}

/** Results for somebody the step does not ask about: whoever is not in scope has not agreed to be looked up. */
function outside({ task: { step }, act }: Attempt, items: readonly InScope[]): Finding[] {
  const strange = Object.keys(act?.results ?? {}).filter((key) => !items.some((item) => item.key === key));
  return strange.length === 0 ? [] : [finding(refusal(step.id, 'results-outside', step, { missing: strange }))];
}

function askedAgain(step: string, clause: Parameters<typeof refusal>[2]): Finding {
  return finding(refusal(step, 'exempt-already', clause, { strength: 'principle', opensWhen: { reason: true } }));
}

function lacking(items: readonly string[], { key }: InScope, given: unknown, each: string): readonly string[] {
  if (given === undefined || given === null) {
    return each !== 'member' || items.length === 0 ? [key] : items.map((item) => `${key}.${item}`);
  }
  if (each !== 'member' || items.length === 0) return [];
  const results: object = typeof given === 'object' ? given : {};
  return items.filter((item) => (Reflect.get(results, item) ?? null) === null).map((item) => `${key}.${item}`);
}

/** A sampled step waits for its draw; without a share or count nothing can be drawn. */
export function sampleFindings({ view, task: { step }, record }: Attempt): Finding[] {
  if (step.sample === undefined || record.drawn !== null || record.doneOn !== null) return [];
  const unset = unsetCount(view, step.sample.share ?? step.sample.count);
  if (unset !== null) return [finding(unusable(step.id, step, unset))];
  return [finding(refusal(step.id, 'draw-missing', step))];
}

/** The parameter a share or count lacks; null when it is known. */
export function unsetCount(view: DayView, count: Count | undefined): ParameterReading | null {
  if (count === undefined || typeof count === 'number') return null;
  const reading = view.state.setting.rules.parameter(count.param, view.day, view.facts);
  return reading.state === 'set' || reading.state === 'provisional' ? null : reading;
}
