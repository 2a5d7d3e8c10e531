import { runClock } from '#domain/duties/run-clock.ts';
import { officeId } from '#domain/policy/office-ids.ts';
import type { Exempt, Reuse, Route, Step } from '#domain/policy/procedure-shape.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge, once } from './day-view.ts';
import { clockContext, inClock } from './event-day.ts';
import type { Facts } from './fact-history.ts';
import { recordOf } from './matter-state.ts';
import { closingSteps, namesOf, withDownstream } from './step-graph.ts';

/** Why a step falls away without having been done. */
export type Absence = 'not-applicable' | 'exempt' | 'skipped' | 'not-drawn' | 'reused' | 'dormant';

/** Where a step stands for those that wait for it. `unknown`: nobody can tell yet whether it applies. */
export type Standing =
  | { readonly kind: 'done' }
  | { readonly kind: 'away'; readonly why: Absence }
  | { readonly kind: 'unknown'; readonly missing: readonly string[] }
  | { readonly kind: 'pending' };

/** One member (or item, question) a step asks about. */
export interface InScope {
  readonly key: string;
  readonly facts: Facts;
  /** True when the member needs no result. */
  readonly exempt: boolean;
  /** True when a person may exempt the member (`may`). */
  readonly mayExempt: boolean;
}

export interface Scope {
  readonly items: readonly InScope[];
  /** Facts without which nobody can say who is in scope; empty when that is known. */
  readonly missing: readonly string[];
  /** Facts without which an exemption cannot be judged; the member is asked until they are known. */
  readonly exemptMissing: readonly string[];
}

export function standingOf(view: DayView, id: string): Standing {
  return once(view, `standing ${id}`, () => {
    // A pack whose steps wait for each other in a ring is refused at load; this keeps the engine from hanging on one.
    view.remembered.set(`standing ${id}`, { kind: 'pending' } satisfies Standing);
    const step = view.tasks.get(id)?.step;
    return step === undefined ? { kind: 'pending' } : standing(view, step);
  });
}

function standing(view: DayView, step: Step): Standing {
  const record = recordOf(view.state, step.id);
  if (record.doneOn !== null) return { kind: 'done' };
  if (record.waivedOn !== null) return { kind: 'away', why: step.skip === undefined ? 'exempt' : 'skipped' };
  if (record.drawn === false) return { kind: 'away', why: 'not-drawn' };
  const brought = view.state.ended?.stillDue.includes(step.id) === true;
  if (!brought && closingSteps(view.state.setting.procedure).has(step.id)) return { kind: 'away', why: 'dormant' };
  const applies = judge(view, step.when, inClock(view, step));
  if (applies.value === 'no') return { kind: 'away', why: 'not-applicable' };
  if (applies.value === 'unknown') return { kind: 'unknown', missing: applies.missing };
  if (record.begunOn !== null && step.exempt === undefined) return { kind: 'pending' };
  if (isExempt(view, step)) return { kind: 'away', why: 'exempt' };
  if (isReused(view, step)) return { kind: 'away', why: 'reused' };
  if (step.skip?.strength === 'must' && blockersOf(view, step).length === 0) {
    if (judge(view, step.skip.when, { ...inClock(view, step), use: 'waiver' }).value === 'yes')
      return { kind: 'away', why: 'skipped' };
  }
  return { kind: 'pending' };
}

/**
 * The steps `step` still waits for; empty: its turn has come. A step that fell away, or one that may be left out, passes
 * the question on to its own predecessors.
 */
export function blockersOf(view: DayView, step: Step, ahead = owedBehind(view, step.id)): readonly string[] {
  const key = `blockers ${step.id} ${[...ahead].join(' ')}`;
  return once(view, key, () => {
    view.remembered.set(key, []);
    const found = step.after.flatMap((entry) => {
      const each = namesOf(entry).map((name) => blockersThrough(view, name, ahead));
      return typeof entry !== 'string' && each.some((names) => names.length === 0) ? [] : each.flat();
    });
    return [...new Set(found)];
  });
}

const NOTHING: ReadonlySet<string> = new Set();

