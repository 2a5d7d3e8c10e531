import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { askMatter } from './ask-matter.ts';
import { tryAct } from './try-act.ts';

const COMPARED = `
parameters:
  公示天数: { type: term, values: [], set-at: county, source: TT#b }
  监测线: { unit: CNY/person/year, version-by: act-day, values: [], set-at: county, source: TT#b }
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: deliberation, by: village, source: TT#a }
      - { id: compare, after: [deliberation], by: county-bureau, source: TT#a,
          per: { each: member, where: 'member.年龄 >= 18', items: [存款, 车辆] },
          exempt: { when: '(member.类别 = "低保") and (member.比对日期 != null)', strength: must, source: TT#b } }
      - { id: notice, after: [compare], by: village, lasts: { param: 公示天数 }, source: TT#b }
      - { id: approve, after: [notice], by: county-bureau, source: TT#a }
    gates:
      - { id: line, before: [approve], require: '户.人均纯收入 < 参数.监测线', value-day: act-day, text: 收入不低于监测线, source: TT#b }
    limits:
      - { id: overall, within: 15 day, from: lead.found, to: approve, strength: principle, source: TT#b }
`;
const exemptOne = { id: 'a', 类别: '低保', 年龄: 40, 比对日期: '2022-02-20' };
const asked = { id: 'b', 类别: '一般', 年龄: 30 };
const child = { id: 'c', 类别: '一般', 年龄: 10 };
const met = act('2022-03-02', 'deliberation');

function compareNeeds(members: readonly object[]): unknown {
  const state = folded(matterSetting(COMPARED, { facts: { 成员: members } }), met);
  const { steps, open } = askMatter(state, plainDate('2022-03-02'));
  return [steps['compare']?.state, open.find((each) => each.step === 'compare')?.needs ?? null];
}

describe('a waiver per member', () => {
  it('asks those in scope who are not exempt, for every item', () => {
    expect(compareNeeds([exemptOne, asked, child])).toEqual(['open', ['results.b.存款', 'results.b.车辆']]);
  });
  it('exempts the household only when every member in scope is', () => {
    expect(compareNeeds([exemptOne, child])).toEqual(['exempt', null]);
  });
  it('is not given for the class alone, without an earlier result', () => {
    expect(compareNeeds([{ id: 'a', 类别: '低保', 年龄: 40 }])).toEqual(['open', ['results.a.存款', 'results.a.车辆']]);
  });
  it('blocks while it is unknown who is in scope, naming the field', () => {
    const state = folded(matterSetting(COMPARED, { facts: { 成员: [{ id: 'a', 类别: '一般' }] } }), met);
    const answer = tryAct(state, act('2022-03-03', 'compare', { results: {} }));
    expect(answer.refusals).toMatchObject([{ code: 'scope-unknown', missing: ['member.年龄'] }]);
    const nobody = folded(matterSetting(COMPARED), met);
    expect(tryAct(nobody, act('2022-03-03', 'compare')).refusals).toMatchObject([
      { code: 'scope-unknown', missing: ['成员'] },
    ]);
  });
  it('makes asking an exempt member again a matter of giving a reason', () => {
    const state = folded(matterSetting(COMPARED, { facts: { 成员: [exemptOne, asked] } }), met);
    const results = { a: { 存款: '无', 车辆: '无' }, b: { 存款: '无', 车辆: '无' } };
    const answer = tryAct(state, act('2022-03-03', 'compare', { results }));
    expect([answer.allowed, answer.refusals]).toEqual([false, []]);
    expect(answer.reasonRequired).toMatchObject([{ code: 'exempt-already', source: [{ clause: 'b' }] }]);
    expect(tryAct(state, act('2022-03-03', 'compare', { results, reason: '群众举报' })).allowed).toBe(true);
  });
});

describe('values nobody has set', () => {
  const facts = { 成员: [exemptOne], 户: { 人均纯收入: 700000n } };
  const setting = matterSetting(COMPARED, { facts, events: { 'lead.found': '2022-03-01' } });

  it('refuse posting, naming the parameter and who may set it', () => {
    const answer = tryAct(folded(setting, met), act('2022-03-03', 'notice.begin'));
    expect(answer.refusals).toMatchObject([
      {
        code: 'parameter-unset',
        missing: ['参数.公示天数'],
        opensWhen: { parameter: '公示天数', setBy: 'county' },
        source: [{ clause: 'b' }],
      },
    ]);
    expect(askMatter(folded(setting, met), plainDate('2022-03-03')).refused).toMatchObject([{ step: 'notice' }]);
  });
  it('let posting begin once set, by the value of the day it begins', () => {
    const values = [
      { name: '公示天数', value: { amount: 5, unit: 'day' }, from: plainDate('2022-03-01'), by: 'county-bureau' },
      { name: '公示天数', value: { amount: 7, unit: 'day' }, from: plainDate('2022-03-06'), by: 'county-bureau' },
    ] as const;
    const known = matterSetting(COMPARED, { facts, settings: values });
    const state = folded(known, met, act('2022-03-05', 'notice.begin'));
    expect(tryAct(state, act('2022-03-10', 'notice')).allowed).toBe(false);
    expect(tryAct(state, act('2022-03-11', 'notice')).allowed).toBe(true);
  });
  it('make a gate unknown, which refuses and names the parameter', () => {
    const answer = tryAct(folded(setting, met), act('2022-03-03', 'approve'));
    expect(answer.refusals.map((each) => each.code)).toEqual(['waits-for-steps', 'gate-unknown']);
    expect(answer.refusals[1]).toMatchObject({
      missing: ['参数.监测线'],
      text: '收入不低于监测线',
      opensWhen: { parameter: '监测线' },
    });
  });
});

describe('a limit in principle', () => {
  const setting = matterSetting(COMPARED, { facts: { 成员: [asked] }, events: { 'lead.found': '2022-03-01' } });
  it('leaves its last day in time and asks a reason from the day after', () => {
    expect(tryAct(folded(setting), act('2022-03-16', 'deliberation'))).toMatchObject({
      allowed: true,
      reasonRequired: [],
    });
    const late = tryAct(folded(setting), act('2022-03-17', 'deliberation'));
    expect(late).toMatchObject({
      allowed: false,
      refusals: [],
      reasonRequired: [{ code: 'limit-passed', source: [{ clause: 'b' }] }],
    });
    const given = tryAct(folded(setting), act('2022-03-17', 'deliberation', { reason: '大雪封路' }));
    expect(given).toMatchObject({ allowed: true, warnings: [{ code: 'limit-passed' }] });
  });
  it('has no date while its start is unknown, never one from today', () => {
    const clock = askMatter(folded(matterSetting(COMPARED)), plainDate('2022-03-17')).clocks.find(
      (each) => each.key === 'overall',
    );
    expect(clock?.answer).toMatchObject({ state: 'waits', waitsFor: [{ kind: 'event', name: 'lead.found' }] });
  });
});
