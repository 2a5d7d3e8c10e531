import { expect, test } from 'vitest';
import { toldReasons } from './told-reasons.ts';

test('phrases of three households or more are told with their rows, everything else together at the end', () => {
  const habits = new Map([
    ['有稳定收入', 12],
    ['子女已就业', 3],
    ['其子张三去年打工', 1],
    ['住院费用已报销', 9],
    ['', 40],
  ]);
  const reasons = ['有稳定收入', '子女已就业', '有稳定收入', '其子张三去年打工', '住院费用已报销', ''];
  expect(toldReasons(reasons, habits)).toEqual([
    { text: '有稳定收入', n: 2 },
    { text: '子女已就业', n: 1 },
    { text: null, n: 3 },
  ]);
  expect(toldReasons([], habits)).toEqual([]);
});