/** Steps an open route owes that `step` need not wait for, because the route lets it go ahead and its gates are passed. */
function owedBehind(view: DayView, step: string): ReadonlySet<string> {
  const open = openRoutes(view).filter(({ ahead }) => ahead.includes(step));
  if (open.length === 0) return NOTHING;
  const passed = open.filter(({ gates }) => gates.every(({ id }) => recordOf(view.state, id).doneOn !== null));
  const all = [...view.tasks.values()].filter(({ route }) => route === null).map((task) => task.step.id);
  return new Set(
    passed.flatMap(({ owes, ahead }) => (owes === 'all' ? all.filter((id) => !ahead.includes(id)) : owes)),
  );
}

function openRoutes(view: DayView): readonly Route[] {
  return view.state.setting.procedure.routes.filter(({ id }) => view.state.routes[id] !== undefined);
}

/** A gate of an open route that is passed stands for the step, which its route still owes. */
function stoodFor(view: DayView, id: string): boolean {
  return [...view.tasks.values()].some(
    ({ step, standsFor }) => standsFor === id && recordOf(view.state, step.id).doneOn !== null,
  );
}

function blockersThrough(view: DayView, id: string, ahead: ReadonlySet<string>): readonly string[] {
  const step = view.tasks.get(id)?.step;
  const where = standingOf(view, id);
  if (where.kind !== 'done' && stoodFor(view, id)) return [];
  if (where.kind === 'done') return appealHolds(view, id) ? [id] : [];
  if (step === undefined || where.kind === 'unknown') return [id];
  const passesOn = where.kind === 'away' || step.strength === 'may' || ahead.has(id);
  return passesOn ? blockersOf(view, step, ahead) : [id];
}

/** True while an appeal against the finished step is open and its rule says that it suspends what follows. */
export function appealHolds(view: DayView, id: string): boolean {
  const step = view.tasks.get(id)?.step;
  return step?.appeal?.effect === 'suspend' && recordOf(view.state, id).appeals.some((each) => each.settledOn === null);
}

/** Who is asked by a step with `per`, or whose exemption counts when it has none. */
export function scopeOf(view: DayView, step: Step): Scope {
  return once(view, `scope ${step.id}`, () => {
    if (step.per !== undefined && step.per.each !== 'member') {
      const items = step.per.items.map((key) => ({ key, facts: {}, exempt: false, mayExempt: false }));
      return { items, missing: [], exemptMissing: [] };
    }
    return memberScope(view, step);
  });
}

function memberScope(view: DayView, step: Step): Scope {
  const members = view.facts['成员'];
  if (!Array.isArray(members)) return { items: [], missing: ['成员'], exemptMissing: [] };
  const items: InScope[] = [];
  const missing = new Set<string>();
  const exemptMissing = new Set<string>();
  for (const [index, entry] of members.entries()) {
    const facts: Facts = typeof entry === 'object' && entry !== null ? entry : {};
    const inScope = judge(view, step.per?.where, { ...inClock(view, step), member: facts });
    for (const name of inScope.value === 'unknown' ? inScope.missing : []) missing.add(name);
    if (inScope.value === 'no') continue;
    const exempt =
      step.exempt === undefined
        ? null
        : judge(view, step.exempt.when, { ...inClock(view, step), member: facts, use: 'waiver' });
    for (const name of exempt?.value === 'unknown' ? exempt.missing : []) exemptMissing.add(name);
    const spared = exempt?.value === 'yes';
    const known = hasRecentRecord(view, step, facts);
    const free = (spared && step.exempt?.strength === 'must') || (known && step.reuse?.strength !== 'may');
    const choice = !free && (spared || known);
    items.push({ key: memberKey(facts, index), facts, exempt: free, mayExempt: choice });
  }
  return { items, missing: [...missing], exemptMissing: [...exemptMissing] };
}

