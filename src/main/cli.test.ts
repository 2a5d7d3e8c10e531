import { describe, expect, test } from 'vitest';
import { AppError } from '#domain/values/app-error.ts';
import type { CliCommand } from './cli/cli-command.ts';
import { runCli } from './cli.ts';
import { readConfig } from './config.ts';

const weigh: CliCommand = {
  name: 'weigh',
  summary: 'weighs things',
  register(program, io) {
    const command = program.command('weigh');
    command
      .command('sack')
      .requiredOption('--fen <fen>')
      .action((options: { fen: string }) => {
        if (options.fen === '0') throw new AppError('parameter-unset', { parameter: '公示天数', setBy: 'county' });
        io.show({ fen: BigInt(options.fen) }, () => io.table([{ 名称: '沂源', fen: options.fen }]));
      });
  },
};

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await runCli(argv, streams, readConfig({}, '/'), [weigh]);
  return { code, out, err };
}

describe('the command line', () => {
  test('prints a table for people, aligned by the width of Chinese characters', async () => {
    const { code, out } = await run('weigh', 'sack', '--fen', '12');
    expect(code).toBe(0);
    expect(out).toBe('名称  fen\n────  ───\n沂源  12\n');
  });

  test('prints one line of JSON under --json, which every command takes without declaring it', async () => {
    expect(await run('weigh', 'sack', '--fen', '12', '--json')).toEqual({ code: 0, out: '{"fen":12}\n', err: '' });
  });

  test('keeps an amount beyond the safe integers whole, as a string', async () => {
    const { out } = await run('weigh', 'sack', '--fen', '9007199254740993', '--json');
    expect(out).toBe('{"fen":"9007199254740993"}\n');
  });

  test('exits 1 when the command is refused, naming code and facts', async () => {
    const json = await run('weigh', 'sack', '--fen', '0', '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toEqual({ error: 'parameter-unset', parameter: '公示天数', setBy: 'county' });
    const human = await run('weigh', 'sack', '--fen', '0');
    expect(human.code).toBe(1);
    expect(human.out).toBe('');
    expect(human.err).toContain('公示天数');
  });

  test.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['weigh', 'sack', '--fen', '1', '--kilos', '2']],
    ['a missing required option', ['weigh', 'sack']],
    ['no command at all', []],
    ['a group without its command', ['weigh']],
  ])('exits 2 on %s', async (_what, argv) => {
    const { code, out } = await run(...argv);
    expect(code).toBe(2);
    expect(out).toBe('');
  });

  test('exits 0 when asked for help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('weighs things');
  });
});

describe('settings from the environment', () => {
  test('an empty variable counts as unset', () => {
    const config = readConfig({ SHOUWANG_HOME: '', DATABASE_URL: ' ', CI: '' }, '/');
    expect(config).toMatchObject({ homeChosen: false, databaseUrl: undefined, ci: false });
    expect(config.home.endsWith('/data/server')).toBe(true);
  });

  test('a chosen home is taken relative to the current folder', () => {
    expect(readConfig({ SHOUWANG_HOME: 'my data' }, '/srv')).toMatchObject({ home: '/srv/my data', homeChosen: true });
  });
});
