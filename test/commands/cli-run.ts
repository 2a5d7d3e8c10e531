import { Command } from 'commander';
import { allCommands, runCli } from '#main/cli.ts';
import type { Config } from '#main/config.ts';
import { readConfig } from '#main/config.ts';

const commands = await allCommands();

/** A command that does something, by its words: `calendar add`. Groups like `calendar` are none. */
export interface Leaf {
  readonly words: readonly string[];
  readonly description: string;
}

/** What a run left behind. `json`: the one line of standard output; throws when there are none or several. */
export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are of every shape, and each test looks at its own
  json(): any;
}

/** One command line, as `bin/shouwang` would run it, without a process of its own. */
export async function shouwang(argv: readonly string[], config: Config = readConfig({})): Promise<CliRun> {
  let [out, err] = ['', ''];
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await runCli(argv, streams, config);
  return {
    code,
    out,
    err,
    json() {
      const lines = out.split('\n');
      if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one line of JSON: ${out.slice(0, 300)} ${err}`);
      return JSON.parse(lines[0] ?? '');
    },
  };
}

/** Every command line there is, found by asking the commands themselves. */
export function leaves(): Leaf[] {
  const program = new Command();
  // Registering reads nothing of the outside: what is asked of it only happens in actions.
  for (const command of commands) command.register(program, {} as Parameters<typeof command.register>[1]);
  for (const command of commands) {
    const added = program.commands.find((each) => each.name() === command.name);
    if (added?.description() === '') added.description(command.summary);
  }
  return program.commands.flatMap((command) => leavesOf(command, []));
}

/** Groups of commands: `calendar`, `divisions`. */
export function groups(): string[] {
  const single = new Set(leaves().flatMap(({ words }) => (words.length === 1 ? words : [])));
  return commands.map((command) => command.name).filter((name) => !single.has(name));
}

function leavesOf(command: Command, above: readonly string[]): Leaf[] {
  const words = [...above, command.name()];
  if (command.commands.length === 0) return [{ words, description: command.description() }];
  return command.commands.flatMap((inner) => leavesOf(inner, words));
}
