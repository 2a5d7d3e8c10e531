import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { CliRun } from './cli-run.ts';

/** A run that must succeed, and what its line of JSON must say. */
export interface JsonCase {
  /** Words after the command's own; `folder` is an empty one for files. */
  readonly argv: (folder: string) => readonly string[];
  readonly says: (answer: ReturnType<CliRun['json']>) => void;
}

/** A self-application of 16 March: three working days to visit it, and no verdict without a visit by somebody. */
const replayed = `
- id: self-application
  clauses: [SD#1.2-j, SD#2-e]
  procedure: lead
  facts: { 渠道: 自主申报 }
  events: { lead.found: 2022-03-16, lead.received-by-township: 2022-03-16, matter.opened: 2022-03-16 }
  acts:
    - { on: 2022-03-17, do: receive, by: township, outcome: 接收 }
  asks:
    - { on: 2022-03-17, expect: { due: { household-verification: 2022-03-21 } } }
    - { on: 2022-03-17, try: { do: write-off, by: township }, expect: { allowed: false } }
`;

/** Commands that answer without a database, by their words. */
export const withoutDatabase: Readonly<Record<string, readonly JsonCase[]>> = {
  'calendar add': [
    {
      argv: () => ['--from', '2022-04-29', '--days', '3', '--unit', 'working-day'],
      // 30 April to 4 May are days off, 7 May is worked: 5, 6 and 7 May count.
      says: (answer) => expect(answer).toMatchObject({ due: '2022-05-07', provisional: false }),
    },
    {
      argv: () => ['--from', '2022-04-29', '--days', '3', '--unit', 'day'],
      says: (answer) => expect(answer).toMatchObject({ due: '2022-05-02' }),
    },
    {
      argv: () => ['--from', '2039-04-29', '--days', '3'],
      says: (answer) => expect(answer).toMatchObject({ provisional: true }),
    },
  ],
  'calendar days': [
    {
      argv: () => ['--from', '2022-05-06', '--to', '2022-05-08'],
      says: ({ days }) => expect(days.map((each: { working: boolean }) => each.working)).toEqual([true, true, false]),
    },
  ],
  'calendar count': [
    {
      argv: () => ['--from', '2022-04-29', '--to', '2022-05-07'],
      says: (answer) => expect(answer).toEqual({ workingDays: 3 }),
    },
  ],
  'policy show': [
    {
      argv: () => ['--area', '370323', '--on', '2022-03-12'],
      says: (answer) => {
        expect(answer).toMatchObject({ on: '2022-03-12' });
        expect(answer.parameters['入户核实期限']).toMatchObject({ value: 5, unit: 'working-day', inferred: null });
      },
    },
    {
      argv: () => ['--area', '370323', '--on', '2022-03-16'],
      says: ({ parameters }) => {
        expect(parameters['入户核实期限']).toMatchObject({ value: 3, unit: 'working-day', from: '2022-03-13' });
        expect(parameters['入户核实期限'].source.length).toBeGreaterThan(0);
        expect(parameters['公示天数']).toMatchObject({ value: null, setBy: 'county' });
      },
    },
  ],
  'policy diff': [
    {
      argv: () => ['370323@2022-03-12', '370323@2022-03-20'],
      says: ({ changes }) => {
        const terms: { id: string; text: string }[] = changes;
        expect(terms.find(({ id }) => id === '入户核实期限')?.text).toMatch(
          /5 working days → 3 working days|5个工作日 → 3个工作日/,
        );
      },
    },
  ],
  'policy coverage': [
    {
      argv: () => [],
      says: ({ documents }) => {
        expect(documents['SD']).toMatchObject({ clauses: 134, organisational: 7 });
        expect(documents['SD'].classes['feed-item'].clauses).toBe(17);
      },
    },
    {
      argv: () => ['--clause', 'SD#2-f', '--prove'],
      says: (answer) => {
        expect(answer).toMatchObject({ clause: 'SD#2-f', section: '二', carried: true });
        expect(answer.carriers).toContain('SD/parameters/入户核实期限/values/1');
        expect(answer.changed).toContain('SD-2-f');
      },
    },
  ],
  'policy check': [{ argv: () => [], says: (answer) => expect(answer).toMatchObject({ ok: true, problems: [] }) }],
  due: [
    {
      argv: () => [
        '--area',
        '370323',
        '--on',
        '2022-03-16',
        '--step',
        'household-verification',
        '--from',
        '2022-03-16',
      ],
      says: (answer) => {
        expect(answer).toMatchObject({ due: '2022-03-21', amount: 3, unit: 'working-day' });
        expect(answer.counted.length).toBeGreaterThanOrEqual(3);
        expect(answer.source.length).toBeGreaterThan(0);
      },
    },
  ],
  'case replay': [
    {
      argv: (folder) => {
        const file = path.join(folder, 'lead.yaml');
        writeFileSync(file, replayed);
        return [file];
      },
      says: ({ cases: [first], ...rest }) => {
        const [received] = first.acts;
        expect(received.allowed).toBe(true);
        expect(first.faults).toEqual([]);
        expect(first.days[0].due).toMatchObject({ 'household-verification': '2022-03-21' });
        expect(first.days[0].state.receive).toMatchObject({ state: 'done', outcome: '接收' });
        expect(JSON.stringify([first, rest])).toContain('SD#2-e');
      },
    },
  ],
  'divisions list': [{ argv: () => ['3703'], says: (answer) => expect(JSON.stringify(answer)).toContain('沂源县') }],
  'divisions show': [{ argv: () => ['370323'], says: (answer) => expect(JSON.stringify(answer)).toContain('沂源县') }],
  demo: [
    {
      argv: () => ['--check'],
      says: ({ figures, outside }) => {
        expect(outside).toBe(0);
        expect(figures.length).toBeGreaterThan(5);
      },
    },
  ],
};

/**
 * Commands that need one, each run in `database-commands.db.test.ts` (`bench` makes its own: `src/main/cli/bench.db.test.ts`),
 * and the one that does not end by itself.
 */
export const withDatabase: readonly string[] = [
  'serve',
  'migrate',
  'init',
  'divisions add',
  'import registry',
  'feed submit',
  'feed list',
  'audit verify',
  'rebuild',
  'bench screening',
];
