import type { Step, Who, WhoChoice } from '#domain/policy/procedure-shape.ts';
import { type DayView, judge } from './day-view.ts';
import type { StepRecord } from './matter-state.ts';

/** Whether an office may act. `reason`: it may, with a reason. `unknown`: a condition in the list cannot be judged. */
export type WhoAnswer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'reason' }
  | { readonly kind: 'no'; readonly code: 'wrong-office' | 'office-excluded' | 'out-of-turn' | 'already-acted' }
  | { readonly kind: 'unknown'; readonly missing: readonly string[] };

/** Offices that may act now without more ado, in the pack's order; empty when the pack names nobody. */
export function officesNow(view: DayView, who: Who | undefined, step?: Step, record?: StepRecord): readonly string[] {
  if (step !== undefined && record !== undefined && takesParts(step)) {
    const owed = partsStillOwed(view, step, record);
    return inTurn(step) ? owed.slice(0, 1) : owed;
  }
  if (who === undefined) return [];
  const judged = who.choices.map((choice) => ({ choice, verdict: judge(view, choice.when) }));
  const matching = (who.mode === 'first' ? openChoices(judged) : who.choices).map((choice) => choice.office);
  return matching.filter((office) => !who.never.includes(office));
}

/** Offices whose own act a step still needs: all named ones (`all-by`), or the desks its paper passes (`hands`). */
export function partsStillOwed(view: DayView, step: Step, record: StepRecord): readonly string[] {
  const acted = record.parts.map((part) => part.office);
  return partsOf(view, step).filter((office) => !acted.includes(office));
}

export function takesParts(step: Step): boolean {
  return step.hands.length > 0 || step.by?.mode === 'all';
}

function inTurn(step: Step): boolean {
  return step.hands.length > 0 || step.by?.inOrder === true;
}

function partsOf(view: DayView, step: Step): readonly string[] {
  if (step.hands.length > 0) return step.hands;
  if (step.by?.mode !== 'all') return [];
  // An unknown condition keeps its office in the list: a doubt must not spare anybody's signature.
  return step.by.choices.filter((choice) => judge(view, choice.when).value !== 'no').map((choice) => choice.office);
}

/**
 * Whether `offices` may do the step. An empty list (not said, in replays only) is taken for the right offices, unless who
 * that is cannot be told.
 */
export function mayDoStep(view: DayView, step: Step, record: StepRecord, offices: readonly string[]): WhoAnswer {
  if (offices.some((office) => step.by?.never.includes(office))) return { kind: 'no', code: 'office-excluded' };
  if (takesParts(step)) return mayTakePart(view, step, record, offices);
  return mayAct(view, step.by, offices);
}

function mayTakePart(view: DayView, step: Step, record: StepRecord, offices: readonly string[]): WhoAnswer {
  const all = partsOf(view, step);
  const owed = partsStillOwed(view, step, record);
  for (const office of offices) {
    if (!all.includes(office)) return { kind: 'no', code: 'wrong-office' };
    if (!owed.includes(office)) return { kind: 'no', code: 'already-acted' };
  }
  const next = owed.slice(0, offices.length);
  const outOfTurn = inTurn(step) && offices.some((office) => !next.includes(office));
  return outOfTurn ? { kind: 'no', code: 'out-of-turn' } : { kind: 'yes' };
}

/** Whether `offices` are among those `who` names; nobody named means that any office may. */
export function mayAct(view: DayView, who: Who | undefined, offices: readonly string[]): WhoAnswer {
  if (who === undefined) return { kind: 'yes' };
  if (offices.some((office) => who.never.includes(office))) return { kind: 'no', code: 'office-excluded' };
  if (who.choices.length === 0) return { kind: 'yes' };
  const judged = who.choices.map((choice) => ({ choice, verdict: judge(view, choice.when) }));
  const missing = [...new Set(judged.flatMap(({ verdict }) => (verdict.value === 'unknown' ? verdict.missing : [])))];
  const open = openChoices(judged);
  const unknownFirst = judged.findIndex(({ verdict }) => verdict.value === 'unknown');
  const firstOpen = judged.findIndex(({ verdict }) => verdict.value === 'yes');
  if (who.mode === 'together') return together(who, offices, missing);
  if (offices.length === 0) {
    const doubtful = open.length === 0 || (unknownFirst >= 0 && unknownFirst < firstOpen);
    if (!doubtful) return { kind: 'yes' };
    return missing.length > 0 ? { kind: 'unknown', missing } : { kind: 'no', code: 'wrong-office' };
  }
  return worst(offices.map((office) => oneOffice(who, open, office, { missing, offices })));
}

/**
 * The choices that count: the first that holds, and those after it under the same condition, which are alternatives to it.
 * Where it has no condition, whatever holds after it may stand in (`[village, township]`).
 */
function openChoices(
  judged: readonly { readonly choice: WhoChoice; readonly verdict: { readonly value: string } }[],
): readonly WhoChoice[] {
  const at = judged.findIndex(({ verdict }) => verdict.value === 'yes');
  const first = judged[at];
  if (first === undefined) return [];
  const { when } = first.choice;
  return judged
    .slice(at)
    .filter(({ choice, verdict }) => (when === undefined ? verdict.value === 'yes' : choice.when === when))
    .map(({ choice }) => choice);
}

function oneOffice(
  who: Who,
  open: readonly WhoChoice[],
  office: string,
  { missing, offices }: { readonly missing: readonly string[]; readonly offices: readonly string[] },
): WhoAnswer {
  const own = open.filter((choice) => choice.office === office);
  const chosen = own.find(({ together: all = [] }) => all.every((each) => offices.includes(each)));
  if (chosen === undefined && own.length > 0) return { kind: 'no', code: 'wrong-office' };
  if (chosen !== undefined) return chosen.reason === 'required' ? { kind: 'reason' } : { kind: 'yes' };
  const doubtful = missing.length > 0 && who.choices.some((choice) => choice.office === office || open.length === 0);
  if (doubtful) return { kind: 'unknown', missing };
  // Where stand-ins are named, the principle of the first is softened for them alone.
  const soft = who.strength === 'principle' || (who.choices.length === 1 && open[0]?.strength === 'principle');
  return soft ? { kind: 'reason' } : { kind: 'no', code: 'wrong-office' };
}

function together(who: Who, offices: readonly string[], missing: readonly string[]): WhoAnswer {
  if (missing.length > 0) return { kind: 'unknown', missing };
  const named = who.choices.map((choice) => choice.office);
  const complete = offices.length === 0 || named.every((office) => offices.includes(office));
  return complete ? { kind: 'yes' } : { kind: 'no', code: 'wrong-office' };
}

function worst(answers: readonly WhoAnswer[]): WhoAnswer {
  const rank = { no: 0, unknown: 1, reason: 2, yes: 3 };
  return answers.toSorted((a, b) => rank[a.kind] - rank[b.kind])[0] ?? { kind: 'yes' };
}
