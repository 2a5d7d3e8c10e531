import type { AppError } from '#domain/values/app-error.ts';
import type { Config } from '#main/config.ts';
import { errorSentence } from '#words/error-words.ts';
import type { Language } from '#words/language.ts';
import type { CliIo } from './cli-command.ts';
import { tableText } from './table-text.ts';

/** Where a command's words go. The real ones are the process's streams; tests collect them. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/** A command's view of a terminal, and what the frame needs to know afterwards. */
export interface TerminalIo extends CliIo {
  /** Set by the frame before an action runs. */
  asJson: boolean;
  /** True once `fail` was called. */
  readonly failed: boolean;
}

export function terminalIo(config: Config, streams: Streams): TerminalIo {
  let failed = false;
  const io: TerminalIo = {
    config,
    asJson: false,
    get failed() {
      return failed;
    },
    line: (text) => streams.out(`${text}\n`),
    note: (text) => streams.err(`${text}\n`),
    table(rows) {
      for (const text of tableText(rows)) io.line(text);
    },
    json: (value) => io.line(JSON.stringify(value, withBigint)),
    show(value, human) {
      if (io.asJson) io.json(value);
      else human();
    },
    markFailed() {
      failed = true;
    },
    fail(error) {
      failed = true;
      if (io.asJson) io.json({ error: error.code, ...error.facts });
      else io.note(failureText(error, config.language));
    },
  };
  return io;
}

function withBigint(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

function failureText(error: AppError, language: Language): string {
  const facts = Object.entries(error.facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value, withBigint)}`);
  return [`${error.code}: ${errorSentence(language, error.code, error.facts)}`, ...facts].join('\n');
}
