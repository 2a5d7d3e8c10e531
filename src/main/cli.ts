import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { AppError } from '#domain/values/app-error.ts';
import type { CliCommand } from './cli/cli-command.ts';
import { type Streams, type TerminalIo, terminalIo } from './cli/terminal-io.ts';
import { type Config, readConfig } from './config.ts';

/** Every command there is, in the order the help shows them. One file a command under `cli/`, read when it is called. */
const loaders: Readonly<Record<string, () => Promise<CliCommand>>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  init: async () => (await import('./cli/init.ts')).initCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
  divisions: async () => (await import('./cli/divisions.ts')).divisionsCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  feed: async () => (await import('./cli/feed.ts')).feedCommand,
  policy: async () => (await import('./cli/policy.ts')).policyCommand,
  calendar: async () => (await import('./cli/calendar.ts')).calendarCommand,
  due: async () => (await import('./cli/due.ts')).dueCommand,
  case: async () => (await import('./cli/case.ts')).caseCommand,
  audit: async () => (await import('./cli/audit.ts')).auditCommand,
  rebuild: async () => (await import('./cli/rebuild.ts')).rebuildCommand,
  bench: async () => (await import('./cli/bench.ts')).benchCommand,
};

/** All commands, in the order the help shows them. */
export async function allCommands(): Promise<readonly CliCommand[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

/** The command that the line begins with; all of them when it begins otherwise, so that the help can list them. */
async function commandsFor([first = '']: readonly string[]): Promise<readonly CliCommand[]> {
  const load = Object.hasOwn(loaders, first) ? loaders[first] : undefined;
  return load === undefined ? allCommands() : [await load()];
}

/**
 * Runs one command line (`argv` without the program's own name) and gives the exit code: 0 done, 1 refused or failed,
 * 2 wrong usage. Only a bug in this program throws.
 */
export async function runCli(
  argv: readonly string[],
  streams: Streams,
  config: Config = readConfig(),
  known?: readonly CliCommand[],
): Promise<number> {
  const io = terminalIo(config, streams);
  const program = programOf(known ?? (await commandsFor(argv)), io, streams);
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
