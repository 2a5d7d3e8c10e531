import { describe, expect, it } from 'vitest';
import { amountData } from '#domain/policy/amount.ts';
import { checkPacks } from '#domain/policy/check-policy.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, Setting } from '#domain/policy/resolved-policy.ts';
import { trySetting } from '#domain/policy/try-setting.ts';
import { fen, parseYuan } from '#domain/values/fen.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { parsePack } from './parse-pack.ts';

/** A pack of an area with one clause `a`; `body` are further YAML sections. */
function pack(id: string, area: string, body: string, head = ''): Pack {
  const text = `pack: { id: ${id}, title: 试, area: '${area}', level: province, from: 2022-01-01${head} }
clauses: [{ id: a, section: 一, summary: 试, status: implemented }]
${body}`;
  const parsed = parsePack([{ path: `${id}.yaml`, text }], id);
  expect(parsed.problems).toEqual([]);
  return parsed.pack as Pack;
}

function resolve(packs: readonly Pack[], day: string, settings: readonly Setting[] = [], area = '420100'): Policy {
  return resolvePolicy({ packs, area, day: plainDate(day), settings });
}

function read(policy: Policy, name: string, day: string): readonly [unknown, string] {
  const reading = parameterOn(policy, name, plainDate(day));
  return [amountData(reading?.value ?? null), reading?.state ?? 'absent'];
}

describe('overlay of values', () => {
  const outer = pack(
    'O',
    '42',
    'parameters: { 甲: { unit: day, values: [{ from: 2022-01-01, value: 1, source: O#a }] } }',
  );
  const inner = pack(
    'I',
    '4201',
    'parameters: { 甲: { unit: day, values: [{ from: 2022-03-01, to: 2022-06-01, value: 2, source: I#a }] } }',
  );

  it('takes the innermost pack day by day and falls through to the outer one on days it does not cover', () => {
    const policy = resolve([inner, outer], '2022-04-01');
    expect(read(policy, '甲', '2022-02-28')).toEqual([1, 'set']);
    expect(read(policy, '甲', '2022-03-01')).toEqual([2, 'set']);
    expect(read(policy, '甲', '2022-05-31')).toEqual([2, 'set']);
    expect(read(policy, '甲', '2022-06-01')).toEqual([1, 'set']);
    expect(read(policy, '甲', '2021-12-31')).toEqual([null, 'unset']);
    expect(parameterOn(policy, '甲', plainDate('2022-04-01'))?.source).toEqual([{ pack: 'I', clause: 'a' }]);
    expect(policy.parameters['甲']?.origin).toEqual({
      pack: 'I',
      source: [],
      overrode: [{ pack: 'O', source: [] }],
    });
  });

  it('knows nothing of packs of other areas, and counts the packs of the chain in its hash', () => {
    const other = pack('X', '4301', 'parameters: { 甲: { unit: day, values: [{ value: 9, source: X#a }] } }');
    const policy = resolve([inner, outer, other], '2022-04-01');
    expect(policy.packs.map(({ head }) => head.id)).toEqual(['O', 'I']);
    expect(policy.hash).toBe(resolve([outer, inner], '2022-05-01').hash);
    expect(policy.hash).not.toBe(resolve([outer], '2022-04-01').hash);
    expect(read(resolve([other, outer], '2022-04-01', [], '430102'), '甲', '2022-04-01')).toEqual([9, 'set']);
  });

  it('lets a sourced value of an outer pack beat an inferred one inside', () => {
    const guess = pack('G', '4201', 'parameters: { 甲: { unit: day, values: [{ value: 7, inferred: 推定 }] } }');
    expect(read(resolve([outer, guess], '2022-04-01'), '甲', '2022-04-01')).toEqual([1, 'set']);
  });

  it('gives a number its meaning from the unit of the outer pack', () => {
    const unit = pack(
      'O',
      '42',
      'parameters: { 线: { unit: CNY/person/year, values: [], set-at: county, source: O#a } }',
    );
    const bare = pack('I', '4201', 'parameters: { 线: { values: [{ value: 8000.05, source: I#a }] } }');
    expect(parameterOn(resolve([unit, bare], '2022-04-01'), '线', plainDate('2022-04-01'))?.value).toBe(fen(800005));
  });
});

