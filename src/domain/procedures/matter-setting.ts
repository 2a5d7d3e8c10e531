import type { ClockContext } from '#domain/duties/clock-context.ts';
import type { Feel } from '#domain/policy/pack-shape.ts';
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
}
