import { stepNameInRules } from '#domain/dictionary/entry.ts';
import type { Feel } from '#domain/policy/pack-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type Facts, factsOn } from './fact-history.ts';
import { settingOn, type Verdict, valueDayFor } from './matter-setting.ts';
import { type MatterState, recordOf } from './matter-state.ts';
import { type Task, tasksOf } from './step-graph.ts';

/** A matter looked at on one day. Made by `viewOn`; answers about steps are remembered in it. */
export interface DayView {
  readonly state: MatterState;
  readonly day: PlainDate;
  readonly facts: Facts;
  readonly tasks: ReadonlyMap<string, Task>;
  /** Kept by the functions that compute them, so that long chains are walked once. */
  readonly remembered: Map<string, unknown>;
}

export function viewOn(state: MatterState, day: PlainDate): DayView {
  const setting = settingOn(state.setting, day);
  return {
    state: setting === state.setting ? state : { ...state, setting },
    day,
    facts: factsOn(state.facts, day),
    tasks: new Map(tasksOf(setting.procedure).map((task) => [task.step.id, task])),
    remembered: new Map(),
  };
}

/** The answer to `key`, computed once for the view. */
export function once<T>(view: DayView, key: string, compute: () => T): T {
  if (view.remembered.has(key)) return view.remembered.get(key) as T;
  const value = compute();
  view.remembered.set(key, value);
  return value;
}

/** Which day's value `参数.<name>` has in a condition; absent: what the parameter itself says. */
export type ValueDay = 'start-event' | 'opening' | 'act-day';

export interface ConditionContext {
  readonly member?: Facts;
  readonly act?: Facts;
  readonly valueDay?: ValueDay;
  /** Day the clock around the condition started; null while it has not, absent where there is none. */
  readonly startDay?: () => PlainDate | null;
  readonly use?: 'condition' | 'waiver';
}

const holds: Verdict = { value: 'yes', missing: [] };

/** What a condition comes to on the view's day; no condition holds. */
export function judge(view: DayView, condition: Feel | undefined, context: ConditionContext = {}): Verdict {
  if (condition === undefined) return holds;
  return view.state.setting.rules.judge(condition, {
    facts: view.facts,
    steps: stepFacts(view),
    use: context.use ?? 'condition',
    ...(context.member === undefined ? {} : { member: context.member }),
    ...(context.act === undefined ? {} : { act: context.act }),
    parameter: (name) => readParameter(view, name, context),
  });
}

/**
 * A parameter as a condition reads it: on the day asked for `act-day`, on the opening day for `opening`, else on the day
 * the clock of the step around it started. Without such a clock, or before it starts, the opening day stands in.
 */
export function readParameter(view: DayView, name: string, context: ConditionContext = {}): ParameterReading {
  const { policy, rules, openedOn } = view.state.setting;
  const versionBy = context.valueDay ?? policy.parameters[name]?.versionBy ?? 'start-event';
  if (versionBy === 'act-day') return rules.parameter(name, view.day, view.facts);
  const started = versionBy === 'start-event' ? (context.startDay?.() ?? openedOn) : openedOn;
  return rules.parameter(name, valueDayFor(view.state.setting, name, started, view.day), view.facts);
}

/**
 * `matter.<step>.…` for every step, by the step's name as rules write it; an untouched step has counts only. An open route
 * and a measure given (the last time) can be asked the same way.
 */
export function stepFacts(view: DayView): Readonly<Record<string, Facts>> {
  return once(view, 'step-facts', () => {
    const out: Record<string, Facts> = {};
    for (const id of view.tasks.keys()) {
      const record = recordOf(view.state, id);
      const fields: Record<string, unknown> = {
        objections: record.objections.length,
        upheld: record.objections.filter((objection) => objection.upheld === true).length,
      };
      if (record.begunOn !== null) fields['begun'] = record.begunOn;
      if (record.doneOn !== null) {
        fields['done'] = record.doneOn;
        fields['state'] = 'done';
        if (record.outcome !== null) fields['outcome'] = record.outcome;
        const office = record.doneBy[0]?.office;
        if (office !== undefined) fields['by'] = office;
      }
      out[stepNameInRules(id)] = fields;
    }
    for (const [id, on] of Object.entries(view.state.routes)) {
      out[stepNameInRules(id)] = { objections: 0, upheld: 0, begun: on, done: on, state: 'open' };
    }
    for (const { id, on } of view.state.helps) {
      out[stepNameInRules(id)] = { objections: 0, upheld: 0, begun: on, done: on, state: 'done' };
    }
    return out;
  });
}
