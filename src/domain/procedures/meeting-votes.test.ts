import { expect, it } from 'vitest';
import { voteFaults, votersOf } from './meeting-votes.ts';

const vote = (agree: number, against = 0, abstain = 0, recused = 0) => ({ agree, against, abstain, recused });

it('counts who was there and is not related', () => {
  expect(votersOf(15, vote(14, 0, 0, 1))).toBe(14);
  expect(voteFaults(15, 20, vote(12, 1, 1, 1))).toEqual([]);
  expect(voteFaults(15, 0, vote(15))).toEqual([]);
});

it('says what does not add up', () => {
  expect(voteFaults(0, 20, vote(0))).toEqual(['nobody-there']);
  expect(voteFaults(21, 20, vote(21))).toEqual(['more-than-invited']);
  expect(voteFaults(15, 20, vote(15, 0, 0, 1))).toEqual(['more-than-there']);
  expect(voteFaults(15, 20, vote(10))).toEqual(['votes-differ']);
  expect(voteFaults(2, 20, vote(0, 0, 0, 2))).toEqual(['all-recused']);
});
