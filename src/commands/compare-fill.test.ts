import { describe, expect, test } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { compareFill, type FillField, type StandingLine } from './compare-fill.ts';

const rules = { today: plainDate('2022-04-06'), toldHow: ['当面签收', '电话告知'] };
const open: StandingLine = {
  id: 'a',
  seq: 3,
  no: '1',
  headName: '赵大',
  idKnown: true,
  foundOn: plainDate('2022-04-01'),
  visitedOn: null,
  verdict: null,
  reason: null,
  toldOn: null,
  toldHow: null,
  verifiers: [],
  finishedOn: null,
};

const cells = (given: Partial<Record<FillField, string>>) =>
  Object.fromEntries(
    Object.entries(given).map(([field, text], at) => [
      field,
      { text, day: /^\d{4}-\d\d-\d\d$/.test(text) ? text : null, address: `K${at + 1}` },
    ]),
  );
const compare = (given: Partial<Record<FillField, string>>, line = open) => compareFill(line, cells(given), rules);

describe('a filled row', () => {
  test('becomes one filling of its line', () => {
    const { fill, changes, wrong } = compare({ verdict: '否', reason: '收入稳定', visitedOn: '2022-04-05', verifiers: '王一、李二' }); // biome-ignore format: one line
    expect(wrong).toEqual([]);
    expect(changes.map(({ field }) => field)).toEqual(['verdict', 'visitedOn', 'reason', 'verifiers']);
    expect(fill).toMatchObject({ id: 'a', seq: 3, verdict: '否', reason: '收入稳定', visitedOn: '2022-04-05', verifiers: ['王一', '李二'] }); // biome-ignore format: one line
  });
  test('says nothing where it is blank or says what stands: a second import changes nothing', () => {
    const line = { ...open, visitedOn: '2022-04-05', verdict: '否', reason: '收入稳定', verifiers: ['王一', '李二'] };
    const again = compare({ verdict: '否', reason: '收入稳定', visitedOn: '2022-04-05', verifiers: '王一 李二' }, line);
    expect(again).toMatchObject({ changes: [], wrong: [], fill: null });
  });
  test.each<[string, Partial<Record<FillField, string>>, string]>([
    ['a word that is not in the list', { verdict: '不' }, 'word'],
    ['a day that is none', { toldOn: '昨天', toldHow: '当面签收' }, 'day'],
    ['a day to come', { finishedOn: '2022-04-07' }, 'future'],
    ['a day before the lead arose', { finishedOn: '2022-03-31' }, 'before'],
    ['a 否 without its reason', { verdict: '否' }, 'needs'],
    ['a day of telling without how', { toldOn: '2022-04-05' }, 'needs'],
  ])('names the cell with %s, and changes nothing of the line', (_, given, why) => {
    const { fill, changes, wrong } = compare(given);
    expect(wrong.map((each) => each.why)).toContain(why);
    expect(wrong[0]?.address).toMatch(/^K\d$/);
    expect({ fill, changes }).toEqual({ fill: null, changes: [] });
  });
  test('takes whoever made the visit, whoever was sent', () => {
    const line = { ...open, verifiers: ['王一', '李二'] };
    expect(compare({ verdict: '是', verifiers: '赵三、李二' }, line).fill?.verifiers).toEqual(['赵三', '李二']);
    expect(compare({ verdict: '是', verifiers: '王一，李二' }, line).fill?.verifiers).toBeUndefined();
    expect(compare({ verifiers: '赵三、李二' }, line).wrong).toMatchObject([{ why: 'stands', told: '王一、李二' }]);
  });
  test('does not overwrite an act that was done', () => {
    const line = { ...open, verdict: '是', visitedOn: '2022-04-02' };
    expect(compare({ verdict: '否', reason: '弄错了' }, line).wrong).toContainEqual({
      address: 'K1',
      why: 'stands',
      told: '是',
    });
  });
});
