import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { askMatter } from './ask-matter.ts';
import { findConflicts } from './find-conflicts.ts';
import { tryAct } from './try-act.ts';

function matter(steps: string, more = ''): string {
  return `
parameters:
  抽查户数: { unit: household, values: [], set-at: county, source: TT#b }
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
${steps}
${more}`;
}

function codes(
  setting: ReturnType<typeof matterSetting>,
  before: Parameters<typeof folded>[1][],
  tried: ReturnType<typeof act>,
): string[] {
  const answer = tryAct(folded(setting, ...before), tried);
  return [...answer.refusals, ...answer.reasonRequired].map((each) => each.code);
}

describe('who acts', () => {
  const setting = (facts: object): ReturnType<typeof matterSetting> =>
    matterSetting(
      matter(`
      - { id: close, by: [{ office: county-bureau, when: '等级 = "高"' }, { office: township, when: '等级 in ("中","低")' }], never-by: [village], source: TT#a }
      - { id: entrust, by: [{ office: township, strength: principle }, { office: county-bureau, reason: required }], source: TT#a }
      - { id: meet, together: [village, township], source: TT#a }
      - { id: sign, by: township, signers: [{ role: 书记 }, { role: 乡镇长 }], distinct: true, seal: township, source: TT#a }
      - { id: pass, hands: [village, township, county-bureau], source: TT#a }`),
      { facts: { ...facts } },
    );
  it('follows the first condition that holds, and refuses while it is unknown', () => {
    const high = setting({ 等级: '高' });
    expect(codes(high, [], act('2022-03-02', 'close', { by: 'county-bureau' }))).toEqual([]);
    expect(codes(high, [], act('2022-03-02', 'close', { by: 'township' }))).toEqual(['wrong-office']);
    expect(codes(setting({}), [], act('2022-03-02', 'close', { by: 'county-bureau' }))).toEqual(['office-unknown']);
    expect(codes(setting({}), [], act('2022-03-02', 'close'))).toEqual(['office-unknown']);
    expect(codes(high, [], act('2022-03-02', 'close', { by: 'village' }))).toEqual(['office-excluded']);
  });
  it('lets a stand-in act with a reason, others not at all', () => {
    const known = setting({});
    const tried = act('2022-03-02', 'entrust', { by: 'county-bureau' });
    expect(codes(known, [], tried)).toEqual(['wrong-office']);
    expect(tryAct(folded(known), { ...tried, reason: '核对机构停业' }).allowed).toBe(true);
    expect(tryAct(folded(known), act('2022-03-02', 'entrust', { by: 'village', reason: '顺便' })).allowed).toBe(false);
  });
  it('wants one act of all, or all signatures of different persons and the seal', () => {
    expect(codes(setting({}), [], act('2022-03-02', 'meet', { by: 'village' }))).toEqual(['wrong-office']);
    expect(codes(setting({}), [], act('2022-03-02', 'meet', { by: 'village+township' }))).toEqual([]);
    expect(codes(setting({}), [], act('2022-03-02', 'sign'))).toEqual([
      'signers-missing',
      'signers-missing',
      'seal-missing',
    ]);
    const same = {
      signers: [
        { role: '书记', person: 'p1' },
        { role: '乡镇长', person: 'p1' },
      ],
      seal: 'township',
    };
    expect(codes(setting({}), [], act('2022-03-02', 'sign', same))).toEqual(['signers-not-distinct']);
  });
  it('passes one paper over the desks in their order', () => {
    const known = setting({});
    expect(codes(known, [], act('2022-03-02', 'pass', { by: 'township' }))).toEqual(['out-of-turn']);
    const hands = ['village', 'township', 'county-bureau'].map((by, index) =>
      act(`2022-03-0${index + 2}`, 'pass', { by }),
    );
    expect(askMatter(folded(known, ...hands.slice(0, 2)), plainDate('2022-03-05')).steps['pass']?.state).toBe('begun');
    expect(askMatter(folded(known, ...hands), plainDate('2022-03-05')).steps['pass']).toMatchObject({
      doneOn: '2022-03-04',
    });
  });
});

