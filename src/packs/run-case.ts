import { dueWord } from '#domain/duties/clock-answer.ts';
import { dutySlots, feedSlots } from '#domain/duties/duty-slots.ts';
import { amountData } from '#domain/policy/amount.ts';
import type { Case, CaseAct, CaseAsk, CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { MatterAnswer } from '#domain/procedures/ask-matter.ts';
import { waitsForWords } from '#domain/procedures/ask-matter.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { tryAct } from '#domain/procedures/try-act.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { caseAct } from './case-acts.ts';
import { type CaseFault, type CaseGround, casePolicy, settingFaults } from './case-setup.ts';
import { countedFaults } from './counted-days.ts';
import { type Difference, matchList, matchReasons, matchValue, type Reason, reasonText } from './match-expectation.ts';
import { answerOn, type Replay, replayCase } from './replay-case.ts';

export interface CaseResult {
  readonly case: string;
  /** Empty: every ask answered as expected. */
  readonly faults: readonly CaseFault[];
}

/** Kinds of ask this runner knows; every other is a fault named `unsupported ask`, never a pass. */
const KINDS = ['slots', 'set', 'resolve', 'feed', 'lint', 'sql', 'form', 'group', 'grade'] as const;

/** Runs one golden case and compares every ask with what it expects. Never throws for a wrong case: faults say what is. */
export function runCase(ground: CaseGround, written: Case): CaseResult {
  const faults: CaseFault[] = [...settingFaults(ground, written)];
  const fault = (ask: number | null, place: CaseFault['place'], difference: Difference): void => {
    const { path: what, expected, found } = difference;
    faults.push({ case: written.id, ask, place, what, expected, found });
  };
  if (written.asks.length === 0) fault(null, written.place, { path: 'asks', expected: 'at least one', found: 0 });
  const needsMatter = written.asks.some((ask) => kindOf(ask) === 'day' || kindOf(ask) === 'try');
  const replay = needsMatter ? replayCase(ground, written) : null;
  if (replay !== null && 'what' in replay) {
    fault(null, written.place, { path: replay.what, expected: 'known', found: replay.found });
    return { case: written.id, faults };
  }
  for (const { act, answer } of replay?.acts ?? []) {
    if (answer.allowed) continue;
    const place = written.acts[act.seq - 1]?.place ?? written.place;
    const found = [...answer.refusals, ...answer.reasonRequired].map((each) => reasonText(reasonOf(each)));
    fault(null, place, { path: `act ${act.seq} ${act.kind}`, expected: 'allowed', found });
  }
  for (const [index, ask] of written.asks.entries()) {
    for (const difference of runAsk(ground, written, ask, replay)) fault(index + 1, ask.place, difference);
  }
  return { case: written.id, faults };
}

function runAsk(ground: CaseGround, written: Case, ask: CaseAsk, replay: Replay | null): readonly Difference[] {
  const kind = kindOf(ask);
  if (Object.keys(ask.expect).length === 0) return [{ path: 'expect', expected: 'something', found: 'nothing' }];
  switch (kind) {
    case 'day':
      return replay === null || ask.on === undefined ? noDay() : dayDifferences(replay, ask.on, ask.expect);
    case 'try':
      return replay === null || ask.on === undefined ? noDay() : tryDifferences(replay, written, ask, ask.on);
    case 'slots':
      return slotDifferences(ground, written, ask);
    case 'resolve':
      return resolveDifferences(ground, written, ask);
    default:
      return [{ path: 'unsupported ask', expected: 'day, try, slots, resolve', found: kind }];
  }
}

function noDay(): Difference[] {
  return [{ path: 'on', expected: 'a day', found: null }];
}

function kindOf(ask: CaseAsk): string {
  if (ask.try !== undefined) return 'try';
  return KINDS.find((kind) => ask.detail[kind] !== undefined) ?? 'day';
}

function dayDifferences(replay: Replay, on: PlainDate, expect: CaseMap): readonly Difference[] {
  const answer = answerOn(replay, on);
  return Object.entries(expect).flatMap(([key, value]) => {
    switch (key) {
      case 'open':
        return matchOpen(replay, answer, value);
      case 'waiting':
        return matchWaiting(answer, value);
      case 'refused':
        return matchReasons(
          'refused',
          value,
          { needed: answer.refused.map(reasonOf), optional: [] },
          replay.setting.policy,
        );
      case 'due':
        return matchDue(answer, value);
      case 'owed':
        return matchList('owed', value, answer.owed);
      case 'state':
        return matchStates(answer, value);
      case 'plan':
        return matchPlan(answer, value);
      case 'effective':
        return matchValue('effective', value, isWritten(value) ? (answer.effective?.on ?? null) : answer.effective);
      case 'ended':
        return matchValue(
          'ended',
          asTruth(value, answer.ended !== null),
          isWritten(value) ? (answer.ended?.state ?? null) : answer.ended,
        );
      case 'counted':
        return countedFaults(replay, answer, value);
      case 'needs':
        return matchNeeds(answer, value);
      case 'helped-ahead':
        return matchList(
          'helped-ahead',
          value,
          answer.helpedAhead.map((help) => help.id),
        );
      default:
        return [{ path: key, expected: 'a key of the answer', found: 'unknown' }];
    }
  });
}

/** `ended: true` asks only whether, `ended: 不符合` with which word. */
function asTruth(value: CaseValue, is: boolean): CaseValue {
  return typeof value === 'boolean' && value === is ? (is ? value : null) : value;
}

function isWritten(value: CaseValue): boolean {
  return typeof value === 'string' || value === null;
}

/** Gates of open routes, and whether a step begins or ends, need not be told apart in a list that names none. */
function matchOpen(replay: Replay, answer: MatterAnswer, value: CaseValue): Difference[] {
  const gates = new Set(replay.setting.procedure.routes.flatMap((route) => route.gates.map((gate) => gate.id)));
  const wanted = Array.isArray(value) ? value.map(stepName) : [];
  const namesGates = wanted.some((name) => gates.has(name));
  const found = answer.open
    .filter((each) => namesGates || !gates.has(each.step))
    .map((each) => (wanted.includes(`${each.step}.${each.moment}`) ? `${each.step}.${each.moment}` : each.step));
  return matchList('open', value, found);
}

function stepName(entry: CaseValue): string {
  return typeof entry === 'object' && entry !== null && 'step' in entry ? String(entry.step) : String(entry);
}

/** Entries as a step id, or as `{step, for}` where `for` must be among what is waited for. */
function matchWaiting(answer: MatterAnswer, value: CaseValue): Difference[] {
  const list = Array.isArray(value) ? value : [];
  const names = matchList(
    'waiting',
    value,
    answer.waiting.map((each) => each.step),
  );
  const reasons = list.flatMap((entry: CaseValue) => {
    if (typeof entry !== 'object' || entry === null || !('for' in entry)) return [];
    const found = answer.waiting.find((each) => each.step === stepName(entry));
    const words = found === undefined ? [] : waitsForWords(found.for);
    const wanted = Array.isArray(entry.for) ? entry.for.map(String) : [String(entry.for)];
    return wanted.every((word) => words.includes(word))
      ? []
      : [{ path: `waiting.${stepName(entry)}`, expected: wanted, found: words }];
  });
  return [...names, ...reasons];
}

/** A clock may be told by its date or as provisional; clocks not named are not compared. */
function matchDue(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([key, expected]) => {
    const clock = answer.clocks.find((each) => each.key === key);
    if (clock === undefined) return expected === null ? [] : [{ path: `due.${key}`, expected, found: 'no such clock' }];
    const words = [dueWord(clock.answer), ...(clock.answer.state === 'dated' ? [clock.answer.due] : [])];
    return words.some((word) => word === String(expected).replace(/^(waits|unset):\s+/, '$1:'))
      ? []
      : [{ path: `due.${key}`, expected, found: words[0] }];
  });
}

