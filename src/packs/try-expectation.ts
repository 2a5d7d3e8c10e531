import type { Case, CaseAct, CaseAsk } from '#domain/policy/case-shape.ts';
import type { Act } from '#domain/procedures/act.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import { type TryAnswer, tryAct } from '#domain/procedures/try-act.ts';
import { tryOpening } from '#domain/procedures/try-opening.ts';
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
  if (act.kind === 'open') return { act, answer: openingAnswer(replay, act) };
  return { act, answer: tryAct(replay.state, act) };
}

/** `{do: open, status, running, applicant, signature, batch}`: whether a matter of the procedure may be opened that day. */
function openingAnswer(replay: Replay, { on, values }: Act): TryAnswer {
  const written = values['status'];
  const status = (['none', 'monitored', 'cleared'] as const).find((each) => each === written) ?? statusOf(replay);
  const { applicant, signature } = values;
  const refusals = tryOpening(
    { ...replay.setting, openedOn: on },
    {
      status,
      running: values['running'] === true,
      ...(typeof applicant === 'string' ? { applicant } : {}),
      ...(typeof signature === 'string' ? { signature } : {}),
      ...(values['batch'] === undefined || values['batch'] === false ? {} : { batch: true }),
    },
  );
  return { allowed: refusals.length === 0, refusals, reasonRequired: [], warnings: [] };
}

/** By the register as the facts tell it; a household nobody told anything of was never on it. */
function statusOf({ setting }: Replay): 'none' | 'monitored' | 'cleared' {
  const household = setting.facts.start['户'];
  const own: object = typeof household === 'object' && household !== null ? household : {};
  if (Reflect.get(own, '在册') === true || setting.facts.start['在册'] === true) return 'monitored';
  return Reflect.get(own, '风险是否消除') === true ? 'cleared' : 'none';
}
