import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Case } from '#domain/policy/case-shape.ts';
import { checkPacks } from '#domain/policy/check-policy.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type AskView, asksOnlyThePolicy, askView } from '#packs/ask-view.ts';
import type { CaseFault, CaseGround } from '#packs/case-setup.ts';
import { checkCase } from '#packs/check-case.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { loadCaseFile } from '#packs/load-cases.ts';
import { type LoadedPack, loadPacks } from '#packs/load-packs.ts';
import { replayCase } from '#packs/replay-case.ts';
import { type ReplayView, replayView } from '#packs/replay-view.ts';
import { packErrorSentence } from '#words/pack-errors.ts';
import { sqlFaultsOf } from './case-sql.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

/** Facts and acts from a file through the engine, without a database unless a case asks for the rules as SQL. */
export const caseCommand: CliCommand = {
  name: 'case',
  summary: 'replay facts and acts of a file under the packs',
  register(program, io) {
    registerReplay(program.command('case'), io);
  },
};

interface ReplayOptions {
  readonly packs: readonly string[];
  readonly area?: string;
  readonly database?: string;
}

function registerReplay(command: Command, io: CliIo): void {
  command
    .command('replay')
    .description('state, clocks with due days, open and refused acts on each day asked about')
    .argument('<file>', 'YAML file of cases')
    .option(
      '--packs <dir>',
      'further packs, may be given several times',
      (dir, before: string[]) => [...before, dir],
      [],
    )
    .option('--area <code>', "division code; the area of the case's pack when absent")
    .option('--database <url>', 'PostgreSQL for asks of kind sql; DATABASE_URL or the installation when absent')
    .action((file: string, options: ReplayOptions) => replayFile(file, options, io));
}

/**
 * Errors: `file-unreadable` with every problem of the file, its line and column; `not-found` for packs or procedures. Where
 * something else is answered than the file expects, the exit code is 1 as well.
 */
async function replayFile(file: string, options: ReplayOptions, io: CliIo): Promise<void> {
  if (!existsSync(file)) throw new AppError('file-unreadable', { file, problems: [] });
  const { cases, problems } = loadCaseFile(file);
  const { loaded, problems: ofPacks } = loadPacks([path.join(io.config.root, 'packs'), ...options.packs]);
  const unsound = [...ofPacks, ...checkPacks(loaded.map(({ pack }) => pack))];
  for (const problem of unsound) io.note(sentence(io, problem));
  if (problems.length > 0) {
    refuse(problems, file, io);
    return;
  }
  const calendar = await loadCalendar(io.config.root);
  const grounds = cases.map((written): CaseGround => {
    const area = options.area ?? homeArea(loaded, written, file);
    return { packs: loaded.map(({ pack }) => pack), area, calendar };
  });
  const unknown = cases.flatMap((written, at) => checkCase(groundAt(grounds, at), written));
  if (unknown.length > 0) {
    refuse(unknown, file, io);
    return;
  }
  const apart = await sqlFaultsOf(
    cases.map((written, at) => ({ written, ground: groundAt(grounds, at) })),
    options.database,
    io,
  );
  const views = cases.map((written, at) => {
    const ground: CaseGround = { ...groundAt(grounds, at), ...(apart === null ? {} : { database: 'asked-apart' }) };
    if (asksOnlyThePolicy(written)) return askView(ground, written, apart?.[at]);
    const replay = replayCase(ground, written);
    if ('what' in replay)
      throw new AppError('not-found', { case: written.id, what: replay.what, line: written.place.line });
    return replayView(ground, written, replay, apart?.[at]);
  });
  io.show({ cases: views }, () => {
    for (const view of views) {
      if ('days' in view) print(view, io);
      else printAsks(view, io);
    }
  });
  // A pack with faults may answer anything: said once more where the eye is at the end.
  if (unsound.length > 0) io.note(`problems of the packs, listed above: ${unsound.length}`);
  if (views.some((view) => view.faults.length > 0)) io.markFailed();
}

function groundAt(grounds: readonly CaseGround[], at: number): CaseGround {
  const ground = grounds[at];
  if (ground === undefined) throw new RangeError(`no case ${at}`);
  return ground;
}

/** Refuses the file as a whole, with everything that is wrong and what to do about each. */
function refuse(problems: readonly PackProblem[], file: string, io: CliIo): void {
  if (!io.asJson) {
    for (const problem of problems) io.line(sentence(io, problem));
    io.note(`${file}: ${problems.length}`);
    io.markFailed();
    return;
  }
  throw new AppError('file-unreadable', {
    file,
    problems: problems.map((problem) => {
      const { code, place, facts } = problem;
      return {
        code,
        line: place.line,
        column: place.column,
        ...facts,
        text: packErrorSentence(io.config.language, problem),
      };
    }),
  });
}