describe('steps that may fall away', () => {
  const setting = (facts: object = {}): ReturnType<typeof matterSetting> =>
    matterSetting(
      matter(`
      - { id: notice, by: village, objections: { pending: hold, upheld: { return-to: notice }, rejected: resume }, source: TT#a }
      - { id: compare, after: [notice], by: township, source: TT#a,
          skip: { when: '(风险明确 = true) and (matter.notice.objections = 0)', strength: may, source: TT#b } }
      - { id: check, after: [compare], by: county-bureau, sample: { count: { param: 抽查户数 } }, source: TT#b }
      - { id: approve, after: [check], by: county-bureau, source: TT#a,
          appeal: { within: 30 day, to: county-bureau, effect: none }, on-overdue: { flag: 超期未批 }, within: 3 day, from: notice.done }`),
      { facts: { ...facts } },
    );
  const posted = act('2022-03-02', 'notice', { by: 'village' });
  const waived = act('2022-03-03', 'choose', { target: 'compare', by: 'township' });

  it('are waived by a person where the text allows it, and only then', () => {
    const clear = setting({ 风险明确: true });
    expect(codes(clear, [posted], waived)).toEqual([]);
    expect(askMatter(folded(clear, posted), plainDate('2022-03-03')).steps['compare']?.state).toBe('open');
    expect(askMatter(folded(clear, posted, waived), plainDate('2022-03-03')).steps['compare']?.state).toBe('skipped');
    expect(codes(setting(), [posted], waived)).toEqual(['check-unknown']);
    expect(codes(clear, [], waived)).toEqual(['waits-for-steps']);
    const objected = [
      act('2022-03-01', 'object', { target: 'notice' }),
      act('2022-03-02', 'settle', { target: 'notice', outcome: 'rejected' }),
    ];
    expect(codes(clear, [...objected, posted], waived)).toEqual(['check-failed']);
  });
  it('are drawn with method and seed, once the county has set how many', () => {
    const drawn = act('2022-03-04', 'choose', {
      target: 'check',
      values: { drawn: false, method: '随机数表', seed: '7' },
    });
    const before = [posted, act('2022-03-03', 'compare')];
    expect(codes(setting(), before, drawn)).toEqual(['parameter-unset']);
    const count = { name: '抽查户数', value: 3, from: plainDate('2022-01-01'), by: 'county-bureau' };
    const known = matterSetting(
      matter(
        '      - { id: check, by: county-bureau, sample: { count: { param: 抽查户数 } }, source: TT#b }\n      - { id: end, after: [check], source: TT#a }',
      ),
      { settings: [count] },
    );
    expect(codes(known, [], act('2022-03-04', 'check'))).toEqual(['draw-missing']);
    expect(codes(known, [], { ...drawn, values: { drawn: false } })).toEqual(['draw-missing', 'draw-missing']);
    const answer = askMatter(folded(known, drawn), plainDate('2022-03-04'));
    expect([answer.steps['check']?.state, answer.open.map((each) => each.step)]).toEqual(['not-drawn', ['end']]);
  });
  it('show what a passed date brings about, and the term for an appeal', () => {
    const steps =
      '      - { id: approve, by: county-bureau, appeal: { within: 30 day, to: county-bureau, effect: none }, on-overdue: { flag: 超期未批 }, within: 3 day, from: matter.opened, source: TT#a }';
    const known = matterSetting(matter(steps));
    const on = (day: string, ...acts: Parameters<typeof folded>[1][]): ReturnType<typeof askMatter> =>
      askMatter(folded(known, ...acts), plainDate(day));
    expect(on('2022-03-04').overdue).toEqual([]);
    expect(on('2022-03-05').overdue).toMatchObject([{ step: 'approve', effect: { flag: '超期未批' } }]);
    const done = on('2022-03-10', act('2022-03-06', 'approve'));
    expect(done.overdue).toMatchObject([{ effect: { flag: null, lapse: { days: 2 } } }]);
    expect(done.clocks.find((each) => each.key === 'approve.appeal')?.answer).toMatchObject({ due: '2022-04-05' });
  });
  it('count a result on record while it is younger than it may be', () => {
    const known = matterSetting(
      matter(
        `      - { id: compare, by: township, source: TT#a, per: { each: member, items: [结果] }, reuse: { record: 比对日期, by: [county-bureau], valid: 30 day, source: TT#b } }`,
      ),
      { facts: { 成员: [{ id: 'a', 比对日期: '2022-03-01' }] } },
    );
    expect(askMatter(folded(known), plainDate('2022-03-31')).steps['compare']?.state).toBe('exempt');
    expect(askMatter(folded(known), plainDate('2022-04-01')).steps['compare']?.state).toBe('open');
  });
});

describe('acts that contradict each other', () => {
  const setting = matterSetting(
    matter('      - { id: visit, source: TT#a }\n      - { id: meet, after: [visit], source: TT#a }'),
  );
  const list = [act('2022-03-02', 'visit'), act('2022-03-03', 'meet')];
  it('are listed once something they stood on is annulled, and keep their place', () => {
    expect(findConflicts(folded(setting, ...list))).toEqual([]);
    const annulled = folded(setting, ...list, act('2022-03-04', 'annul', { targetSeq: 1, reason: '录错' }));
    expect(findConflicts(annulled)).toMatchObject([{ seq: 2, refusals: [{ code: 'waits-for-steps' }] }]);
    expect(annulled.acts.map((each) => each.seq)).toEqual([2]);
  });
});
