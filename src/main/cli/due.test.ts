import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { calendarCommand } from './calendar.ts';
import { dueCommand } from './due.ts';

const PACK = `
pack: { id: TT, title: 试验, issuers: [某市], area: '9901', level: city, signed: 2022-03-13, from: 2022-03-13 }
clauses:
  - { id: '1', section: 二, summary: 入户核实, strength: must, status: implemented }
  - { id: '2', section: 三, summary: 公示, strength: must, status: implemented }
parameters:
  入户核实期限: { unit: working-day, values: [
    { from: 1900-01-01, to: 2022-03-13, value: 5, source: TT#1 }, { from: 2022-03-13, value: 3, source: TT#1 } ], source: TT#1 }
  公示天数: { type: term, values: [], set-at: county, source: TT#2 }
procedures:
  identification:
    kind: identification
    subject: household
    opens: { from-state: none }
    source: TT#1
    steps:
      - { id: household-verification, within: { param: 入户核实期限 }, from: lead.received-by-township, source: TT#1 }
      - { id: village-notice, after: [household-verification], lasts: { param: 公示天数 }, source: TT#2 }
      - { id: entry, after: [village-notice], within: 10 day, from: lead.found, source: TT#2, variants: [ { when: '渠道 = "自主申报"', within: 2 day, source: TT#2 } ] }
    limits:
      - { id: overall, within: 15 day, from: lead.found, to: entry, strength: principle, source: TT#2 }
  clearance:
    kind: clearance
    subject: household
    opens: { from-state: monitored }
    source: TT#1
    steps:
      - { id: entry, within: 3 day, from: matter.opened, source: TT#2 }
duties:
  - { id: 台账报备, who: township, every: month, due-day: 30, covers: month-to-date, source: TT#1 }
  - { id: 月汇总, who: township, every: month, due-day: 10, covers: previous-month, roll: next, source: TT#1 }
`;

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'due-'));
  mkdirSync(path.join(root, 'packs', 'tt'), { recursive: true });
  writeFileSync(path.join(root, 'packs', 'tt', 'pack.yaml'), PACK);
  cpSync(path.resolve(import.meta.dirname, '../../../calendar'), path.join(root, 'calendar'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

async function run(...argv: string[]): Promise<{ code: number; out: Record<string, unknown>; err: string }> {
  const [outs, errs]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void outs.push(text), err: (text: string) => void errs.push(text) };
  const config = { ...readConfig({}, '/'), root };
  const code = await runCli([...argv, '--json'], streams, config, [calendarCommand, dueCommand]);
  const out = outs.length === 0 ? {} : (JSON.parse(outs.join('')) as Record<string, unknown>);
  return { code, out, err: errs.join('') };
}
const due = (...argv: string[]) => run('due', '--area', '990102', ...argv);

describe('shouwang due', () => {
  it('gives due day, term, counting and source of a step', async () => {
    const { code, out, err } = await due('--step', 'household-verification', '--from', '2022-03-16');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchObject({
      procedure: 'identification',
      due: '2022-03-21',
      amount: 3,
      unit: 'working-day',
      provisional: false,
      startEvent: 'lead.received-by-township',
      remindOn: '2022-03-18',
      source: [{ pack: 'TT', clause: '1' }],
    });
    expect(out.counted).toHaveLength(5);
  });
  it('reads the value in force on the start day, the rules of the day asked', async () => {
    const { out } = await due('--step', 'household-verification', '--on', '2022-03-16', '--from', '2022-03-11');
    expect(out).toMatchObject({ due: '2022-03-18', amount: 5 });
  });
  it('refuses a step whose value nobody set, naming who may', async () => {
    const unset = await due('--step', 'village-notice', '--from', '2022-06-01');
    expect(unset.code).toBe(1);
    expect(unset.out).toMatchObject({ error: 'parameter-unset', parameter: '公示天数', setBy: 'county' });
    const set = await due('--step', 'village-notice', '--from', '2022-06-01', '--set', '公示天数=5 day');
    expect(set.out).toMatchObject({ due: '2022-06-06', earliestFinish: '2022-06-07', unit: 'day' });
  });
  it('answers limits, and asks which procedure where two have the step and differ', async () => {
    expect((await due('--limit', 'overall', '--from', '2022-04-28')).out).toMatchObject({
      due: '2022-05-13',
      strength: 'principle',
    });
    const two = await due('--step', 'entry', '--from', '2022-04-28');
    expect(two.code).toBe(1);
    expect(two.out).toMatchObject({ error: 'ambiguous', found: [{ due: 'undetermined' }, { due: '2022-05-01' }] });
    expect((await due('--step', 'entry', '--procedure', 'clearance', '--from', '2022-04-28')).out.due).toBe(
      '2022-05-01',
    );
  });
  it('lets facts decide between variants and refuses while they are unknown', async () => {
    const entry = (...facts: string[]) =>
      due('--step', 'entry', '--procedure', 'identification', '--from', '2022-06-01', ...facts);
    expect((await entry('--fact', '渠道=自主申报')).out.due).toBe('2022-06-03');
    expect((await entry('--fact', '渠道=干部排查')).out.due).toBe('2022-06-11');
    expect((await entry()).out).toMatchObject({ error: 'refused', state: 'undetermined', missing: ['渠道'] });
  });
  it('lists the due days of a duty', async () => {
    const { out } = await due('--duty', '台账报备', '--on', '2022-12-31', '--from', '2023-01-15', '--to', '2023-03-31');
    expect(out.due).toEqual(['2023-01-30', '2023-02-28', '2023-03-30']);
  });
  // 10 September 2022 is the first day of 中秋节 (10 to 12 September, with no day made up): moved to Tuesday 13.
  it('moves due days off rest days where the document says so', async () => {
    const { out } = await due('--duty', '月汇总', '--from', '2022-08-01', '--to', '2022-09-30');
    expect(out.due).toEqual(['2022-08-10', '2022-09-13']);
  });
  it('says what it does not know, and what was asked wrongly', async () => {
    expect((await run('due', '--area', '110101', '--step', 'entry', '--from', '2022-06-01')).out).toMatchObject({
      error: 'not-found',
      area: '110101',
    });
    expect((await due('--step', 'fly', '--from', '2022-06-01')).out.error).toBe('not-found');
    expect((await due('--from', '2022-06-01')).code).toBe(2);
    expect((await due('--step', 'entry', '--from', '2022-02-30')).code).toBe(2);
  });
});

describe('shouwang calendar', () => {
  it('adds a term over the May holiday', async () => {
    const { out } = await run('calendar', 'add', '--from', '2022-04-29', '--days', '3', '--unit', 'working-day');
    expect(out).toMatchObject({ due: '2022-05-07', provisional: false });
  });
  it('counts and lists days', async () => {
    expect((await run('calendar', 'count', '--from', '2022-03-17', '--to', '2022-03-21')).out).toEqual({
      workingDays: 2,
    });
    const { out } = await run('calendar', 'days', '--from', '2022-04-02', '--to', '2022-04-03');
    expect(out.days).toEqual([
      { day: '2022-04-02', working: true, kind: 'make-up-working-day', holiday: null },
      { day: '2022-04-03', working: false, kind: 'holiday', holiday: '清明节' },
    ]);
  });
  it('refuses days that do not exist and stretches too long to list', async () => {
    expect((await run('calendar', 'add', '--from', '2022-02-30', '--days', '3')).code).toBe(2);
    expect((await run('calendar', 'add', '--from', '2022-02-20', '--days', '-3')).code).toBe(2);
    expect((await run('calendar', 'days', '--from', '2022-01-01', '--to', '2024-01-01')).code).toBe(2);
  });
});
