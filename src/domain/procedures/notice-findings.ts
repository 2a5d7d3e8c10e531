import type { Step } from '#domain/policy/procedure-shape.ts';
import { type Act, placeOf } from './act.ts';
import type { DayView } from './day-view.ts';
import { type Finding, finding, refusal } from './refusal.ts';
import { neverPublished, sensitiveKinds } from './sensitive-text.ts';
import type { Attempt } from './step-findings.ts';

/** Why a field is left out that no document names. */
const FLOOR = '系统底线';

/** What speaks against a notice: the wrong place, a second one elsewhere, and what must not be published. */
export function noticeFindings({ view, task: { step }, record, act }: Attempt): Finding[] {
  if (act === null) return [];
  return [...wrongPlace(view, step, act), ...secondNotice(step, record.place, act), ...published(view, step, act)];
}

/** A place nobody named is taken for the right one; one that was named must be it. */
function wrongPlace(view: DayView, step: Step, act: Act): Finding[] {
  const place = placeOf(act);
  const wanted = step.at === 'village-of-household' ? villageOf(view) : (step.at ?? null);
  if (place === null || wanted === null || place === wanted) return [];
  return [finding(refusal(step.id, 'wrong-place', step, { missing: [wanted] }))];
}

function villageOf(view: DayView): string | null {
  const household = view.facts['户'];
  const own: object = typeof household === 'object' && household !== null ? household : {};
  for (const field of ['建制村', '行政村', '村']) {
    const value = Reflect.get(own, field) ?? view.facts[field];
    if (typeof value === 'string') return value;
  }
  return null;
}

function secondNotice(step: Step, before: string | null, act: Act): Finding[] {
  const place = placeOf(act);
  if (!step.once || before === null || place === null || place === before) return [];
  return [finding(refusal(step.id, 'second-notice', step, { missing: [before] }))];
}

/** True for a step at which people meet and decide (`meeting: true` in the pack): 民主评议, 会商. */
export function isMeeting(step: Step): boolean {
  return step.meeting;
}

/** A step publishes when it is announced, hangs out for objections, or names what to leave out. */
export function publishes(step: Step): boolean {
  return step.announces || step.redact.length > 0 || (step.lasts !== undefined && step.objections !== undefined);
}

function published(view: DayView, step: Step, act: Act): Finding[] {
  if (!publishes(step)) return [];
  const words = (view.state.setting.policy.terms.lists['健康状况'] ?? []).map(({ id }) => id);
  const texts = Object.values(act.values).filter((value) => typeof value === 'string');
  const found = new Set<string>(texts.flatMap((text) => sensitiveKinds(text, words)));
  const fields = [...neverPublished, ...step.redact.map(({ field }) => field)];
  for (const field of fields) if (namesField(act, field)) found.add(field);
  return [...found].map((field) => {
    const rule = step.redact.find((each) => each.field === field);
    // Without a clause of the pack it is the system's own floor, and says so.
    const floor = { source: [], inferred: FLOOR };
    const own = rule === undefined ? floor : { source: rule.source.length > 0 ? rule.source : step.source };
    return finding(refusal(step.id, 'sensitive-text', own, { missing: [field] }));
  });
}

/** The act carries the field itself, or lists it among what is published. */
function namesField(act: Act, field: string): boolean {
  if (act.values[field] !== undefined && act.values[field] !== null) return true;
  const listed = act.values['公示字段'] ?? act.values['fields'];
  return Array.isArray(listed) && listed.includes(field);
}
