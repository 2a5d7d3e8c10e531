import { expect, it } from 'vitest';
import { nameKeys } from './name-keys.ts';

it('reads surnames as surnames and keeps the other reading', () => {
  expect(nameKeys('单玉兰').initials).toBe('syl');
  expect(nameKeys('单玉兰').initialsOther).toBe('dyl');
  expect(nameKeys('仇大壮').initials).toBe('qdz');
  expect(nameKeys('曾凡喆').initials).toBe('zfz');
  expect(nameKeys('张三').pinyin).toBe('zhang san');
});
it('keeps characters it cannot read and names with a middle dot', () => {
  expect(nameKeys('买买提·吐尔逊').initials).toMatch(/^mmt/);
  expect(nameKeys('李𬱖').initials.length).toBeGreaterThanOrEqual(2);
});
