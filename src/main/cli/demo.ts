import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { buildWorld, type WorldOrder } from '#demo/build-world.ts';
import { type CheckedFigure, checkDistributions, distributions } from '#demo/distributions.ts';
import { generateDemo } from '#demo/generate-demo.ts';
import { loadDemo } from '#demo/load-demo.ts';
import type { DemoPlace } from '#demo/world.ts';
import { writeDemo } from '#demo/write-demo.ts';
import { AppError } from '#domain/values/app-error.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

const actions = ['generate', 'check'] as const;

interface DemoOptions {
  readonly out?: string;
  readonly check?: boolean;
  readonly area?: string;
  readonly seed?: number;
}

/**
 * The demonstration township as files, and whether its people look as people there do. No database. One command with
 * an action word instead of subcommands: `demo --check` means the same as `demo check`, and options may stand anywhere.
 */
export const demoCommand: CliCommand = {
  name: 'demo',
  summary: 'generate the demonstration files; check their distributions',
  register(program, io) {
    program
      .command('demo')
      .addArgument(
        new Argument('[action]', 'generate: write rosters, exports, feeds, manifest; check').choices(actions),
      )
      .option('--check', 'the same as demo check: distributions beside their targets and where these come from')
      .option('--out <folder>', 'generate: where the files go; made when missing')
      .option('--area <code>', 'county of the demonstration; needed only when there are several')
      .option('--seed <number>', 'another population than that of the settings', wholeNumber)
      .action(async (action: (typeof actions)[number] | undefined, options: DemoOptions, command: Command) => {
        if (action === 'check' || options.check === true) return check(options, io);
        if (action === undefined) return command.help({ error: true });
        if (options.out === undefined) throw new InvalidArgumentError('--out is needed');
        await generate(options.out, options, io);
      });
  },
};

async function generate(out: string, options: DemoOptions, io: CliIo): Promise<void> {
  const generated = generateDemo(await worldOrder(options, io));
  const folder = path.resolve(out);
  writeDemo(generated, folder);
  const files = generated.manifest.files.map(({ name, totals }) => ({ name, ...totals }));
  io.show({ folder, manifest: 'manifest.json', files }, () => {
    io.table(files);
    io.line('manifest.json names every planted fault');
  });
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
