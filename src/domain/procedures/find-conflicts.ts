import { applyAct } from './fold-acts.ts';
import { emptyState, type MatterState } from './matter-state.ts';
import type { Refusal } from './refusal.ts';
import { tryAct } from './try-act.ts';

/** An act that the others now speak against: it was recorded late, or something it stood on was annulled. */
export interface ActConflict {
  readonly seq: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Acts that would be refused if all counting acts were tried again in the order of their official days; empty when the
 * list is sound. They stay in the list and keep their effect: what to do about them is a person's decision. Acts after
 * a conflict are judged as if it had been recorded rightly, so that one fault is told once.
 */
export function findConflicts(state: MatterState): readonly ActConflict[] {
  const conflicts: ActConflict[] = [];
  let before = emptyState(state.setting);
  for (const act of state.acts) {
    const { refusals } = tryAct(before, act);
    if (refusals.length > 0) conflicts.push({ seq: act.seq, refusals });
    before = applyAct(before, act);
  }
  return conflicts;
}
