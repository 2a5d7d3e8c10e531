import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AppError } from '#domain/values/app-error.ts';
import { auditCommand } from './cli/audit.ts';
import { benchCommand } from './cli/bench.ts';
import { calendarCommand } from './cli/calendar.ts';
import { caseCommand } from './cli/case.ts';
import type { CliCommand } from './cli/cli-command.ts';
import { demoCommand } from './cli/demo.ts';
import { divisionsCommand } from './cli/divisions.ts';
import { dueCommand } from './cli/due.ts';
import { feedCommand } from './cli/feed.ts';
import { importCommand } from './cli/import.ts';
import { initCommand } from './cli/init.ts';
import { migrateCommand } from './cli/migrate.ts';
import { policyCommand } from './cli/policy.ts';
import { rebuildCommand } from './cli/rebuild.ts';
import { serveCommand } from './cli/serve.ts';
import { type Streams, type TerminalIo, terminalIo } from './cli/terminal-io.ts';
import { type Config, readConfig } from './config.ts';

/** Every command there is, in the order the help shows them. One file a command under `cli/`. */
export const commands: readonly CliCommand[] = [
  serveCommand,
  migrateCommand,
  initCommand,
  demoCommand,
  divisionsCommand,
  importCommand,
  feedCommand,
  policyCommand,
  calendarCommand,
  dueCommand,
  caseCommand,
  auditCommand,
  rebuildCommand,
  benchCommand,
];

/**
 * Runs one command line (`argv` without the program's own name) and gives the exit code: 0 done, 1 refused or failed,
 * 2 wrong usage. Only a bug in this program throws.
 */
export async function runCli(
  argv: readonly string[],
  streams: Streams,
  config: Config = readConfig(),
  known: readonly CliCommand[] = commands,
): Promise<number> {
  const io = terminalIo(config, streams);
  const program = programOf(known, io, streams);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    // Thrown by an action (options that contradict each other); commander has printed all others.
    if (error instanceof InvalidArgumentError) io.note(`error: ${error.message}`);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof AppError)) throw error;
    io.fail(error);
  }
  return io.failed ? 1 : 0;
}

function programOf(known: readonly CliCommand[], io: TerminalIo, streams: Streams): Command {
  const program = new Command('shouwang')
    .description('守望: 防止返贫致贫动态监测和帮扶')
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .showHelpAfterError('(--help shows what is possible)')
    .hook('preAction', (_program, action) => {
      io.asJson = action.opts().json === true;
    });
  for (const command of known) {
    command.register(program, io);
    const added = program.commands.find((candidate) => candidate.name() === command.name);
    if (added === undefined) throw new Error(`cli/${command.name}.ts registered no command of that name`);
    if (added.description() === '') added.description(command.summary);
    addJsonOption(added);
  }
  return program;
}

function addJsonOption(command: Command): void {
  if (command.commands.length === 0 && !command.options.some((option) => option.long === '--json')) {
    command.option('--json', 'print one line of JSON instead of a table');
  }
  for (const inner of command.commands) addJsonOption(inner);
}

if (import.meta.main) {
  // `… | head` closes our output early: the reader has had enough, which is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  const streams: Streams = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  };
  // Not awaited: a module that awaits at its top stops every import of it until the command ends.
  void runCli(process.argv.slice(2), streams).then((code) => {
    process.exitCode = code;
  });
}
