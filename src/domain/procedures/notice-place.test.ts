import { describe, expect, it } from 'vitest';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { tryAct } from './try-act.ts';

const STEPS = `
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: notice, by: village, at: village-of-household, lasts: 5 day, source: TT#a }
      - { id: announcement, by: township, at: village-of-household, announces: true, source: TT#b }
      - { id: meeting, by: township, at: county-bureau, source: TT#b }
`;

function place(
  kind: string,
  at: string | null,
  facts: object = {},
  before: Parameters<typeof folded>[1][] = [],
): string[] {
  const setting = matterSetting(STEPS, { facts: { ...facts } });
  const values = at === null ? {} : { at };
  const { refusals } = tryAct(folded(setting, ...before), act('2022-03-02', kind, { values }));
  return refusals.map(({ code, missing, opensWhen }) => [code, ...missing, ...(opensWhen.facts ?? [])].join(' '));
}

describe('the place of a step', () => {
  const known = { 户: { 建制村: '甲村' } };
  it('must be the one the pack names once an act names one', () => {
    expect(place('notice.begin', 'village-of-household')).toEqual([]);
    expect(place('notice.begin', '农户所在村', known)).toEqual([]);
    expect(place('notice.begin', '甲村', known)).toEqual([]);
    for (const wrong of ['township', '乡镇', 'county', '县局', 'village']) {
      expect(place('notice.begin', wrong)).toEqual(['wrong-place 农户所在村']);
      expect(place('announcement', wrong, known)).toEqual(['wrong-place 甲村']);
    }
    expect(place('notice.begin', '乙村', known)).toEqual(['wrong-place 甲村']);
    expect(place('meeting', '县局')).toEqual([]);
    expect(place('meeting', '甲村')).toEqual(['wrong-place county-bureau']);
  });
  it('cannot be judged by the name of a village while nobody knows where the household lives', () => {
    expect(place('announcement', '甲村')).toEqual(['wrong-place 农户所在村 户.建制村']);
  });
  it('is said by an announcement, except in a matter that knows of no place', () => {
    expect(place('announcement', null, known)).toEqual(['wrong-place 甲村']);
    const posted = act('2022-03-01', 'notice.begin', { values: { at: '农户所在村' } });
    expect(place('announcement', null, {}, [posted])).toEqual(['wrong-place 农户所在村']);
    expect(place('announcement', null)).toEqual([]);
    expect(place('notice.begin', null, known)).toEqual([]);
  });
});
