import type { Case, CaseAct, CaseAsk } from '#domain/policy/case-shape.ts';
import type { Act } from '#domain/procedures/act.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import { type TryAnswer, tryAct } from '#domain/procedures/try-act.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { caseAct } from './case-acts.ts';
import { type Difference, matchReasons, matchValue, reasonOf, reasonText } from './match-expectation.ts';
import type { Replay } from './replay-case.ts';

/**
 * Differences between what a case expects of a tried act and the answer. `because` is exact; what the act merely left out
 * (outcome, reason) may be listed or not as long as something else refuses it.
 */
export function tryDifferences(replay: Replay, written: Case, ask: CaseAsk, day: PlainDate): readonly Difference[] {
  const { policy } = replay.setting;
  const { act, answer } = triedAct(replay, written, ask, day);
  const soft = answer.reasonRequired.map(reasonOf);
  const brought = answer.refusals.filter((each) => each.code === 'outcome-missing').map(reasonOf);
  const needed = answer.refusals.filter((each) => each.code !== 'outcome-missing').map(reasonOf);
  return Object.entries(ask.expect).flatMap(([key, value]) => {
    switch (key) {
      case 'allowed':
        return answer.allowed === value
          ? []
          : [
              {
                path: 'allowed',
                expected: value,
                found: [...answer.refusals, ...answer.reasonRequired].map((each) => reasonText(reasonOf(each))),
              },
            ];
      case 'because': {
        const onlySoft = needed.length + brought.length === 0 && act.reason === undefined;
        const found = onlySoft ? { needed: soft, optional: [] } : { needed, optional: [...soft, ...brought] };
        return matchReasons('because', value, found, policy);
      }
      case 'warnings':
        return matchReasons('warnings', value, { needed: answer.warnings.map(reasonOf), optional: [] }, policy);
      case 'reason-required':
        return typeof value === 'boolean'
          ? matchValue('reason-required', value, answer.reasonRequired.length > 0)
          : matchReasons('reason-required', value, { needed: soft, optional: [] }, policy);
      default:
        return [{ path: key, expected: 'a key of the answer', found: 'unknown' }];
    }
  });
}

/** The act an ask tries, on its own day or the ask's, and the answer. */
export function triedAct(replay: Replay, written: Case, ask: CaseAsk, day: PlainDate): { act: Act; answer: TryAnswer } {
  const { policy, procedure } = replay.setting;
  const { on: own, do: kind, by, outcome, ...detail } = ask.try ?? {};
  const on = typeof own === 'string' ? (parsePlainDate(own) ?? day) : day;
  const tried: CaseAct = {
    on,
    do: String(kind ?? ''),
    ...(typeof by === 'string' ? { by } : {}),
    ...(typeof outcome === 'string' ? { outcome } : {}),
    detail: { ...detail, ...(Array.isArray(by) ? { by } : {}) },
    place: ask.place,
  };
  const act = caseAct(tried, written.acts.length + 1, policy, namesFor(policy, procedure).dictionary);
  return { act, answer: tryAct(replay.state, act) };
}
