import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CliCommand } from '#main/cli/cli-command.ts';
import { allCommands } from '#main/cli.ts';
import { groups, leaves, shouwang } from './cli-run.ts';
import { withDatabase, withoutDatabase } from './without-database.ts';

const commands = await allCommands();

const folder = path.resolve(import.meta.dirname, '../../src/main/cli');
const all = leaves().map((leaf) => ({ ...leaf, name: leaf.words.join(' ') }));

/** Help is broken into lines of a terminal. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('the command line', () => {
  test('knows every command that has a file, and has a file for every command', async () => {
    const found: string[] = [];
    for (const file of globSync('*.ts', { cwd: folder }).filter((name) => !name.endsWith('.test.ts'))) {
      const exports = (await import(path.join(folder, file))) as Record<string, CliCommand>;
      for (const [name, command] of Object.entries(exports)) {
        if (!name.endsWith('Command')) continue;
        expect(`${command.name}.ts`, `${file} exports ${name}`).toBe(file);
        found.push(command.name);
      }
    }
    expect(found.sort()).toEqual(commands.map((command) => command.name).sort());
  });

  test('lists all of them in its help', async () => {
    const { code, out } = await shouwang(['--help']);
    expect(code).toBe(0);
    const unsaid = commands.filter(({ name }) => !new RegExp(`^ {2}${name} .*\\w{3}`, 'm').test(out));
    expect(unsaid.map(({ name }) => name)).toEqual([]);
  });

  test('exits 2 when nothing or something unknown is asked', async () => {
    for (const argv of [[], ['no-such-command'], ['--no-such-option']]) {
      const { code, out } = await shouwang(argv);
      expect([argv, code, out]).toEqual([argv, 2, '']);
    }
  });
});

describe.each(all)('$name', ({ words, description }) => {
  test('says what it is for', async () => {
    expect(description.length).toBeGreaterThan(8);
    const { code, out } = await shouwang([...words, '--help']);
    expect(code).toBe(0);
    expect(oneLine(out)).toContain(oneLine(description));
    expect(out).toContain('--json');
  });

  test('exits 2 on an option it does not know, before it does anything', async () => {
    const { code, out, err } = await shouwang([...words, '--no-such-option', '--json']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: /);
  });
});

test.each(groups())('%s exits 2 without one of its own words and with a wrong one', async (group) => {
  for (const argv of [[group], [group, 'no-such-word']]) {
    const { code, out } = await shouwang(argv);
    expect([argv, code, out]).toEqual([argv, 2, '']);
  }
});

describe('with --json', () => {
  test('is tried with every command', () => {
    const tried = [...Object.keys(withoutDatabase), ...withDatabase];
    expect(all.map(({ name }) => name).filter((name) => !tried.includes(name))).toEqual([]);
    expect(tried.filter((name) => !all.some((leaf) => leaf.name === name))).toEqual([]);
  });

  const cases = Object.entries(withoutDatabase).flatMap(([name, each]) => each.map((one) => ({ name, ...one })));
  test.each(cases)('$name answers with one line of JSON', async ({ name, argv, says }) => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'shouwang-cli-'));
    try {
      const words = [...name.split(' '), ...argv(scratch)];
      const run = await shouwang([...words, '--json']);
      expect([run.code, run.err]).toEqual([0, '']);
      says(run.json());
      const human = await shouwang(words);
      expect(human.code).toBe(0);
      expect(human.out.trim()).not.toBe('');
      expect(human.out).not.toMatch(/^\{/);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });

  test('a value nobody has set is answered by name, and who sets it', async () => {
    const argv = ['due', '--area', '370323', '--on', '2022-03-16', '--step', 'village-notice', '--from', '2022-03-16'];
    const run = await shouwang([...argv, '--json']);
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject({ error: 'parameter-unset', parameter: '公示天数', setBy: 'county' });
    const set = await shouwang([...argv, '--set', '公示天数=5 day', '--json']);
    expect(set.code).toBe(0);
  });

  test('what is refused is one line of JSON too, with exit 1', async () => {
    for (const argv of [
      ['due', '--area', '370323', '--from', '2022-03-16', '--step', 'no-such-step'],
      ['divisions', 'show', '999999'],
      ['case', 'replay', '/no/such/file.yaml'],
    ]) {
      const run = await shouwang([...argv, '--json']);
      expect([argv, run.code]).toEqual([argv, 1]);
      expect(typeof run.json().error).toBe('string');
    }
  });
});
