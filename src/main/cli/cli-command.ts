import type { Command } from 'commander';
import type { AppError } from '#domain/values/app-error.ts';
import type { Config } from '#main/config.ts';

/**
 * One word of the command line. `register` adds it to `program` with commander
 * (`program.command('calendar')…action(async (options) => { … })`); `--json` is added to every command by the frame,
 * do not declare it. An action that returns exits 0; one that throws an `AppError` exits 1 with the error printed; a
 * wrong option or argument exits 2 (throw commander's `InvalidArgumentError` from an option's parser).
 */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  register(program: Command, io: CliIo): void;
}

/** Everything a command may see of the outside. Commands read neither `process.env` nor write to the console. */
export interface CliIo {
  /** Settings from the environment; see `config.ts`. */
  readonly config: Config;
  /** True when `--json` was given. Known only inside an action. */
  readonly asJson: boolean;
  /** One line to standard output. */
  line(text: string): void;
  /** One line to standard error: progress and remarks, also under `--json`. */
  note(text: string): void;
  /** Rows as an aligned table, columns in the order of the first row's keys; nothing for no rows. */
  table(rows: readonly TableRow[]): void;
  /** The value as one line of JSON; a bigint in the safe range becomes a number, outside it a string. */
  json(value: unknown): void;
  /** `value` as JSON under `--json`, else `human` is called to print it. Most commands end with this. */
  show(value: unknown, human: () => void): void;
  /** Prints the failure ({"error": code, …facts} under `--json`) and makes the exit code 1. Throwing it does the same. */
  fail(error: AppError): void;
  /** Makes the exit code 1 where what was printed already says what is wrong. */
  markFailed(): void;
}

export type TableRow = Readonly<Record<string, unknown>>;
