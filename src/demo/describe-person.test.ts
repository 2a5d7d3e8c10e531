import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { schoolingOn } from './describe-person.ts';
import { seededRandom } from './random.ts';

const on = plainDate('2022-03-31');
const schooling = (born: string): string | null => schoolingOn(plainDate(born), on, seededRandom(1));

describe('school', () => {
  it('begins in the September after the sixth birthday', () => {
    // School year 2021/22: first year are those who were six by 31 August 2021.
    expect(schooling('2015-08-31')).toBe('小学');
    expect(['学前教育', '学龄前儿童']).toContain(schooling('2015-09-01'));
    expect(schooling('2009-08-31')).toBe('七年级');
    expect(schooling('2009-09-01')).toBe('小学');
    expect(schooling('2006-09-01')).toBe('九年级');
    expect(schooling('2019-04-01')).toBe('学龄前儿童');
  });
  it('counts a new year from September', () => {
    const born = plainDate('2009-05-05');
    expect(schoolingOn(born, plainDate('2021-08-31'), seededRandom(1))).toBe('小学');
    expect(schoolingOn(born, plainDate('2021-09-01'), seededRandom(1))).toBe('七年级');
  });
  it('ends for everybody', () => {
    expect(schooling('1995-01-01')).toBeNull();
    const random = seededRandom(2);
    const upper = Array.from({ length: 300 }, () => schoolingOn(plainDate('2005-10-01'), on, random));
    expect(new Set(upper)).toEqual(new Set(['普通高中一年级', '中职一年级', null]));
  });
});
