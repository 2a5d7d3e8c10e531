import { describe, expect, test } from 'vitest';
import { plainDate } from '../../values/plain-date.ts';
import type { ChangeRequest, ChangeSubject } from './household-change.ts';
import { monthSum } from './month-sum.ts';
import { planChange } from './plan-change.ts';

const TODAY = plainDate('2022-06-15');
/** Father and mother, their son with his wife and child. */
const family: ChangeSubject = {
  ...{ id: 'A', town: 1, village: 11, head: 'father', monitored: true, running: [] },
  members: [
    { id: 'father', name: '郑父', relation: '户主', sex: 'male' },
    { id: 'mother', name: '吴母', relation: '配偶', sex: 'female' },
    { id: 'son', name: '郑子', relation: '之子', sex: 'male' },
    { id: 'wife', name: '王媳', relation: '之儿媳', sex: 'female' },
    { id: 'child', name: '郑孙', relation: '之孙子', sex: 'male' },
  ],
};
const other: ChangeSubject = {
  ...{ id: 'B', town: 1, village: 12, head: 'aunt', monitored: false, running: [] },
  members: [{ id: 'aunt', name: '郑姑', relation: '户主', sex: 'female' }],
};
const identification = { matter: 'm', no: 'S1', kind: 'procedure', label: '识别认定' } as const;
const lead = { matter: 'l', no: 'X1', kind: 'lead', label: '线索' } as const;

const ask = (
  request: Omit<ChangeRequest, 'on'> & { on?: ChangeRequest['on'] },
  subject = family,
  into?: ChangeSubject,
) => planChange({ on: TODAY, ...request }, subject, TODAY, into);
const codes = (...asked: Parameters<typeof ask>) => ask(...asked).refusals.map(({ code }) => code);
const told = (plan: ReturnType<typeof ask>) =>
  plan.after.map(({ id, head, gone, members }) => [
    id,
    head,
    gone,
    members.map((each) => `${each.name} ${each.relation}`),
  ]);

describe('分户', () => {
  const split = { kind: 'split', persons: ['son', 'wife', 'child'], head: 'son', newHousehold: 'N' } as const;

  test('makes a household of those who go, one more in the village, nobody lost', () => {
    const plan = ask({ ...split, relations: { wife: '配偶', child: '之子' } });
    expect(told(plan)).toEqual([
      ['A', 'father', false, ['郑父 户主', '吴母 配偶']],
      ['N', 'son', false, ['郑子 户主', '王媳 配偶', '郑孙 之子']],
    ]);
    expect(plan.lines).toEqual([{ town: 1, village: 11, households: 1, persons: 0 }]);
  });

  test('asks what does not follow: whose wife and whose child', () => {
    expect(ask(split).refusals).toEqual([{ code: 'change-relation-missing', names: ['王媳', '郑孙'] }]);
  });

  test('neither takes everybody nor nobody, nor the head of those who stay', () => {
    expect(codes({ ...split, persons: [] })).toEqual(['change-nobody', 'change-head-needed']);
    const all = family.members.map(({ id }) => id);
    expect(codes({ ...split, persons: all })).toEqual(['change-everybody']);
    expect(codes({ ...split, persons: ['father'], head: 'father' })).toEqual(['change-head-goes']);
    expect(codes({ ...split, persons: ['stranger'], head: 'son' })).toEqual(['change-no-member']);
  });

  test('waits for a running procedure about these members, and not for a lead', () => {
    const relations = { wife: '配偶', child: '之子' };
    expect(ask({ ...split, relations }, { ...family, running: [identification] }).refusals).toEqual([
      { code: 'change-running', names: ['识别认定 S1'] },
    ]);
    expect(codes({ ...split, relations }, { ...family, running: [lead] })).toEqual([]);
  });
});

describe('并户', () => {
  test('moves all of them with the relation said, and one household is gone', () => {
    const plan = ask({ kind: 'merge', relations: { aunt: '之兄弟姐妹' } }, other, family);
    expect(told(plan).map(([id, , gone]) => [id, gone])).toEqual([
      ['B', true],
      ['A', false],
    ]);
    expect(plan.after[1]?.members.at(-1)).toEqual({ id: 'aunt', name: '郑姑', relation: '之兄弟姐妹' });
    expect(plan.lines).toEqual([
      { town: 1, village: 12, households: -1, persons: -1 },
      { town: 1, village: 11, households: 0, persons: 1 },
    ]);
  });

  test('is refused without relations, into itself, with anything running about those who come', () => {
    expect(codes({ kind: 'merge' }, other, family)).toEqual(['change-relation-missing']);
    expect(codes({ kind: 'merge', relations: { aunt: '户主' } }, other, family)).toEqual(['change-relation-missing']);
    expect(codes({ kind: 'merge' }, other, other)).toEqual(['change-same-household']);
    expect(codes({ kind: 'merge' }, { ...other, running: [lead] }, family)).toEqual(['change-running']);
    expect(codes({ kind: 'merge' }, other, { ...family, running: [identification] })).toEqual(['change-running']);
  });
});