/** Area of the pack the file lies in, else of the pack its first clause names. */
function homeArea(loaded: readonly LoadedPack[], written: Case, file: string): string {
  const place = path.resolve(file);
  const within = loaded.find(
    ({ path: of }) => place === path.resolve(of) || place.startsWith(path.resolve(of) + path.sep),
  );
  const ids = [...(written.policy?.packs ?? []), ...written.clauses.map((ref) => ref.pack)];
  const named = loaded.find(({ pack }) => ids.includes(pack.head.id));
  const home = within ?? named;
  if (written.policy?.area !== undefined) return written.policy.area;
  if (home === undefined)
    throw new AppError('not-found', { case: written.id, pack: ids[0] ?? null, line: written.place.line });
  return home.pack.head.area;
}

function sentence(io: CliIo, problem: PackProblem): string {
  const { file, line, column } = problem.place;
  return `${file}:${line}:${column}  ${problem.code}  ${packErrorSentence(io.config.language, problem)}`;
}

function printAsks(view: AskView, io: CliIo): void {
  io.line(`${view.id}  ${view.area}`);
  io.table(view.asks.map(({ ask, kind, about, holds }) => ({ ask, kind, about, holds })));
  printFaults(view.faults, io);
}

function printFaults(faults: readonly CaseFault[], io: CliIo): void {
  for (const fault of faults) {
    io.line(
      `differs at line ${fault.place.line}: ${fault.what}: expected ${JSON.stringify(fault.expected)}, found ${JSON.stringify(fault.found)}`,
    );
  }
}

function print(view: ReplayView, io: CliIo): void {
  io.line(`${view.id}  ${view.procedure}  ${view.policy.packs.join(' + ')}  ${view.opened}`);
  io.table(
    view.acts.map((act) => ({
      on: act['on'],
      do: act['do'],
      outcome: act['outcome'],
      allowed: act['allowed'],
      because: reasons(act['refusals']),
    })),
  );
  for (const day of view.days) {
    io.line('');
    io.line(`${day['on']}`);
    io.table(stateRows(day['state']));
    io.table(clockRows(day['clocks']));
    for (const [heading, key] of [
      ['open', 'open'],
      ['waiting', 'waiting'],
      ['refused', 'refused'],
    ] as const) {
      for (const entry of asList(day[key])) io.line(`${heading}: ${entryText(entry)}`);
    }
    for (const key of ['owed', 'effective', 'ended'] as const) io.line(`${key}: ${JSON.stringify(day[key])}`);
  }
  for (const tried of view.tries) {
    io.line(
      `${tried['on']}  ${tried['do']}  ${tried['allowed'] === true ? 'allowed' : `refused: ${reasons(tried['refusals'])} ${reasons(tried['reason-required'])}`}`,
    );
  }
  printFaults(view.faults, io);
}

type Entry = Readonly<Record<string, unknown>>;

function asList(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value : [];
}

function stateRows(state: unknown): readonly Entry[] {
  const entries: [string, Entry][] = Object.entries(state as Readonly<Record<string, Entry>>);
  return entries.map(([step, of]) => ({
    step,
    state: of['state'],
    outcome: of['outcome'],
    begun: of['begun'],
    done: of['done'],
  }));
}

function clockRows(clocks: unknown): readonly Entry[] {
  return asList(clocks).map(({ clock, due, provisional, from, start, amount, unit, done, clause }) => ({
    clock,
    due: provisional === true ? `${due} (provisional)` : due,
    from,
    start,
    term: amount === null ? null : `${amount} ${unit}`,
    done,
    clause,
  }));
}

function entryText({
  step,
  do: act,
  by,
  needs,
  for: waits,
  code,
  clause,
  text,
  missing,
  'opens-when': opens,
}: Entry): string {
  const parts = { by, needs, for: waits, code, clause, text, missing, 'opens-when': opens };
  const shown = Object.entries(parts).filter(
    ([, value]) => value !== undefined && value !== null && JSON.stringify(value) !== '[]',
  );
  return [act ?? step, ...shown.map(([name, value]) => `${name} ${plainText(value)}`)].join(' · ');
}

/** Lists as words, records as `key value` pairs. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${plainText(inner)}`)
    .join(', ');
}

function reasons(refusals: unknown): string {
  return asList(refusals)
    .map(({ code, clause }) => `${code} ${asList(clause).join(' ')}`.trim())
    .join('; ');
}
