import { amountData } from '#domain/policy/amount.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Pack, SourceRef } from '#domain/policy/pack-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { casePolicy } from '../case-setup.ts';
import { type Difference, matchList, matchValue, wordsOf } from '../match-expectation.ts';
import { plainWritten } from '../reading/read-case.ts';
import { writtenAt } from '../reading/written-items.ts';
import { type AskKind, compared, fault, inArea, listed, type Matcher, plain, unknownKey } from './ask-kind.ts';
import { type Keyed, underKey } from './policy-keys.ts';
import { answerOf, subjectFacts } from './subject-facts.ts';

/** `{resolve: key, on, area?}`: a parameter's value, or an item of the policy in the words of its pack, with its provenance. */
export const resolveAsk: AskKind = {
  keys: ['area', 'facts', 'household', 'member', 'note'],
  run: (asking) => {
    const { ground, ask } = asking;
    const day = ask.on;
    if (day === undefined) return fault('on', 'a day', null);
    const area = ask.detail['area'];
    const placed = typeof area === 'string' ? { ...ground, area } : ground;
    const policy = casePolicy(placed, inArea(asking.written, area), day);
    const key = String(ask.detail['resolve']);
    const name = key.replace(/^(parameters\/|参数\.)/, '');
    if (Object.hasOwn(policy.parameters, name)) {
      const { env, faults } = subjectFacts(asking, policy, day);
      const fits = (rule: string): boolean | null =>
        ({ yes: true, no: false, unknown: null })[answerOf(policy, rule, env, day, 'member').answer];
      return [...faults, ...parameterDifferences(placed.packs, policy, name, day, ask.expect, fits)];
    }
    const found = underKey(policy, key);
    if (found === undefined) {
      // A parameter nobody defines is absent like any other key.
      return /[/#]/.test(key) ? fault('resolve', 'a key of the language', key) : absent(ask.expect, key);
    }
    return keyDifferences(found, ask.expect, key);
  },
};

function parameterDifferences(
  packs: readonly Pack[],
  policy: Policy,
  name: string,
  day: PlainDate,
  expect: CaseMap,
  fits: (rule: string) => boolean | null,
): readonly Difference[] {
  const reading = parameterOn(policy, name, day, fits);
  const parameter = policy.parameters[name];
  if (reading === undefined || parameter === undefined) return absent(expect, name);
  const { origin } = parameter;
  const value = amountData(reading.value);
  const pack = reading.source[0]?.pack ?? origin.pack;
  return compared(expect, {
    value: (expected) => matchAmount(expected, value, reading.unit, reading.state),
    unit: plain('unit', reading.unit),
    state: plain('state', reading.state),
    pack: plain('pack', pack),
    clause: clauses('clause', reading.source),
    overridden: overriddenAs(
      origin.overrode.map(({ pack: outer, source }) => ({
        pack: outer,
        source: [...source, ...valueSources(packs, outer, name)],
      })),
    ),
    inferred: inferredAs(reading.inferred),
    from: plain('from', reading.from),
    'set-by': plain('set-by', reading.setBy),
    'set-at': plain('set-at', reading.setBy),
    offices: listed('offices', reading.setByOffices),
    set: plain('set', reading.set),
    missing: listed('missing', reading.missing),
    basis: listed('basis', parameter.basis),
    joint: plain('joint', parameter.joint),
    choices: listed(
      'choices',
      parameter.choices.map((each) => String(amountData(each.value))),
    ),
    suggestion: plain('suggestion', reading.suggestion === null ? null : amountData(reading.suggestion.value)),
    'version-by': plain('version-by', parameter.versionBy),
    question: plain('question', parameter.question ?? null),
    questioned: listed('questioned', questionedBy(policy, pack)),
    note: plain('note', parameter.note ?? null),
    label: plain('label', parameter.label ?? null),
  });
}

/** A value as a case may write it: 7000 or 7000.00, `3 working-day` or 3, and `unset` or another state where there is none. */
function matchAmount(
  expected: CaseValue,
  value: unknown,
  unit: string | null | undefined,
  state: string,
): readonly Difference[] {
  if (value === null && expected === state) return [];
  const written = typeof expected === 'string' ? /^(-?\d+(?:\.\d+)?)(?:\s+([a-z-]+?))?$/.exec(expected.trim()) : null;
  if (written === null || (written[2] !== undefined && written[2] !== unit))
    return matchValue('value', expected, value);
  return exactText(written[1]) === exactText(String(value)) ? [] : [{ path: 'value', expected, found: value }];
}

/** Without noughts that say nothing: 7000.50 as 7000.5. */
function exactText(decimal: string | undefined): string {
  return (decimal ?? '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** Numbers of documents an inner pack cites but nobody holds: they may have changed what it inherits from `pack`. */
function questionedBy(policy: Policy, pack: string): readonly string[] {
  const at = policy.packs.findIndex(({ head }) => head.id === pack);
  return policy.packs
    .slice(at + 1)
    .flatMap(({ head }) => head.cites.filter((each) => !each.held && each.settled !== true).map((each) => each.number));
}

function keyDifferences(found: Keyed, expect: CaseMap, key: string): readonly Difference[] {
  if (found.kind === 'absent') return absent(expect, key);
  if (found.kind === 'ids') {
    return compared(expect, {
      value: listed('value', found.ids),
      ids: listed('ids', found.ids),
      'in-order': plain('in-order', found.ids),
      count: plain('count', found.ids.length),
      has: (value) => has('has', value, found.ids),
      lacks: (value) => lacks('lacks', value, found.ids),
    });
  }
  const own: Record<string, Matcher> = {
    state: plain('state', 'present'),
    pack: plain('pack', found.pack),
    clause: clauses('clause', found.source),
    overridden: overriddenAs(found.origin?.overrode ?? []),
    inferred: inferredAs(found.inferred),
  };
  const words = inPackWords(found);
  return Object.entries(expect).flatMap(([name, value]) => {
    const matcher = Object.hasOwn(own, name) ? own[name] : undefined;
    if (matcher !== undefined) return matcher(value);
    if (name === 'value') return matchWord('value', value, found.id);
    if (Object.hasOwn(words, name)) return matchWord(name, value, words[name]);
    return value === null ? [] : [unknownKey(name, [...Object.keys(own), ...Object.keys(words)])];
  });
}

/** Nothing under the key: a case may expect just that. */
function absent(expect: CaseMap, key: string): readonly Difference[] {
  return Object.entries(expect).flatMap(([name, value]) => {
    const right = name === 'state' ? value === 'absent' : value === null;
    return right ? [] : [{ path: name, expected: value, found: `no ${key}` }];
  });
}

function inPackWords(found: Extract<Keyed, { kind: 'item' }>): Readonly<Record<string, unknown>> {
  const node = found.place === undefined ? undefined : writtenAt(found.place);
  const written = node === undefined ? null : plainWritten(node);
  const isRecord = typeof written === 'object' && written !== null && !Array.isArray(written);
  return { ...found.also, ...(isRecord ? written : {}) };
}

/** A list is compared whatever its order, and one word stands for a list of one; everything else as written. */
function matchWord(path: string, expected: CaseValue, found: unknown): readonly Difference[] {
  const texts = (value: unknown): readonly string[] | undefined =>
    Array.isArray(value) && value.every((each) => typeof each !== 'object') ? value.map(String) : undefined;
  const [wanted, got] = [texts(expected), texts(found)];
  if (wanted !== undefined && got !== undefined) return matchList(path, expected, got);
  if (got?.length === 1 && typeof expected === 'string') return matchValue(path, expected, got[0]);
  if (wanted?.length === 1 && typeof found === 'string') return matchValue(path, wanted[0] ?? null, found);
  return matchValue(path, expected, found);
}

function has(path: string, expected: CaseValue, found: readonly string[]): readonly Difference[] {
  const wanted = Array.isArray(expected) ? expected.map(String) : [String(expected)];
  return wanted.every((each) => found.includes(each)) ? [] : [{ path, expected: wanted, found }];
}

function lacks(path: string, expected: CaseValue, found: readonly string[]): readonly Difference[] {
  const wanted = Array.isArray(expected) ? expected.map(String) : [String(expected)];
  const there = wanted.filter((each) => found.includes(each));
  return there.length === 0 ? [] : [{ path, expected: `none of ${wanted.join(' ')}`, found: there }];
}

/** One clause that must be among the sources, or all of them. */
function clauses(path: string, source: readonly SourceRef[]): Matcher {
  return oneOrAll(
    path,
    source.map((ref) => `${ref.pack}#${ref.clause}`),
  );
}

/** Clauses the values of an outer pack's parameter rest on. */
function valueSources(packs: readonly Pack[], id: string, name: string): readonly SourceRef[] {
  const outer = packs.find(({ head }) => head.id === id);
  const same = outer?.parameters.filter((each) => each.name === name) ?? [];
  return same.flatMap(({ values }) => values.flatMap((value) => value.source));
}

/** What was overridden, each by its pack or one of its clauses; what rests on no clause need not be told. */
function overriddenAs(found: readonly { readonly pack: string; readonly source: readonly SourceRef[] }[]): Matcher {
  return (expected) => {
    const names = found.map(({ pack, source }) => [pack, ...source.map((ref) => `${ref.pack}#${ref.clause}`)]);
    const wanted = wordsOf(expected);
    const told = wanted.every((word) => names.some((each) => each.includes(word)));
    const needed = typeof expected === 'string' ? [] : names.filter((each) => each.length > 1);
    const all = needed.every((each) => each.some((word) => wanted.includes(word)));
    return told && all ? [] : [{ path: 'overridden', expected: wanted, found: found.map(({ pack }) => pack) }];
  };
}

function oneOrAll(path: string, found: readonly string[]): Matcher {
  return (expected) => {
    if (typeof expected === 'string') return found.includes(expected) ? [] : [{ path, expected, found }];
    return matchList(path, expected, found);
  };
}

/** `true` and `false` ask whether, a text asks for the reason itself. */
function inferredAs(why: string | null): Matcher {
  return (expected) => matchValue('inferred', expected, typeof expected === 'boolean' ? why !== null : why);
}
