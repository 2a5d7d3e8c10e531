import { InvalidArgumentError, Option } from 'commander';
import { notAsPlanted } from '#main/bench/as-planted.ts';
import { runScreening, type ScreeningResult } from '#main/bench/run-screening.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

interface ScreeningOptions {
  readonly persons: number;
  readonly rows: number;
  readonly form: 'csv' | 'xlsx';
}

/** What the intake takes in one file; see `src/intake/sheet/sheet-limits.ts`. */
const MOST_ROWS = 299_000;

/** Measurements on made-up data, in an installation of their own: what the machine has installed is never touched. */
export const benchCommand: CliCommand = {
  name: 'bench',
  summary: 'measure on made-up data in a temporary installation',
  register(program, io) {
    program
      .command('bench')
      .command('screening')
      .description('a department file of so many rows against a register of so many persons: from file to leads')
      .option('--persons <number>', 'persons in the register', amount, 2000)
      .option('--rows <number>', 'rows of the file; not more than persons', amount, 1000)
      .addOption(new Option('--form <form>', 'form of the file').choices(['csv', 'xlsx']).default('csv'))
      .action((options: ScreeningOptions) => screening(io, options));
  },
};

async function screening(io: CliIo, { persons, rows, form }: ScreeningOptions): Promise<void> {
  if (rows > persons) throw new InvalidArgumentError('--rows: not more than --persons');
  if (rows < 100) throw new InvalidArgumentError('--rows: at least 100, so that every kind of damage is in it');
  if (rows > MOST_ROWS) throw new InvalidArgumentError(`--rows: one file takes ${MOST_ROWS} at most`);
  const { root } = io.config;
  const log = databaseRemarks(io);
  const result = await runScreening({ root, persons, rows, form, log, note: (text) => io.note(`bench: ${text}`) });
  const figures = figuresOf(result);
  const wrong = notAsPlanted(persons, result);
  io.show(figures, () => print(io, figures));
  if (wrong.length === 0) return;
  io.note(`not as planted: ${wrong.join(', ')}`);
  io.markFailed();
}

type Figures = ReturnType<typeof figuresOf>;

function figuresOf({ persons, delivered, leads, floor, delivery, importSeconds }: ScreeningResult) {
  const { seconds, cpu, rows, accepted, rejected, duplicate, outcomes } = delivered;
  return {
    persons,
    rows,
    seconds: rounded(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    cpuSeconds: rounded(cpu.program + (cpu.database ?? 0)),
    peakMemoryMiB: delivered.peakMemoryMiB,
    leads,
    planted: delivery.planted,
    blindIndex: delivered.blindIndex,
    floorSeconds: rounded(floor.seconds),
    ratio: Math.round((seconds / floor.seconds) * 10) / 10,
    floorLeads: floor.leads,
    importSeconds: rounded(importSeconds),
    cpu: { program: rounded(cpu.program), database: cpu.database === null ? null : rounded(cpu.database) },
    accepted,
    rejected,
    duplicate,
    plantedRows: delivery.totals,
    outcomes,
  };
}

function print(io: CliIo, figures: Figures): void {
  const { persons, rows, accepted, rejected, duplicate, leads, planted, outcomes } = figures;
  io.table([
    { what: 'persons in the register', value: persons },
    {
      what: 'seconds to import them (registry importer, field encryption and blind index)',
      value: figures.importSeconds,
    },
    { what: 'rows delivered', value: rows },
    { what: 'seconds from file to leads', value: figures.seconds },
    { what: 'rows a second', value: figures.rowsPerSecond },
    { what: 'seconds of the floor (bench/floor.sql in DuckDB)', value: figures.floorSeconds },
    { what: 'times the floor', value: figures.ratio },
    { what: 'processor seconds, program', value: figures.cpu.program },
    { what: 'processor seconds, database', value: figures.cpu.database },
    { what: 'peak memory of the program, MiB', value: figures.peakMemoryMiB },
    { what: 'blind index', value: figures.blindIndex },
    { what: 'accepted, rejected, duplicate', value: `${accepted}, ${rejected}, ${duplicate}` },
    { what: 'outcomes', value: Object.entries(outcomes).flatMap(([name, count]) => (count > 0 ? `${name} ${count}` : [])).join(', ') }, // biome-ignore format: one line
    { what: 'leads in the database', value: leads },
    { what: 'leads planted', value: planted },
  ]);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

function amount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 9999999');
  return Number(text);
}
