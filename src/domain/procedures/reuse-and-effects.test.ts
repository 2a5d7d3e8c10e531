import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { askMatter } from './ask-matter.ts';
import { tryAct } from './try-act.ts';

type Acts = Parameters<typeof folded>[1][];

function matter(steps: string, facts: object): ReturnType<typeof matterSetting> {
  const body = `
procedures:
  p:
    kind: clearance
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
${steps}`;
  return matterSetting(body, { facts: { ...facts } });
}

describe('a result on record', () => {
  const compared = (strength: string, recorded: string): ReturnType<typeof matterSetting> =>
    matter(
      `      - { id: visit, by: township, source: TT#a }
      - { id: compare, after: [visit], by: county-bureau, per: { each: member, items: [车辆] }, source: TT#a,
          reuse: { record: 比对日期, valid: 30 day, strength: ${strength}, source: TT#b } }
      - { id: meet, after: [compare], by: village, source: TT#a }`,
      { 成员: [{ id: 'a', 比对日期: recorded }] },
    );
  const on = (setting: ReturnType<typeof matterSetting>, day: string, ...acts: Acts): string | undefined =>
    askMatter(folded(setting, ...acts), plainDate(day)).steps['compare']?.state;
  const visited = (day: string): Acts[number] => act(day, 'visit', { by: 'township' });

  it('counts on its thirtieth day, not on the day after', () => {
    const setting = compared('must', '2022-03-01');
    expect(on(setting, '2022-03-31', visited('2022-03-31'))).toBe('exempt');
    expect(on(setting, '2022-04-01', visited('2022-04-01'))).toBe('open');
  });
  it('stays used once the matter went on while it was valid, not before', () => {
    const setting = compared('must', '2022-03-01');
    const met = act('2022-03-31', 'meet', { by: 'village' });
    expect(on(setting, '2022-05-20', visited('2022-03-05'), met)).toBe('exempt');
    expect(on(setting, '2022-05-20', visited('2022-03-05'))).toBe('open');
  });
  it('is asked for again with a reason, which is told once', () => {
    const state = folded(compared('must', '2022-03-01'), visited('2022-03-05'));
    const again = act('2022-03-06', 'compare', { by: 'county-bureau', results: { a: { 车辆: '无' } } });
    expect(tryAct(state, again).reasonRequired.map(({ code }) => code)).toEqual(['exempt-already']);
  });
  it('may be used or not where the text says so', () => {
    const setting = compared('may', '2022-03-01');
    const used = act('2022-03-06', 'choose', { target: 'compare', by: 'county-bureau' });
    const state = folded(setting, visited('2022-03-05'));
    expect(on(setting, '2022-03-06', visited('2022-03-05'))).toBe('open');
    expect(tryAct(state, used).allowed).toBe(true);
    const anew = act('2022-03-06', 'compare', { by: 'county-bureau', results: { a: { 车辆: '无' } } });
    expect(tryAct(state, anew).allowed).toBe(true);
    expect(on(setting, '2022-09-01', visited('2022-03-05'), used)).toBe('exempt');
    const late = folded(setting, visited('2022-04-01'));
    const refused = tryAct(late, { ...used, on: plainDate('2022-04-01') }).refusals;
    expect(refused).toMatchObject([{ code: 'check-failed', source: [{ clause: 'b' }] }]);
  });
});

describe('what a step makes true', () => {
  const STEPS = `      - { id: observe, by: village, source: TT#a }
      - { id: close, after: [observe], by: county-bureau, when: '等级 = "红"', source: TT#a }
      - { id: close-together, after: [observe], together: [village, township], when: '等级 = "黄"', source: TT#a }
    effective:
      - { at: close-together.done, sets: { status: cleared, episode: closed }, source: TT#b }
      - { at: { earliest: [close.done, close-together.done] }, sets: { status: removed, episode: closed }, source: TT#b }`;
  const effect = (grade: string, ...acts: Acts): string | undefined =>
    askMatter(folded(matter(STEPS, { 等级: grade }), ...acts), plainDate('2022-03-10')).effective?.status;
  const observed = act('2022-03-02', 'observe', { by: 'village' });
  it('is not true by a step that does not apply', () => {
    expect(effect('红', observed)).toBeUndefined();
    expect(effect('红', observed, act('2022-03-03', 'close', { by: 'county-bureau' }))).toBe('removed');
    expect(effect('黄', observed)).toBeUndefined();
    expect(effect('黄', observed, act('2022-03-03', 'close-together', { by: 'village+township' }))).toBe('cleared');
  });
});

describe('offices that act together under a condition', () => {
  const setting = (grade: string): ReturnType<typeof matterSetting> =>
    matter(
      `      - { id: close, source: TT#a, by: [{ office: [county-bureau], when: '等级 = "红"' },
          { together: [village, township], when: '等级 = "黄"' }, { office: [township, county-bureau], when: '等级 = "绿"' }] }`,
      { 等级: grade },
    );
  const may = (grade: string, by: string): readonly string[] =>
    tryAct(folded(setting(grade)), act('2022-03-02', 'close', { by })).refusals.map(({ code }) => code);
  it('are all needed in one act, alternatives are not', () => {
    expect(may('红', 'county-bureau')).toEqual([]);
    expect(may('红', 'village+township')).toEqual(['wrong-office']);
    expect(may('黄', 'township')).toEqual(['wrong-office']);
    expect(may('黄', 'village')).toEqual(['wrong-office']);
    expect(may('黄', 'county-bureau')).toEqual(['wrong-office']);
    expect(may('黄', 'village+township')).toEqual([]);
    expect(may('绿', 'township')).toEqual([]);
    expect(may('绿', 'county-bureau')).toEqual([]);
    const { open } = askMatter(folded(setting('黄')), plainDate('2022-03-02'));
    expect(open[0]?.by).toEqual(['village', 'township']);
  });
});
