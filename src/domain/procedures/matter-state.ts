import type { TermValue } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Act, ActBy } from './act.ts';
import type { FactHistory } from './fact-history.ts';
import type { MatterSetting } from './matter-setting.ts';

export interface Objection {
  readonly on: PlainDate;
  readonly seq: number;
  readonly settledOn: PlainDate | null;
  /** null while nobody has decided. */
  readonly upheld: boolean | null;
}

/** One office's own act on a step that several must act on. */
export interface PartAct {
  readonly office: string;
  readonly on: PlainDate;
  readonly outcome: string | null;
}

/** What acts have made of one step (or one gate of a route). Days only: what they mean on a later day is asked, not stored. */
export interface StepRecord {
  readonly begunOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  readonly doneSeq: number | null;
  readonly outcome: string | null;
  readonly doneBy: readonly ActBy[];
  readonly parts: readonly PartAct[];
  readonly objections: readonly Objection[];
  /** Raised against the finished step (`appeal`). */
  readonly appeals: readonly Objection[];
  /** Place of its last beginning; null when none was said. Kept when the step is voided. */
  readonly place: string | null;
  /** Persons who acted on it, each once. */
  readonly persons: readonly string[];
  /** Duration chosen at the beginning, where the policy leaves room. */
  readonly lasts: TermValue | null;
  /** Waiver or exemption taken by a person. */
  readonly waivedOn: PlainDate | null;
  /** Result of the sample's draw; null: not drawn yet. */
  readonly drawn: boolean | null;
  /** Route gate that was booked as this step. */
  readonly bookedFrom: string | null;
  readonly results: Readonly<Record<string, unknown>>;
  /** How often a return-to voided this step; the voided acts stay in the list. */
  readonly timesVoided: number;
  readonly timesDone: number;
}

export const untouched: StepRecord = {
  begunOn: null,
  doneOn: null,
  doneSeq: null,
  outcome: null,
  doneBy: [],
  parts: [],
  objections: [],
  appeals: [],
  place: null,
  persons: [],
  lasts: null,
  waivedOn: null,
  drawn: null,
  bookedFrom: null,
  results: {},
  timesVoided: 0,
  timesDone: 0,
};

export interface HoldRecord {
  readonly id: string;
  readonly since: PlainDate;
  readonly liftedOn: PlainDate | null;
}

export interface HelpRecord {
  readonly id: string;
  readonly on: PlainDate;
  /** True when the household was not recognised yet: help given first, listed apart if the matter ends without. */
  readonly ahead: boolean;
}

export interface Ended {
  readonly on: PlainDate;
  /** Word of the outcome that ended it; `completed` when every step is settled, `withdrawn` after a withdrawal. */
  readonly state: string;
  /** Steps still due after the end (`then`). */
  readonly stillDue: readonly string[];
  /** Step whose outcome ended it; absent when nothing but the last step did. */
  readonly by?: string;
}

/** A matter after its acts. Everything that depends on the day asked is computed from it by `askMatter` and `tryAct`. */
export interface MatterState {
  readonly setting: MatterSetting;
  readonly facts: FactHistory;
  readonly events: Readonly<Record<string, PlainDate>>;
  /** By step id and route gate id; a step no act touched is absent. */
  readonly steps: Readonly<Record<string, StepRecord>>;
  readonly holds: readonly HoldRecord[];
  /** Day each route was opened. */
  readonly routes: Readonly<Record<string, PlainDate>>;
  readonly helps: readonly HelpRecord[];
  readonly ended: Ended | null;
  /** Acts that count, in the order they were folded; annulled ones are left out. */
  readonly acts: readonly Act[];
  readonly annulled: readonly number[];
  readonly lastSeq: number;
}

export function emptyState(setting: MatterSetting): MatterState {
  return {
    setting,
    facts: setting.facts,
    events: { 'matter.opened': setting.openedOn, ...setting.events },
    steps: {},
    holds: [],
    routes: {},
    helps: [],
    ended: null,
    acts: [],
    annulled: [],
    lastSeq: 0,
  };
}

/** What acts have made of `step`; an untouched record when none has. */
export function recordOf(state: MatterState, step: string): StepRecord {
  return state.steps[step] ?? untouched;
}
