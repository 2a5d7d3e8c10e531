import { amountData } from '#domain/policy/amount.ts';
import type { CaseValue } from '#domain/policy/case-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy, Setting } from '#domain/policy/resolved-policy.ts';
import { type SettingVerdict, trySetting } from '#domain/policy/try-setting.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { casePolicy } from '../case-setup.ts';
import { matchReasons, type Reason, wordsOf } from '../match-expectation.ts';
import { type Asking, type AskKind, compared, dayIn, fault, inArea, listed, type Matcher, plain } from './ask-kind.ts';

/**
 * `{set: name, on, value, by?, level?, basis?}`: whether the value is accepted and whether it then counts. Without `by`
 * every office that has to set it enters it, without `basis` with every text asked for; `by` names the ones that do.
 * `second: true`: a second person has confirmed what looked suspicious.
 */
export const setAsk: AskKind = {
  keys: ['value', 'by', 'level', 'basis', 'second', 'from', 'area', 'note'],
  run: (plainAsking) => {
    const asking = { ...plainAsking, written: inArea(plainAsking.written, plainAsking.ask.detail['area']) };
    const { ask, written, ground } = asking;
    const day = ask.on ?? dayIn(ask.detail['from']);
    if (day === undefined) return fault('on', 'a day', null);
    const policy = casePolicy(ground, written, day);
    const offices = officesOf(asking, policy);
    const verdicts = offices.map((by) => enteredBy(asking, policy, by, day));
    const needed = uniqueReasons(verdicts);
    const suspicious = verdicts[0]?.suspicious ?? [];
    const accepted = verdicts.every((verdict) => verdict.accepted);
    const after = accepted ? readingAfter(asking, verdicts, offices, day) : undefined;
    const half = jointReason(policy, String(ask.detail['set']), after?.missing ?? []);
    // Where several offices must enter a value together, one alone is taken down, but a case may as well call it not accepted.
    const taken: Matcher = (value) => (half.length > 0 && value === false ? [] : plain('accepted', accepted)(value));
    return compared(ask.expect, {
      accepted: taken,
      answer: taken,
      because: (value) => matchReasons('because', value, { needed, optional: half }, policy),
      suspicious: (value) =>
        typeof value === 'boolean'
          ? plain('suspicious', suspicious.length > 0)(value)
          : plain('suspicious', suspicious)(value),
      waits: plain('waits', accepted && suspicious.length > 0 && ask.detail['second'] !== true),
      state: plain('state', after?.state ?? null),
      counts: plain('counts', after?.state === 'set'),
      lacks: listed('lacks', after?.missing ?? []),
      reads: plain('reads', after === undefined ? null : amountData(after.value)),
    });
  },
};

function officesOf({ ask }: Asking, policy: Policy): readonly string[] {
  const by = ask.detail['by'];
  if (by !== undefined) return wordsOf(by);
  const parameter = policy.parameters[String(ask.detail['set'])];
  const named = parameter?.setBy ?? [];
  if (named.length === 0) return ['case'];
  return parameter?.joint === true ? named : named.slice(0, 1);
}

function enteredBy({ ask }: Asking, policy: Policy, by: string, from: PlainDate): SettingVerdict {
  const name = String(ask.detail['set']);
  const parameter = policy.parameters[name];
  const { level, basis } = ask.detail;
  return trySetting(policy, {
    name,
    text: textOf(ask.detail['value']),
    from,
    by,
    level: typeof level === 'string' ? level : (parameter?.setAt ?? ''),
    basis: basis === undefined ? (parameter?.basis ?? []) : wordsOf(basis),
  });
}

function textOf(value: CaseValue | undefined): string {
  return Array.isArray(value) ? value.map(String).join('、') : String(value ?? '');
}

function uniqueReasons(verdicts: readonly SettingVerdict[]): readonly Reason[] {
  const reasons = verdicts.flatMap(({ refusals }) =>
    refusals.map(
      ({ code, source, facts }): Reason => ({ steps: [], source, code, text: null, missing: Object.values(facts) }),
    ),
  );
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

/** The clause that wants every office, while one of them is lacking. */
function jointReason(policy: Policy, name: string, missing: readonly string[]): readonly Reason[] {
  const parameter = policy.parameters[name];
  if (parameter?.joint !== true || missing.length === 0) return [];
  return [{ steps: [], source: parameter.origin.source, code: 'joint-missing', text: null, missing }];
}

/** The parameter as it reads on the day once the offices have entered the value. */
function readingAfter(asking: Asking, verdicts: readonly SettingVerdict[], offices: readonly string[], day: PlainDate) {
  const { ask, ground, written } = asking;
  const name = String(ask.detail['set']);
  const waits = ask.detail['second'] !== true && verdicts.some((verdict) => verdict.suspicious.length > 0);
  const settings = verdicts.flatMap((verdict, at): Setting[] => {
    const by = offices[at];
    if (verdict.amount === null || by === undefined) return [];
    return [{ name, value: verdict.amount, from: day, by, on: day, ...(waits ? { waiting: true } : {}) }];
  });
  return parameterOn(casePolicy(ground, written, day, settings), name, day);
}
