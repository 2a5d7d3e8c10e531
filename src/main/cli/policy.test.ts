import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli.ts';
import { readConfig } from '../config.ts';
import { policyCommand } from './policy.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'packs '));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const code = await runCli(['policy', ...argv], streams, readConfig({}), [policyCommand]);
  return { code, out: out.join(''), err: err.join('') };
}

async function shown(day: string): Promise<Record<string, Record<string, unknown>>> {
  const { code, out } = await run('show', '--area', '370323', '--on', day, '--json');
  expect(code).toBe(0);
  return JSON.parse(out).parameters;
}

describe('policy show', () => {
  it('gives value, unit, clause and first day on both sides of a change', async () => {
    expect((await shown('2022-03-16'))['入户核实期限']).toMatchObject({
      value: 3,
      unit: 'working-day',
      source: [
        { pack: 'SD', clause: '2-e' },
        { pack: 'SD', clause: '2-f' },
      ],
      from: '2022-03-13',
      inferred: null,
    });
    expect((await shown('2022-03-12'))['入户核实期限']).toMatchObject({
      value: 5,
      source: [{ pack: 'SD', clause: '2-f' }],
    });
  });

  it('shows what is unset with who sets it, and what is inferred with the reason', async () => {
    const parameters = await shown('2022-03-16');
    expect(parameters['公示天数']).toMatchObject({
      value: null,
      setBy: 'county',
      suggestion: { value: 5, unit: 'day' },
    });
    expect(parameters['监测线']).toMatchObject({ value: null, setBy: 'county', unit: 'CNY/person/year' });
    expect(parameters['医疗负担线']).toMatchObject({
      value: null,
      setBy: 'city',
      setByOffices: ['市乡村振兴局', '市医保局'],
    });
    expect(parameters['第一时间']).toMatchObject({ value: 2, source: [], inferred: expect.stringContaining('UND-01') });
  });

  it('takes further packs and refuses a code or a day that is none', async () => {
    const draft = `pack: { id: draft, title: 试, area: '370323', level: county, from: 2022-03-01, extends: [SD] }
clauses: [{ id: a, section: 一, summary: 试, status: implemented }]
parameters: { 公示天数: { type: term, values: [{ value: 7 day }], source: draft#a } }
`;
    writeFileSync(path.join(folder, 'draft.yaml'), draft);
    const { out } = await run('show', '--area', '370323', '--on', '2022-03-16', '--packs', folder, '--json');
    const shownNow = JSON.parse(out);
    expect(shownNow.packs.map((pack: { id: string }) => pack.id)).toEqual(['national', 'SD', 'draft']);
    expect(shownNow.parameters['公示天数']).toMatchObject({
      value: 7,
      unit: 'day',
      source: [{ pack: 'draft', clause: 'a' }],
    });
    expect((await run('show', '--area', '37032', '--on', '2022-03-16')).code).toBe(2);
    expect((await run('show', '--area', '370323', '--on', '2022-02-30')).code).toBe(2);
  });
});

describe('policy check', () => {
  it('says that the packs in the repository are sound', async () => {
    const { code, out } = await run('check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, problems: [] });
  });

  it('lists every problem with place and what to do, and exits 1', async () => {
    const broken = `pack: { id: broken, title: 试, area: '370323', level: county, from: 2022-03-01 }
duties:
  - { id: d, who: nobody, every: month, inferred: 试 }
  - { id: e, who: township, every: month }
`;
    const file = path.join(folder, 'broken.yaml');
    writeFileSync(file, broken);
    const json = await run('check', '--packs', file, '--json');
    expect(json.code).toBe(1);
    const { error, problems } = JSON.parse(json.out);
    expect(error).toBe('refused');
    expect(problems).toEqual([
      expect.objectContaining({ code: 'unknown-reference', line: 3, column: 19 }),
      {
        code: 'missing-source',
        file: 'broken.yaml',
        line: 4,
        column: 5,
        text: expect.stringContaining('"e" names no clause'),
      },
    ]);
    const human = await run('check', '--packs', file);
    expect([human.code, human.out]).toEqual([1, expect.stringContaining('broken.yaml:4:5  missing-source')]);
    writeFileSync(file, broken.replace(/\n {2}- \{ id: e.*\n/, '\n'));
    expect(JSON.parse((await run('check', '--packs', file, '--json')).out).problems).toMatchObject([
      { code: 'unknown-reference', line: 3, column: 19 },
    ]);
  });

  it('does not let a fault of a pack decide that the packs named do not stand on', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'shouwang-foreign-'));
    mkdirSync(path.join(root, 'packs', 'OO'), { recursive: true });
    const head = (id: string, area: string): string =>
      `pack: { id: ${id}, title: 试, area: '${area}', level: county, from: 2022-03-01 }\n`;
    const faulty = 'duties: [{ id: e, who: township, every: month }]\n';
    writeFileSync(path.join(root, 'packs', 'OO', 'pack.yaml'), head('OO', '990102') + faulty);
    const own = path.join(root, 'own.yaml');
    writeFileSync(own, head('TT', '990101'));
    const printed = { out: '', err: '' };
    const streams = { out: (text: string) => (printed.out += text), err: (text: string) => (printed.err += text) };
    const config = { ...readConfig({}, root), root };
    const check = (...packs: string[]) => runCli(['policy', 'check', ...packs], streams, config, [policyCommand]);
    expect(await check('--packs', own)).toBe(0);
    expect(printed.err).toContain('missing-source');
    expect(await check()).toBe(1);
    rmSync(root, { recursive: true });
  });
});

describe('policy show --what', () => {
  it('lists offices, steps and other terms as they apply, also of the base alone', async () => {
    const offices = JSON.parse(
      (await run('show', '--area', 'CN', '--on', '2022-10-10', '--what', 'offices', '--json')).out,
    );
    expect(offices.offices).toContainEqual(expect.objectContaining({ id: 'village', level: 'village' }));
    const { out } = await run('show', '--area', 'CN', '--on', '2022-10-10', '--what', 'procedures');
    expect(out).toMatch(/^clearance +clearance +\S+/m);
    expect((await run('show', '--area', 'CN', '--on', '2022-10-10', '--what', 'nothing')).code).toBe(2);
  });
});
