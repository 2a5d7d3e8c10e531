import { officeId } from '#domain/policy/office-ids.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { type Act, placeOf } from './act.ts';
import type { DayView } from './day-view.ts';
import { type Finding, finding, need, refusal } from './refusal.ts';
import { neverPublished, sensitiveKinds } from './sensitive-text.ts';
import type { Attempt } from './step-findings.ts';

/** Why a field is left out that no document names. */
const FLOOR = '系统底线';

/** What speaks against a notice: no place or a wrong one, a second one elsewhere, and what must not be published. */
export function noticeFindings({ view, task: { step }, record, moment, act }: Attempt): Finding[] {
  const placed = step.at === undefined ? [] : placeFindings(view, step, step.at, { said: record.place, moment, act });
  if (act === null) return placed;
  return [...placed, ...secondNotice(view, step, record.place, act), ...published(view, step, act)];
}

/** The village the household lives in, as packs write it and as acts may say it. */
const HOME: readonly string[] = ['village-of-household', '农户所在村'];

interface Said {
  /** Place the step's beginning has said. */
  readonly said: string | null;
  readonly moment: Attempt['moment'];
  readonly act: Act | null;
}

/**
 * An announcement says where it was made, unless the matter knows of no place at all (replays only); for other steps a
 * place nobody named is taken for the right one. One that was named must be it.
 */
function placeFindings(view: DayView, step: Step, wanted: string, { said, moment, act }: Said): Finding[] {
  const place = act === null ? null : placeOf(act);
  const refused = refusal(step.id, 'wrong-place', step, { missing: [placeName(view, wanted)] });
  if (place === null) {
    const asked = step.announces && moment === 'finish' && said === null && knowsPlaces(view);
    if (!asked) return [];
    return [act === null ? need('at', refused) : finding(refused)];
  }
  if (samePlace(view, place, wanted)) return [];
  const lacking = HOME.includes(wanted) && villageOf(view) === null && !namesOffice(view, place);
  return [finding(lacking ? { ...refused, opensWhen: { facts: ['户.建制村'] } } : refused)];
}

/** How the right place is told: the village's own name where it is known. */
function placeName(view: DayView, wanted: string): string {
  return HOME.includes(wanted) ? (villageOf(view) ?? '农户所在村') : wanted;
}

function samePlace(view: DayView, place: string, other: string): boolean {
  const { offices } = view.state.setting.policy.terms;
  const meant = (word: string): string => (HOME.includes(word) ? placeName(view, word) : officeId(offices, word));
  return meant(place) === meant(other);
}

function namesOffice(view: DayView, place: string): boolean {
  const { offices } = view.state.setting.policy.terms;
  const id = officeId(offices, place);
  return offices.some((office) => office.id === id || office.level === place);
}

/** Whether the matter knows a place: the household's village, or one an act has named. */
function knowsPlaces(view: DayView): boolean {
  return villageOf(view) !== null || view.state.acts.some((act) => placeOf(act) !== null);
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

function secondNotice(view: DayView, step: Step, before: string | null, act: Act): Finding[] {
  const place = placeOf(act);
  if (!step.once || before === null || place === null || samePlace(view, place, before)) return [];
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