describe('values set by offices', () => {
  const packs = [
    pack(
      'O',
      '42',
      `parameters:
  公示天数: { type: term, values: [], set-at: county, suggestion: { value: 5 day, why: 参考 }, source: O#a }
  负担线: { unit: CNY/person/year, set-at: city, set-by: [甲局, 乙局], joint: true, values: [], source: O#a }
  口径: { type: code, values: [], choices: [{ value: 同时满足, source: O#a }, { value: 任一满足, source: O#a }] }
terms: { offices: { 甲局: { level: city }, 乙局: { level: city } } }`,
    ),
  ];
  const entered = (name: string, value: Setting['value'], by: string, from = '2022-04-01'): Setting => ({
    name,
    value,
    by,
    from: plainDate(from),
  });

  it('stay unset until set, with level and suggestion', () => {
    const reading = parameterOn(resolve(packs, '2022-04-01'), '公示天数', plainDate('2022-04-01'));
    expect(reading).toMatchObject({
      value: null,
      state: 'unset',
      setBy: 'county',
      suggestion: { value: { amount: 5, unit: 'day' } },
      source: [{ pack: 'O', clause: 'a' }],
    });
    const set = resolve(packs, '2022-04-01', [
      entered('公示天数', { amount: 5, unit: 'working-day' }, 'county-bureau'),
    ]);
    expect(parameterOn(set, '公示天数', plainDate('2022-03-31'))?.state).toBe('unset');
    expect(parameterOn(set, '公示天数', plainDate('2022-04-01'))).toMatchObject({
      value: { amount: 5, unit: 'working-day' },
      unit: 'working-day',
      inferred: null,
      set: { by: 'county-bureau' },
    });
  });

  it('are not used while they wait for a second person', () => {
    const before = entered('公示天数', { amount: 5, unit: 'day' }, 'county-bureau', '2022-03-01');
    const doubtful = { ...entered('公示天数', { amount: 90, unit: 'day' }, 'county-bureau'), waiting: true };
    expect(read(resolve(packs, '2022-04-02', [doubtful]), '公示天数', '2022-04-02')).toEqual([null, 'suspicious']);
    expect(read(resolve(packs, '2022-04-02', [before, doubtful]), '公示天数', '2022-04-02')).toEqual([5, 'set']);
  });

  it('count only when every joint office entered the same value', () => {
    const day = plainDate('2022-04-02');
    const one = resolve(packs, '2022-04-02', [entered('负担线', fen(1000000), '甲局')]);
    expect(parameterOn(one, '负担线', day)).toMatchObject({ state: 'unset', missing: ['乙局'] });
    const differing = [entered('负担线', fen(1000000), '甲局'), entered('负担线', fen(900000), '乙局')];
    expect(parameterOn(resolve(packs, '2022-04-02', differing), '负担线', day)?.value).toBeNull();
    const both = [entered('负担线', fen(1000000), '甲局'), entered('负担线', fen(1000000), '乙局')];
    expect(parameterOn(resolve(packs, '2022-04-02', both), '负担线', day)?.value).toBe(fen(1000000));
  });

  it('leave a choice undetermined until it is made', () => {
    expect(read(resolve(packs, '2022-04-01'), '口径', '2022-04-01')).toEqual([null, 'undetermined']);
    const chosen = resolve(packs, '2022-04-01', [entered('口径', '任一满足', 'county-bureau')]);
    expect(read(chosen, '口径', '2022-04-01')).toEqual(['任一满足', 'set']);
  });
});

describe('entering a value', () => {
  const packs = [
    pack(
      'O',
      '42',
      `parameters:
  低保: { unit: CNY/person/year, set-at: county, values: [], source: O#a }
  监测线:
    unit: CNY/person/year
    set-at: county
    basis: [物价]
    suspicious: [{ when: '值 > 2 * 去年值', text: 比去年高一倍以上 }]
    values: [{ from: 2020-01-01, to: 2022-01-01, value: 4000, source: O#a }]
    not-below: [{ value: 7152, from: 2022-01-01, to: 2023-01-01, source: O#a }]
    source: O#a`,
    ),
    pack('I', '4201', 'parameters: { 监测线: { values: [], not-below: [{ param: 低保, source: I#a }], source: I#a } }'),
  ];
  const low: Setting = {
    name: '低保',
    value: parseYuan('7500') ?? fen(0),
    from: plainDate('2022-01-01'),
    by: '民政局',
  };
  const attempt = (text: string, settings: readonly Setting[] = [low], level = 'county') =>
    trySetting(resolve(packs, '2022-04-01', settings), {
      name: '监测线',
      text,
      from: plainDate('2022-04-01'),
      by: 'county-bureau',
      level,
      basis: ['物价'],
    });
  const codes = (verdict: ReturnType<typeof attempt>): readonly string[] =>
    verdict.refusals.map((each) => `${each.code} ${each.source.map((ref) => ref.pack).join()}`);

  it('adds up the floors of all packs, and refuses where a floor is itself unset', () => {
    expect(codes(attempt('7100'))).toEqual(['below-floor O', 'below-floor I']);
    expect(codes(attempt('7400'))).toEqual(['below-floor I']);
    expect(codes(attempt('8000', []))).toEqual(['bound-unset I']);
    expect(attempt('7500').accepted).toBe(true);
  });

  it('refuses other offices, other amounts and an entry without its basis', () => {
    expect(codes(attempt('8000', [low], 'city'))).toEqual(['wrong-office I']);
    expect(codes(attempt('8 千'))).toEqual(['wrong-value I']);
    const policy = resolve(packs, '2022-04-01', [low]);
    const bare = trySetting(policy, {
      name: '监测线',
      text: '8000',
      from: plainDate('2022-04-01'),
      by: 'x',
      level: 'county',
    });
    expect(codes(bare)).toEqual(['basis-missing I']);
  });

  it('accepts what looks suspicious and says why it must wait', () => {
    expect(attempt('8000.00').suspicious).toEqual([]);
    expect(attempt('8000.01')).toMatchObject({ accepted: true, suspicious: ['比去年高一倍以上'] });
  });
});

