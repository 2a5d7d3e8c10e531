import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fen } from '../../values/fen.ts';
import { addDays, plainDate } from '../../values/plain-date.ts';
import { householdFields, personFields, type RegistryField } from '../registry-fields.ts';
import { findClearanceBlocks, findFaults, qualityRules } from './find-faults.ts';
import { EXAMPLE_DAY, exampleSetting } from './quality-examples.ts';
import type { QualityHousehold, QualityMeasure } from './quality-household.ts';

const words = fc.constantFrom(
  ...[
    '',
    '户主',
    '配偶',
    '之子',
    '之女',
    '男',
    '女',
    '健康',
    '残疾',
    '无劳动力',
    '普通劳动力',
    '学龄前儿童',
    '小学',
    '帮扶消除',
  ],
  ...['因病', '因安全饮水', '甲省', '甲省乙市', '19900000000', '399900198002031230', '2022', '\u0000', '🙂', '是'],
);
const days = fc.integer({ min: -60_000, max: 2000 }).map((n) => addDays(EXAMPLE_DAY, n));
const amounts = fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }).map((n) => n as Fen);

function anyOf(field: RegistryField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: -5, max: 400 });
    case 'list':
      return fc.array(words, { maxLength: 3 });
    case 'date':
      return days;
    case 'date-or-month':
      return fc.oneof(
        days,
        days.map((each) => each.slice(0, 7)),
        words,
      );
    case 'fen':
      return amounts;
    default:
      return words;
  }
}

/** Every field known or not, in any form its type allows, text of any kind where it is text. */
const valuesOf = (fields: readonly RegistryField[]) =>
  fc.record(Object.fromEntries(fields.map((field) => [field.name, anyOf(field)])), { requiredKeys: [] });

const measures = fc.array(
  fc.record<QualityMeasure>(
    { type: words, detail: words, member: fc.constantFrom('0', '1'), deliveredOn: days },
    { requiredKeys: ['type'] },
  ),
  { maxLength: 3 },
);

const households = fc
  .record({
    values: valuesOf(householdFields),
    members: fc.array(fc.record({ values: valuesOf(personFields), numberElsewhere: fc.boolean() }), { maxLength: 5 }),
    status: fc.constantFrom('none', 'monitored', 'cleared', 'removed'),
    statusSince: fc.option(days),
    measures: fc.option(measures, { nil: undefined }),
    income: fc.option(
      fc.record({ on: days, wage: amounts, business: amounts, transfer: amounts }, { requiredKeys: ['on'] }),
      { nil: undefined },
    ),
  })
  .map(
    (made) =>
      ({
        key: 'any',
        ...made,
        members: made.members.map((member, index) => ({ key: String(index), ...member })),
      }) as QualityHousehold,
  );

const RUNS = process.env['SHOUWANG_FULL'] === undefined ? 150 : 20_000;

test('no rule throws on a household of any shape, and each finding names a member there is and a cell', () => {
  fc.assert(
    fc.property(households, (household) => {
      const keys = household.members.map(({ key }) => key);
      for (const { person, cells } of [
        ...findFaults(household, exampleSetting),
        ...findClearanceBlocks(household, exampleSetting, plainDate('2022-06-01')),
      ]) {
        expect(person === null || keys.includes(person)).toBe(true);
        expect(cells.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: RUNS, seed: 20220601 },
  );
});

test('looking twice finds the same', () => {
  fc.assert(
    fc.property(households, (household) => {
      expect(findFaults(household, exampleSetting)).toEqual(findFaults(household, exampleSetting));
    }),
    { numRuns: 50, seed: 7 },
  );
});

test('rules say what they are about with fields that exist', () => {
  const known = new Set<string>([...householdFields, ...personFields].map(({ name }) => name)).add('measures').add('income'); // biome-ignore format: one line
  expect(qualityRules.flatMap(({ cells }) => cells).filter((cell) => !known.has(cell))).toEqual([]);
});
