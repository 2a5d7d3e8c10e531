import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { buildWorld, type WorldOrder } from '#demo/build-world.ts';
import { type CheckedFigure, checkDistributions, distributions } from '#demo/distributions.ts';
import { generateDemo } from '#demo/generate-demo.ts';
import { loadDemo } from '#demo/load-demo.ts';
import type { DemoPlace } from '#demo/world.ts';
import { writeDemo } from '#demo/write-demo.ts';
import { AppError } from '#domain/values/app-error.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

interface DemoOptions {
  readonly area?: string;
  readonly seed?: number;
}

/** The demonstration township as files, and whether its people look as people there do. No database. */
export const demoCommand: CliCommand = {
  name: 'demo',
  summary: 'generate the demonstration files; check their distributions',
  register(program, io) {
    const demo = program.command('demo').enablePositionalOptions().option('--check', 'the same as demo check');
    demo.option('--json', 'print one line of JSON instead of a table');
    withCommon(demo).action(async (options: DemoOptions & { check?: boolean }) => {
      if (options.check === true) await check(options, io);
      else demo.help({ error: true });
    });
    withCommon(demo.command('generate').description('write rosters, national exports, feeds and manifest.json'))
      .requiredOption('--out <folder>', 'where the files go; made when missing')
      .action(async (options: DemoOptions & { out: string }) => {
        const generated = generateDemo(await worldOrder(options, io));
        const names = writeDemo(generated, path.resolve(options.out));
        const files = generated.manifest.files.map(({ name, totals }) => ({ name, ...totals }));
        io.show({ folder: path.resolve(options.out), names, files }, () => {
          io.table(files);
          io.line(`manifest.json names every planted fault`);
        });
      });
    withCommon(
      demo.command('check').description('distributions beside their targets and where each target comes from'),
    ).action((options: DemoOptions) => check(options, io));
  },
};

function withCommon(command: Command): Command {
  return command
    .option('--area <code>', 'county of the demonstration; needed only when there are several')
    .option('--seed <number>', 'another population than that of the settings', wholeNumber);
}

async function check(options: DemoOptions, io: CliIo): Promise<void> {
  const order = await worldOrder(options, io);
  const world = buildWorld(order);
  const figures = checkDistributions(world, order.settings.targets);
  const pyramid = [...distributions(world)]
    .filter(([name]) => name.endsWith('years'))
    .map(([name, share]) => ({
      ages: name.replace(/^age\.|years$/g, ''),
      share,
      bar: '█'.repeat(Math.round(share * 400)),
    }));
  const outside = figures.filter(({ within }) => !within);
  io.show({ figures, pyramid: pyramid.map(({ ages, share }) => ({ ages, share })), outside: outside.length }, () => {
    io.table(figures.map(row));
    io.line('');
    io.table(pyramid);
  });
  if (outside.length > 0) io.fail(new AppError('refused', { outside: outside.map(({ measure }) => measure) }));
}

function row({ measure, value, target, tolerance, within, basis, source }: CheckedFigure): Record<string, unknown> {
  return { measure, value, target, '±': tolerance, ok: within ? '✓' : '✗', source: basis === 'inferred' && !source.includes('推定') ? `${source}（推定）` : source }; // biome-ignore format: one record
}

async function worldOrder({ area, seed }: DemoOptions, io: CliIo): Promise<WorldOrder> {
  const { settings, names } = loadDemo(demoFolder(io.config.root, area));
  const { province, city, county, townships } = await loadCounty(settings.county);
  const town = townships.find(({ code }) => code.startsWith(settings.town));
  if (!town) throw new AppError('not-found', { area: settings.town });
  const place: DemoPlace = {
    province,
    city,
    county,
    town,
    villages: town.villages,
    otherTowns: townships.filter((other) => other !== town),
  };
  return { place, settings, names, seed: seed ?? settings.seed };
}

/** The folder of the county asked for, or the only one there is. */
function demoFolder(root: string, area: string | undefined): string {
  const codes = readdirSync(path.join(root, 'demo')).filter((name) => /^\d{6}$/.test(name));
  const [only, another] = codes;
  const code = area ?? (another === undefined ? only : undefined);
  if (code === undefined) throw new AppError('ambiguous', { areas: codes });
  if (!codes.includes(code)) throw new AppError('not-found', { area: code });
  return path.join(root, 'demo', code);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}