describe('values from published figures', () => {
  const packs = [
    pack(
      'O',
      '42',
      `parameters:
  线: { unit: CNY/person/year, values: [
    { id: 对象, for: '户.在册 = true', statistic: 收入, of: -1, times: 0.3, source: O#a },
    { id: 其他, statistic: 收入, of: -1, times: 0.6, source: O#a, until-published: { of: -2, mark: provisional } } ] }
statistics: { 收入: { unit: CNY/person/year, area: '42', period: year, values: [
  { of: '2020', value: 10000.00, published: 2021-02-01, source: 公报 }, { of: '2021', value: 12000.01, published: 2022-02-15, source: 公报 } ] } }`,
    ),
  ];
  const policy = resolve(packs, '2022-04-01');
  const at = (day: string, fits: boolean | null) => parameterOn(policy, '线', plainDate(day), () => fits);

  it('are known from the day of publication, before that provisional or unpublished', () => {
    expect(at('2022-02-15', false)).toMatchObject({ value: fen(720001), state: 'set' });
    expect(at('2022-02-14', false)).toMatchObject({ value: fen(600000), state: 'provisional' });
    expect(at('2022-02-14', true)).toMatchObject({ value: null, state: 'unpublished', missing: ['收入'] });
  });

  it('stay undetermined while it is unknown for whom they are', () => {
    expect(at('2022-03-01', null)).toMatchObject({ value: null, state: 'undetermined' });
    expect(at('2022-03-01', true)?.value).toBe(fen(360000));
  });
});

describe('procedures', () => {
  const steps = `    steps:
      - { id: visit, by: village }
      - { id: consult, after: [visit], by: village }
      - { id: review, after: [consult], by: village }
      - { id: entry, after: [{ any: [consult, review] }], by: village }`;
  const outer = pack(
    'O',
    '42',
    `terms: { offices: { village: { level: village } } }
procedures:
  p:
    kind: identification
    subject: household
    source: O#a
${steps}
duties: [{ id: 月报, who: village, every: month, source: O#a }]`,
  );
  const waitsFor = (policy: Policy): Readonly<Record<string, unknown>> =>
    Object.fromEntries((policy.procedures.p?.steps ?? []).map((step) => [step.id, step.after]));

  it('let the successors of a removed step inherit its predecessors', () => {
    const inner = pack(
      'I',
      '4201',
      'remove: [{ path: procedures/p/steps/consult, source: I#a, valid: { from: 2022-06-01 } }]',
    );
    expect(waitsFor(resolve([outer, inner], '2022-06-01'))).toEqual({
      visit: [],
      review: ['visit'],
      entry: [{ any: ['review', 'visit'] }],
    });
    expect(waitsFor(resolve([outer, inner], '2022-05-31'))).toEqual({
      visit: [],
      consult: ['visit'],
      review: ['consult'],
      entry: [{ any: ['consult', 'review'] }],
    });
  });

  it('put an inserted step between both its sides', () => {
    const inner = pack(
      'I',
      '4201',
      'insert: [{ into: p, step: { id: notice, by: village, source: I#a }, after: [visit], before: [consult] }]',
    );
    const policy = resolve([outer, inner], '2022-04-01');
    expect(Object.keys(waitsFor(policy))).toEqual(['visit', 'notice', 'consult', 'review', 'entry']);
    expect(waitsFor(policy)).toMatchObject({ notice: ['visit'], consult: ['notice'] });
    expect(policy.origins['procedures/p/steps/notice']?.pack).toBe('I');
  });

  it('treat a step not yet in force like a removed one', () => {
    const dated = pack(
      'D',
      '42',
      `terms: { offices: { village: { level: village } } }
procedures: { p: { kind: other, subject: household, source: D#a, steps: [
  { id: a, by: village }, { id: b, after: [a], by: village, valid: { from: 2022-06-01 } }, { id: c, after: [b], by: village } ] } }`,
    );
    expect(waitsFor(resolve([dated], '2022-05-31'))).toEqual({ a: [], c: ['a'] });
    expect(waitsFor(resolve([dated], '2022-06-01'))).toEqual({ a: [], b: ['a'], c: ['b'] });
  });

  it('replace a procedure by a whole one inside, and lay a patch over it by id', () => {
    const whole = pack(
      'W',
      '4201',
      'procedures: { p: { kind: identification, subject: household, source: W#a, steps: [{ id: only, by: village }] } }',
    );
    expect(waitsFor(resolve([outer, whole], '2022-04-01'))).toEqual({ only: [] });
    const patch = pack(
      'P',
      '4201',
      'procedures: { p: { source: P#a, steps: [{ id: review, after: [visit], by: village }] } }',
    );
    const policy = resolve([outer, patch], '2022-04-01');
    expect(waitsFor(policy)).toMatchObject({ visit: [], review: ['visit'] });
    expect(policy.origins['procedures/p/steps/review']?.overrode).toEqual([
      { pack: 'O', source: [{ pack: 'O', clause: 'a' }] },
    ]);
  });

  it('drop a removed duty only where the removing pack applies', () => {
    const inner = pack('I', '4201', 'remove: [{ path: duties/月报, source: I#a }]');
    expect(resolve([outer, inner], '2022-04-01').duties).toEqual([]);
    expect(resolve([outer, inner], '2022-04-01', [], '420200').duties.map((duty) => duty.id)).toEqual(['月报']);
  });
});

