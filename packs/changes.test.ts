import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diffPolicies } from '#domain/policy/comparison/diff-policies.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { policyChangeText } from '#words/policy-changes.ts';

const packs = loadPacks([import.meta.dirname]).loaded.map(({ pack }) => pack);

function at(area: string, day: string) {
  return resolvePolicy({ packs, area, day: plainDate(day) });
}

function changes(before: readonly [string, string], after: readonly [string, string]) {
  return diffPolicies(at(...before), at(...after));
}

function sentences(before: readonly [string, string], after: readonly [string, string]): string[] {
  return changes(before, after).map((change) => policyChangeText('zh-CN', change));
}

const beforeSd = ['370323', '2022-03-12'] as const;
const sd = ['370323', '2022-03-20'] as const;
const yy = ['430621', '2022-06-01'] as const;
const fj = ['350128', '2022-06-01'] as const;
const xl = ['370323105', '2023-06-01'] as const;

// What the documents say, read by hand: SD二 (5 个工作日 → 3 个工作日, 15 日), YY一 (2 …), YY二1 (公示5天), YY附件 (6900元).
it.each([
  [beforeSd, sd, '新增文件“鲁乡振发〔2022〕11号', '2022-03-13起'],
  [beforeSd, sd, '入户核实期限：5个工作日 → 3个工作日', '（2022-03-13起，SD二'],
  [sd, yy, '监测线：未设定（由县局设定） → 6,900元', 'YY'],
  [sd, yy, '公示天数：未设定（由县局设定） → 5天', 'YY二1'],
  [sd, yy, '新增步骤监测对象识别“县级公告”', '2022-05-17起，YY二4'],
  [sd, yy, '取消文件“鲁乡振发〔2022〕11号', ''],
  [sd, fj, '新增文件“闽委振兴组〔2021〕5号', ''],
  [['370323', '2023-06-01'], xl, '新增文件“西政发〔2023〕13号', '2023-05-12起'],
  [['370323', '2023-06-01'], xl, '新增程序“集中排查”', 'XL'],
  [fj, yy, '公示天数：', '5天'],
] as const)('%s → %s: %s', (before, after, begins, holds) => {
  const found = sentences(before, after).filter((sentence) => sentence.startsWith(begins));
  expect(found.filter((sentence) => sentence.includes(holds))).toHaveLength(1);
});

it('tells what running matters keep', () => {
  const change = changes(beforeSd, sd).find(({ id }) => id === '入户核实期限');
  if (change === undefined) throw new Error('no change of 入户核实期限');
  expect(change.versionBy).toBe('start-event');
  expect(change.clocks).toContain('identification/household-verification');
  expect(policyChangeText('zh-CN', change, { count: 12 })).toMatch(/；正在办理的12件仍按5个工作日$/);
  expect(policyChangeText('en', change, { count: 1 })).toMatch(/; 1 in progress keeps 5 working days$/);
});

it('finds nothing between a policy and itself, and nothing of one region in another', () => {
  expect(changes(sd, sd)).toEqual([]);
  const packsIn = (area: readonly [string, string]) => at(...area).packs.map(({ head }) => head.id);
  expect(packsIn(sd)).toEqual(['national', 'SD']);
  expect(packsIn(xl)).toEqual(['national', 'SD', 'XL']);
  expect(packsIn(yy)).toEqual(['national', 'YY']);
  expect(packsIn(fj)).toEqual(['national', 'FJ']);
});

it('cites who takes a step away and who puts one in, not the step that is gone', () => {
  const invented = loadPacks([
    import.meta.dirname,
    join(import.meta.dirname, '../test/fixtures/packs/contract-overlay'),
  ]);
  const policy = (day: string) =>
    resolvePolicy({ packs: invented.loaded.map(({ pack }) => pack), area: '522622', day: plainDate(day) });
  const told = (before: string, after: string) =>
    diffPolicies(policy(before), policy(after)).map((change) => policyChangeText('zh-CN', change));
  expect(told('2022-06-30', '2022-07-01')).toEqual([
    '新增文件“某县乡振〔2022〕21号 某县操作规程”（2022-07-01起）',
    '取消步骤identification“consultation”（2022-07-01起，QX二）',
    'identification“township-review”：前一步 consultation → village-notice（2022-07-01起，QX二）',
    '新增步骤identification“announcement”（2022-07-01起，QX三）',
  ]);
  // The county before: its own document put the comparison between visit and deliberation.
  expect(told('2022-03-31', '2022-04-01')).toContain(
    'identification“deliberation”：前一步 household-verification → information-comparison（2022-04-01起，QC二）',
  );
});
