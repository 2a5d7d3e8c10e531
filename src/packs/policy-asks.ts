import { dutySlots, feedSlots } from '#domain/duties/duty-slots.ts';
import { amountData } from '#domain/policy/amount.ts';
import type { Case, CaseAsk, CaseValue } from '#domain/policy/case-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { trySetting } from '#domain/policy/try-setting.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { type CaseGround, casePolicy } from './case-setup.ts';
import { type Difference, matchReasons, matchValue, type Reason, wordsOf } from './match-expectation.ts';

/** Differences of the due days of a duty or feed between `from` and `to`. */
export function slotDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
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

/** Differences of a parameter as it reads for an area on a day: value, unit, pack, clause, what it overrode. */
export function resolveDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
  const name = String(ask.detail['resolve']).replace(/^parameters\//, '');
  const day = ask.on;
  if (day === undefined) return [{ path: 'on', expected: 'a day', found: null }];
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

/**
 * Differences of entering a value: `{set: name, on, value, by?, level?, basis?}`. Without `by` the office that may set it
 * enters it, with every text the parameter asks for.
 */
export function settingDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
  const day = ask.on ?? dayIn(ask.detail['from']);
  if (day === undefined) return [{ path: 'on', expected: 'a day', found: null }];
  const { value, by, level, basis } = ask.detail;
  const name = String(ask.detail['set']);
  const policy = casePolicy(ground, written, day);
  const parameter = policy.parameters[name];
  const verdict = trySetting(policy, {
    name,
    text: String(value ?? ''),
    from: day,
    by: typeof by === 'string' ? by : (parameter?.setBy[0] ?? 'case'),
    level: typeof level === 'string' ? level : (parameter?.setAt ?? ''),
    basis: basis === undefined ? (parameter?.basis ?? []) : wordsOf(basis),
  });
  const needed = verdict.refusals.map(
    ({ code, source, facts }): Reason => ({ steps: [], source, code, text: null, missing: Object.values(facts) }),
  );
  return Object.entries(ask.expect).flatMap(([key, expected]) => {
    if (key === 'accepted') return matchValue('accepted', expected, verdict.accepted);
    if (key === 'because') return matchReasons('because', expected, { needed, optional: [] }, policy);
    if (key === 'suspicious' && typeof expected === 'boolean') {
      return matchValue('suspicious', expected, verdict.suspicious.length > 0);
    }
    if (key === 'suspicious') return matchValue('suspicious', expected, verdict.suspicious);
    return [{ path: key, expected: 'accepted, because, suspicious', found: 'unknown' }];
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
