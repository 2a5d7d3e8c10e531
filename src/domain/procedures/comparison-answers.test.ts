import { expect, it } from 'vitest';
import { readAnswers } from './comparison-answers.ts';

const asked = [
  { matter: 'm1', no: 'A-1', member: 'p1', name: '甲' },
  { matter: 'm1', no: 'A-2', member: 'p2', name: '乙' },
  { matter: 'm2', no: 'B-1', member: 'p3', name: '丙' },
];
const items = ['存款', '车辆'];
const row = (no: string, name: string, 存款 = '无', 车辆 = '无', at = 2) => ({
  row: at,
  no,
  name,
  results: { 存款, 车辆 },
});

it('takes what fits the lines asked, and marks what was found without deciding', () => {
  const { answers, wrong, unanswered } = readAnswers(asked, items, [
    row('A-1', '甲'),
    row('A-2', '乙', '12万元', '未查到', 3),
  ]);
  expect(answers.map(({ member, found }) => [member, found])).toEqual([
    ['p1', []],
    ['p2', ['存款']],
  ]);
  expect(wrong).toEqual([]);
  expect(unanswered.map(({ no }) => no)).toEqual(['B-1']);
});

it('lets nobody in who was not asked about, and names every row that does not fit', () => {
  const rows = [
    row('C-9', '丁'),
    row('A-1', '别人', '无', '无', 3),
    row('A-2', '乙', '', '无', 4),
    row('B-1', '丙', '无', '无', 5),
    row('B-1', '丙', '无', '无', 6),
  ];
  const { answers, wrong } = readAnswers(asked, items, rows);
  expect(answers.map(({ member }) => member)).toEqual(['p3']);
  expect(wrong).toEqual([
    { row: 2, why: 'unknown-line', about: 'C-9' },
    { row: 3, why: 'other-name', about: '甲' },
    { row: 4, why: 'item-missing', about: '存款' },
    { row: 6, why: 'twice', about: 'B-1' },
  ]);
});