function matchStates(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([step, expected]) => {
    const found = answer.steps[step];
    if (found === undefined) return [{ path: `state.${step}`, expected, found: 'no such step' }];
    const words: string[] = [found.state];
    if (found.outcome !== null) words.push(found.outcome);
    if (found.owed) words.push('owed');
    if (found.timesVoided > 0 && found.doneOn === null && found.begunOn === null) words.push('voided');
    return words.includes(String(expected)) ? [] : [{ path: `state.${step}`, expected, found: words }];
  });
}

/** `{latest-begin: {step: date}}` over all running limits (the earliest day counts), or `{step: date}`. */
function matchPlan(answer: MatterAnswer, value: CaseValue): Difference[] {
  const inner = entriesOf(value).find(([key]) => key === 'latest-begin')?.[1] ?? value;
  const lines = answer.plan.flatMap(({ plan }) => plan.lines);
  if (typeof inner !== 'object' || inner === null) {
    const begins = lines
      .filter((line) => line.lasts !== null)
      .map((line) => line.latestBegin)
      .toSorted();
    return matchValue('plan', inner, begins[0] ?? null);
  }
  return entriesOf(inner).flatMap(([step, expected]) => {
    const days = lines
      .filter((line) => line.step === step)
      .map((line) => line.latestBegin)
      .toSorted();
    return matchValue(`plan.${step}`, expected, days[0] ?? null);
  });
}