/** How acts name a member: its `id`, else the pseudonym or number it has in the facts, else its place from 1. */
export function memberKey(member: Facts, index: number): string {
  for (const field of ['id', '人编号', '名']) {
    const value = member[field];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return String(index + 1);
}

/** True for an automatic exemption. The household is exempt only if every member in scope is, and somebody is in scope. */
function isExempt(view: DayView, step: Step): boolean {
  if (step.exempt === undefined || step.exempt.strength !== 'must') return false;
  if (!asksMembers(step, step.exempt))
    return judge(view, step.exempt.when, { ...inClock(view, step), use: 'waiver' }).value === 'yes';
  const scope = scopeOf(view, step);
  return scope.missing.length === 0 && scope.items.length > 0 && scope.items.every((item) => item.exempt);
}

/** True when an exemption or waiver speaks of members one by one. */
export function asksMembers(step: Step, exempt: Exempt): boolean {
  return step.per?.each === 'member' || /(^|[^\p{L}\p{N}_])member\./u.test(exempt.when);
}

/** True when a result on record stands for doing the step; per member that is an exemption, see `memberScope`. */
function isReused(view: DayView, step: Step): boolean {
  if (step.reuse === undefined || step.reuse.strength === 'may') return false;
  if (step.per?.each === 'member') {
    const scope = scopeOf(view, step);
    return scope.missing.length === 0 && scope.items.length > 0 && scope.items.every((item) => item.exempt);
  }
  return hasRecordOfHousehold(view, step);
}

/** True when the household's own result on record is young enough to stand for the step, as a rule or by choice. */
export function hasRecordOfHousehold(view: DayView, step: Step): boolean {
  const household = view.facts['户'];
  const own: Facts = typeof household === 'object' && household !== null ? { ...household } : {};
  return hasRecentRecord(view, step, { ...view.facts, ...own });
}

/** Whose record it is, by the facts the packs declare as `office-of` its date; not told, it is the right one's. */
function byRightOffice(view: DayView, reuse: Reuse, facts: Facts): boolean {
  if (reuse.by.length === 0) return true;
  const { terms } = view.state.setting.policy;
  const told = terms.facts.filter((each) => each.officeOf === reuse.record).map(({ name }) => facts[name]);
  const whose = told.find((value) => typeof value === 'string');
  return typeof whose !== 'string' || reuse.by.includes(officeId(terms.offices, whose));
}

/**
 * True when the result on record is no older than `valid` on the view's day, or was not on the day the matter went on past
 * the step: what has once been relied on stays used. An unset `valid` reuses nothing.
 */
function hasRecentRecord(view: DayView, step: Step, facts: Facts): boolean {
  if (step.reuse === undefined) return false;
  const recorded = facts[step.reuse.record];
  const day = typeof recorded === 'string' ? parsePlainDate(recorded) : undefined;
  if (day === undefined || day > view.day || !byRightOffice(view, step.reuse, facts)) return false;
  const { id, strength, source, reuse } = step;
  const answer = runClock(
    {
      head: { id, clock: 'within', strength, source, inferred: null },
      from: { kind: 'fact', field: reuse.record },
      term: reuse.valid,
    },
    { ...clockContext(view), day: () => day },
  );
  return answer.state === 'dated' && (reliedOn(view, step) ?? view.day) <= answer.due;
}

/** Day the matter went on past the step: the first of the steps after it was begun. null while none was. */
function reliedOn(view: DayView, step: Step): PlainDate | null {
  const later = [...withDownstream(view.state.setting.procedure, step.id)].filter((id) => id !== step.id);
  return later.flatMap((id) => recordOf(view.state, id).begunOn ?? []).toSorted()[0] ?? null;
}

/** Day the step's turn came: its predecessors were settled, or the matter opened. null while it waits for one of them. */
function turnOf(view: DayView, step: Step): PlainDate | null {
  if (blockersOf(view, step).length > 0) return null;
  const before = step.after.flatMap(namesOf).flatMap((name) => settledOn(view, name) ?? []);
  return before.toSorted().at(-1) ?? view.state.setting.openedOn;
}

/**
 * Day a step was done; one that fell away passes the question on to those before it: settled on the day the last of them
 * was, on the opening day when it stood first. null while it, or one of them, is still to be done.
 */
export function settledOn(view: DayView, id: string): PlainDate | null {
  return once(view, `settled ${id}`, () => {
    const { doneOn } = recordOf(view.state, id);
    const step = view.tasks.get(id)?.step;
    const away = standingOf(view, id).kind === 'away';
    return doneOn !== null || step === undefined || !away ? doneOn : turnOf(view, step);
  });
}
