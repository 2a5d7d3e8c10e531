import type { Case } from '#domain/policy/case-shape.ts';
import type { Act } from '#domain/procedures/act.ts';
import { askMatter, type MatterAnswer } from '#domain/procedures/ask-matter.ts';
import { applyAct, foldActs } from '#domain/procedures/fold-acts.ts';
import type { MatterSetting } from '#domain/procedures/matter-setting.ts';
import type { MatterState } from '#domain/procedures/matter-state.ts';
import { type TryAnswer, tryAct } from '#domain/procedures/try-act.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type CaseGround, caseMatter } from './case-setup.ts';

/** One act of a file and what became of it; a refused act is not counted. */
export interface ReplayedAct {
  readonly act: Act;
  readonly answer: TryAnswer;
}

export interface Replay {
  readonly setting: MatterSetting;
  readonly acts: readonly ReplayedAct[];
  /** State after all allowed acts. */
  readonly state: MatterState;
  /** Every day asked about, in order; without an ask the last day anything happened. */
  readonly days: readonly PlainDate[];
}

/**
 * The case's acts tried one after the other as the file lists them, each judged by the acts of its day or earlier and
 * recorded only when it is allowed. One listed after acts of later days was recorded late: what it contradicts stays and is
 * a conflict.
 */
export function replayCase(
  ground: CaseGround,
  written: Case,
): Replay | { readonly what: string; readonly found: unknown } {
  const matter = caseMatter(ground, written);
  if ('what' in matter) return matter;
  const { setting } = matter;
  const acts: ReplayedAct[] = [];
  let state = foldActs(setting, []);
  for (const act of matter.acts) {
    const answer = tryAct(state, act);
    acts.push({ act, answer });
    if (!answer.allowed) continue;
    // An annulment, or an act told late, changes what came before it, so that everything is folded again.
    const takesBack = act.targetSeq !== undefined || state.acts.some((each) => each.on > act.on);
    state = takesBack ? foldActs(setting, allowed(acts)) : applyAct(state, act);
  }
  return { setting, acts, state, days: askedDays(written, setting) };
}

/** The answer of a replayed matter on a day, by the acts of that day and earlier. */
export function answerOn(replay: Replay, day: PlainDate): MatterAnswer {
  return askMatter(replay.state, day);
}

function allowed(acts: readonly ReplayedAct[]): readonly Act[] {
  return acts.filter(({ answer }) => answer.allowed).map(({ act }) => act);
}

function askedDays(written: Case, setting: MatterSetting): readonly PlainDate[] {
  const asked = [...new Set(written.asks.flatMap((ask) => ask.on ?? []))];
  if (asked.length > 0) return asked;
  const happened = [setting.openedOn, ...Object.values(setting.events), ...written.acts.map((act) => act.on)];
  return happened.toSorted().slice(-1);
}
