import type { ClockContext } from '#domain/duties/clock-context.ts';
import type { Feel, SourceRef } from '#domain/policy/pack-shape.ts';
import type { ParameterReading, Policy, ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FactHistory, Facts } from './fact-history.ts';

/** What a condition came to. `missing` names the facts and parameters an unknown one lacks. */
export interface Verdict {
  readonly value: 'yes' | 'no' | 'unknown';
  readonly missing: readonly string[];
}

/** What a condition may look at. `steps` holds the fields of `matter.<step>` by the step's name as rules write it. */
export interface ConditionInput {
  readonly facts: Facts;
  readonly steps: Readonly<Record<string, Facts>>;
  readonly member?: Facts;
  readonly act?: Facts;
  /** `waiver`: an `every` over an empty list does not hold. */
  readonly use: 'condition' | 'waiver';
  /** The reading of `参数.<name>`; asked only for parameters the condition names. */
  readonly parameter: (name: string) => ParameterReading;
}

/** What the engine asks of its neighbours: conditions, and values in force on a day. */
export interface Rules {
  /** Names in the verdict's `missing` are written as rules write them (`户.人均纯收入`, `参数.监测线`). */
  judge(condition: Feel, input: ConditionInput): Verdict;
  /** The reading of a parameter on `day`; a parameter no pack defines reads as unset. `for` conditions see `facts`. */
  parameter(name: string, day: PlainDate, facts: Facts): ParameterReading;
}

/** The rules a document issued after the opening brings to a matter it takes in (`transition: structure: adopt`). */
export interface LaterRules {
  /** First day on which the matter follows them. */
  readonly from: PlainDate;
  readonly pack: string;
  readonly policy: Policy;
  readonly procedure: ResolvedProcedure;
  readonly rules: Rules;
}

/** Parameters whose new values reach clocks already running (`transition: values: adopt`). */
export interface AdoptedValues {
  readonly from: PlainDate;
  readonly pack: string;
  readonly names: ReadonlySet<string>;
}

/** What stays the same over a matter's life, apart from acts. */
export interface MatterSetting {
  readonly procedure: ResolvedProcedure;
  readonly policy: Policy;
  readonly rules: Rules;
  readonly calendar: ClockContext['calendar'];
  readonly openedOn: PlainDate;
  /** Days of events known at the opening (`lead.found`, `period.start` …); later ones come as acts. */
  readonly events: Readonly<Record<string, PlainDate>>;
  readonly facts: FactHistory;
  /** By day, earliest first; absent: the steps stay as at the opening. */
  readonly later?: readonly LaterRules[];
  readonly adopted?: readonly AdoptedValues[];
  /** Clauses of the document that has repealed the procedure's own by a day; undefined while none has. */
  readonly repealed?: (day: PlainDate) => readonly SourceRef[] | undefined;
}

/** The setting as it binds on `day`: the steps of the opening, or those of the last document that took the matter in. */
export function settingOn(setting: MatterSetting, day: PlainDate): MatterSetting {
  const moved = setting.later?.findLast((each) => each.from <= day);
  if (moved === undefined || moved.procedure === setting.procedure) return setting;
  return { ...setting, procedure: moved.procedure, policy: moved.policy, rules: moved.rules };
}

/** Day whose value of a parameter counts on `asOf` for what began on `day`: a later document may have taken it over. */
export function valueDayFor(setting: MatterSetting, name: string, day: PlainDate, asOf: PlainDate): PlainDate {
  const taken = setting.adopted?.findLast((each) => each.names.has(name) && each.from <= asOf && each.from > day);
  return taken === undefined ? day : taken.from;
}