function matchNeeds(answer: MatterAnswer, value: CaseValue): Difference[] {
  return entriesOf(value).flatMap(([step, expected]) =>
    matchList(`needs.${step}`, expected, answer.open.find((each) => each.step === step)?.needs ?? []),
  );
}

function tryDifferences(replay: Replay, written: Case, ask: CaseAsk, day: PlainDate): readonly Difference[] {
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
  const answer = tryAct(replay.state, act);
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

function reasonOf({ step, source, code, text, missing, opensWhen }: Refusal): Reason {
  return { steps: [step, ...(opensWhen.steps ?? [])], source, code, text, missing };
}

function slotDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
  const [from, to] = [dayIn(ask.detail['from']), dayIn(ask.detail['to'])];
  if (from === undefined || to === undefined) return [{ path: 'slots', expected: 'from and to', found: ask.detail }];
  const id = String(ask.detail['slots']);
  const policy = casePolicy(ground, written, to);
  const duty = policy.duties.find((each) => each.id === id);
  const feed = policy.feeds.find((each) => each.id === id);
  if (duty === undefined && feed === undefined) return [{ path: 'slots', expected: id, found: 'no such duty or feed' }];
  const slots =
    feed === undefined ? (duty === undefined ? [] : dutySlots(duty, { from, to })) : feedSlots(feed, { from, to });
  return Object.entries(ask.expect).flatMap(([key, value]) =>
    key === 'due'
      ? matchValue(
          'due',
          value,
          slots.map((slot) => slot.due),
        )
      : [{ path: key, expected: 'due', found: 'unknown' }],
  );
}

function resolveDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
  const name = String(ask.detail['resolve']).replace(/^parameters\//, '');
  const day = ask.on;
  if (day === undefined) return noDay();
  const area = ask.detail['area'];
  const policy = casePolicy(typeof area === 'string' ? { ...ground, area } : ground, withArea(written, area), day);
  const reading = parameterOn(policy, name, day);
  if (reading === undefined) return [{ path: 'resolve', expected: name, found: 'no such parameter' }];
  const origin = policy.parameters[name]?.origin;
  const answer: Record<string, unknown> = {
    value: amountData(reading.value),
    unit: reading.unit,
    state: reading.state,
    pack: reading.source[0]?.pack ?? origin?.pack ?? null,
    clause: reading.source.map((ref) => `${ref.pack}#${ref.clause}`),
    overridden: (origin?.overrode ?? []).map((each) => each.pack),
    inferred: reading.inferred,
    from: reading.from,
    'set-by': reading.setBy,
  };
  return Object.entries(ask.expect).flatMap(([key, value]) => {
    if (!(key in answer)) return [{ path: key, expected: Object.keys(answer), found: 'unknown' }];
    const found = answer[key];
    if (Array.isArray(found) && !Array.isArray(value))
      return found.includes(value) ? [] : [{ path: key, expected: value, found }];
    return matchValue(key, value, found);
  });
}

function withArea(written: Case, area: CaseValue | undefined): Case {
  if (typeof area !== 'string') return written;
  const { packs = [], set = {}, choose = {} } = written.policy ?? {};
  return { ...written, policy: { packs, set, choose, area } };
}

function dayIn(value: CaseValue | undefined): PlainDate | undefined {
  return typeof value === 'string' ? parsePlainDate(value) : undefined;
}

function entriesOf(value: CaseValue): readonly (readonly [string, CaseValue])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
