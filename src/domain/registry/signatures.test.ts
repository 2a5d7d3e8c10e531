import { expect, it } from 'vitest';
import { type Signature, signatureFaults } from './signatures.ts';

const members = [
  { id: 'mother', minor: false },
  { id: 'child', minor: true },
  { id: 'uncle', minor: null },
];
const faults = (...signatures: Signature[]) => signatureFaults(members, signatures).map(({ why }) => why);

it('takes a hand, a thumb with its filler, a guardian of a child and somebody for who is away', () => {
  expect(
    faults(
      { member: 'mother', how: 'thumbprint', name: '代书人' },
      { member: 'child', how: 'guardian', name: '母亲' },
      { member: 'uncle', how: 'proxy', name: '户主' },
    ),
  ).toEqual([]);
});

it('asks who filled in for a thumb, who the guardian is, who signed for who is away', () => {
  expect(faults({ member: 'mother', how: 'thumbprint' })).toEqual(['name-missing']);
  expect(faults({ member: 'child', how: 'guardian', name: ' ' })).toEqual(['name-missing']);
  expect(faults({ member: 'uncle', how: 'proxy' })).toEqual(['name-missing']);
});

it('lets no child sign alone and no guardian sign for a grown-up', () => {
  expect(faults({ member: 'child', how: 'self' })).toEqual(['minor-signs']);
  expect(faults({ member: 'mother', how: 'guardian', name: '邻居' })).toEqual(['guardian-of-adult']);
});

it('knows only the household, each once', () => {
  expect(faults({ member: 'stranger', how: 'self' })).toEqual(['unknown-member']);
  expect(faults({ member: 'mother', how: 'self' }, { member: 'mother', how: 'self' })).toEqual(['twice']);
});