describe('迁移', () => {
  test('is one household fewer here and one more there', () => {
    expect(ask({ kind: 'move', place: { town: 1, village: 13 } }).lines).toEqual([
      { town: 1, village: 11, households: -1, persons: -5 },
      { town: 1, village: 13, households: 1, persons: 5 },
    ]);
    expect(codes({ kind: 'move', place: { town: 1, village: 11 } })).toEqual(['change-same-place']);
  });

  test('takes an open lead along within the township; another township’s ledger would not add up', () => {
    const subject = { ...family, running: [lead] };
    expect(codes({ kind: 'move', place: { town: 1, village: 13 } }, subject)).toEqual([]);
    expect(ask({ kind: 'move', place: { town: 2, village: 21 } }, subject).refusals).toEqual([
      { code: 'change-lead-open', names: ['X1'] },
    ]);
  });
});

describe('死亡, 户主变更 and 自然减少', () => {
  test('a death leaves the others as they are', () => {
    const plan = ask({ kind: 'death', persons: ['mother'] });
    expect(plan.gone).toEqual(['mother']);
    expect(plan.lines).toEqual([{ town: 1, village: 11, households: 0, persons: -1 }]);
  });

  test('the death of the head asks for a new one, and what they are to him', () => {
    expect(codes({ kind: 'death', persons: ['father'] })).toEqual(['change-head-needed']);
    const plan = ask({ kind: 'death', persons: ['father'], head: 'mother' });
    expect(told(plan)).toEqual([['A', 'mother', false, ['吴母 户主', '郑子 之子', '王媳 之儿媳', '郑孙 之孙子']]]);
  });

  test('the last member does not die out of a household: the household ends', () => {
    expect(codes({ kind: 'death', persons: ['aunt'] }, other)).toEqual(['change-last-member']);
    const plan = ask({ kind: 'natural' }, other);
    expect([plan.gone, plan.after[0]?.gone, plan.lines[0]?.households]).toEqual([['aunt'], true, -1]);
    expect(codes({ kind: 'natural' }, { ...other, running: [lead] })).toEqual(['change-running']);
  });

  test('a new head turns relations round as far as they follow', () => {
    const plan = ask({ kind: 'head', head: 'son', relations: { wife: '配偶', child: '之子' } });
    expect(told(plan)[0]?.[3]).toEqual(['郑父 之父', '吴母 之母', '郑子 户主', '王媳 配偶', '郑孙 之子']);
    expect(codes({ kind: 'head', head: 'father' })).toEqual(['change-head-same']);
  });

  test('nothing is made on a day to come', () => {
    expect(codes({ kind: 'natural', on: plainDate('2022-06-16') })).toEqual(['change-future']);
    expect(codes({ kind: 'natural' }, { ...family, running: [] })).toEqual([]);
  });
});

describe('出生, 婚入', () => {
  test('somebody joins with a relation that is not the head’s', () => {
    const newcomer = { id: 'new', name: '郑新', relation: '之孙女', sex: 'female' } as const;
    expect(ask({ kind: 'birth', newcomer }).after[0]?.members).toHaveLength(6);
    expect(codes({ kind: 'birth', newcomer: { ...newcomer, relation: '户主' } })).toEqual(['change-relation-missing']);
    expect(codes({ kind: 'birth' })).toEqual(['change-nobody']);
  });
});

describe('the line of a month', () => {
  const none = { split: 0, movedIn: 0, cameOver: 0, entered: 0, merged: 0, movedOut: 0, wentOver: 0, natural: 0, takenBack: 0 }; // biome-ignore format: one line

  test('adds up only when both counts agree', () => {
    const changes = { ...none, split: 3, movedIn: 2, merged: 1, movedOut: 4, natural: 2 };
    expect(monthSum(100, 98, changes)).toMatchObject({ addsUp: true, off: 0 });
    expect(monthSum(100, 99, changes)).toMatchObject({ addsUp: false, off: 1 });
  });
});