describe('checks over the resolved policy', () => {
  const village = 'terms: { offices: { village: { level: village } } }\n';
  const problems = (...packs: readonly Pack[]): readonly string[] =>
    checkPacks(packs).map(({ code, place }) => `${code} ${place.file}:${place.line}:${place.column}`);

  it('find steps that wait in a circle, what can never open, and steps that are not there', () => {
    const knot = pack(
      'K',
      '42',
      `${village}procedures:
  p:
    kind: other
    subject: household
    source: K#a
    steps:
      - { id: a, after: [b], by: village }
      - { id: b, after: [a], by: village }
      - { id: c, after: [b], by: village }
      - { id: d, after: [nowhere], by: village }`,
    );
    expect(problems(knot)).toEqual([
      'cyclic-steps K.yaml:10:9',
      'cyclic-steps K.yaml:11:9',
      'unreachable-step K.yaml:12:9',
      'unknown-step K.yaml:13:9',
    ]);
  });

  it('find a parameter no pack of the chain defines, also inside an expression, with its column', () => {
    const outer = pack('O', '42', 'parameters: { 有: { unit: CNY, values: [], set-at: county, source: O#a } }');
    const inner = pack(
      'I',
      '4201',
      `${village}procedures:
  p:
    kind: other
    subject: household
    source: I#a
    steps:
      - { id: a, by: village, lasts: { param: 没有 } }
      - { id: b, by: village, checks: [{ require: '户.人均纯收入 >= 参数.无', text: x }] }
      - { id: c, by: village, checks: [{ require: '户.人均纯收入 >= 参数.有', text: x }] }`,
    );
    expect(problems(outer, inner)).toEqual(['unknown-reference I.yaml:10:38', 'bad-expression I.yaml:11:63']);
  });

  it('refuse two documents of one area on one key unless the later says what it amends', () => {
    const first = pack('A', '42', `${village}duties: [{ id: 报, who: village, every: month, source: A#a }]`);
    const second = (amends: string): Pack =>
      pack('B', '42', `duties: [{ id: 报, who: village, every: week, source: B#a${amends} }]`);
    expect(problems(first, second(''))).toEqual(['same-key-same-area B.yaml:3:10']);
    expect(problems(first, second(', amends: A#a'))).toEqual([]);
  });

  it('refuse to weaken an outer must without an outer clause that allows it', () => {
    const outer = pack('A', '42', `${village}duties: [{ id: 报, who: village, every: month, source: A#a }]`);
    const inner = (source: string): Pack =>
      pack('B', '4201', `duties: [{ id: 报, who: village, every: month, strength: may, source: ${source} }]`);
    expect(problems(outer, inner('B#a'))).toEqual(['strength-weakened B.yaml:3:10']);
    expect(problems(outer, inner('[B#a, A#a]'))).toEqual([]);
  });

  it('refuse a value below the floor of an outer pack and a pack whose outer one is missing', () => {
    const outer = pack(
      'A',
      '42',
      'parameters: { 线: { unit: CNY, values: [], source: A#a, not-below: [{ value: 7152, source: A#a }] } }',
    );
    const inner = pack(
      'B',
      '4201',
      'parameters: { 线: { unit: CNY, values: [{ value: 7151.99, source: B#a }] } }',
      ', extends: [A]',
    );
    expect(problems(outer, inner)).toEqual(['below-floor B.yaml:3:40']);
    expect(problems(inner)).toEqual(['unknown-outer-pack B.yaml:2:11']);
  });
});
