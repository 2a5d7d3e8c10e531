import { type ChildProcess, fork } from 'node:child_process';
import { AppError, type ErrorFacts } from '#domain/values/app-error.ts';
import type { ErrorCode } from '#domain/values/error-codes.ts';
import type { Reader, ReadingOrder, ReadingWatch } from './reading-order.ts';

/** Bounds of the processes that read files. */
export interface ReadingBounds {
  /** Heap of one process. */
  readonly memoryMiB: number;
  /** After these the process is ended. */
  readonly seconds: number;
  /** Processes at work at the same time; further orders wait. */
  readonly most: number;
  /** An idle process is kept this long for the next order. */
  readonly idleSeconds: number;
}

/** Room for 3 M cells (see `sheet-limits.ts`). */
export const readingBounds: ReadingBounds = { memoryMiB: 1400, seconds: 180, most: 2, idleSeconds: 20 };

/** Reads in processes of their own, so that no file can stop, fill or slow down the process that serves people. */
export interface ReadingRoom {
  readonly read: Reader;
  /** Ends the processes; what is being read fails. */
  close(): void;
}

type Message =
  | { readonly rows: number }
  | { readonly reply: unknown }
  | { readonly code: ErrorCode; readonly facts: ErrorFacts }
  | { readonly bug: string };

/**
 * A room of reading processes. A reading that is cancelled, takes too long or too much memory costs its process and nothing
 * else: `refused` (facts.why `cancelled`), `file-too-large` (facts.limit `seconds` or `memory`).
 */
export function readingRoom(bounds: ReadingBounds = readingBounds): ReadingRoom {
  const idle: ChildProcess[] = [];
  const working = new Set<ChildProcess>();
  const waiting: (() => void)[] = [];
  const end = (child: ChildProcess): void => {
    working.delete(child);
    const at = idle.indexOf(child);
    if (at >= 0) idle.splice(at, 1);
    child.kill('SIGKILL');
  };
  const rest = (child: ChildProcess): void => {
    working.delete(child);
    idle.push(child);
    setTimeout(() => idle.includes(child) && end(child), bounds.idleSeconds * 1000).unref();
  };
  const turn = async (): Promise<void> => {
    while (working.size >= bounds.most) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const read = async (order: ReadingOrder, watch: ReadingWatch = {}): Promise<unknown> => {
    await turn();
    const child = idle.pop() ?? startReader(bounds.memoryMiB);
    working.add(child);
    try {
      watch.signal?.throwIfAborted();
      const reply = await ask(child, order, watch, bounds);
      rest(child);
      return reply;
    } catch (error) {
      if (error instanceof AnsweredError) rest(child);
      else end(child);
      throw error instanceof AnsweredError ? error.cause : error;
    } finally {
      waiting.shift()?.();
    }
  };
  return {
    read: read as Reader,
    close() {
      for (const child of [...idle, ...working]) end(child);
    },
  };
}

/** The process has answered with a refusal and may read the next file. */
class AnsweredError extends Error {}

function startReader(memoryMiB: number): ChildProcess {
  const child = fork(new URL('./reading-process.ts', import.meta.url), {
    execArgv: [`--max-old-space-size=${memoryMiB}`],
    serialization: 'advanced',
    // Reader libraries write what they stumble over to the console; it may quote the file.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  // An idle reader keeps nobody from ending.
  child.unref();
  child.channel?.unref();
  return child;
}

function ask(
  child: ChildProcess,
  order: ReadingOrder,
  { onRows, signal }: ReadingWatch,
  bounds: ReadingBounds,
): Promise<unknown> {
  const limit = (name: string, allowed: number): AppError => new AppError('file-too-large', { limit: name, allowed });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => done(reject, limit('seconds', bounds.seconds)), bounds.seconds * 1000);
    const onMessage = (message: Message): void => {
      if ('rows' in message) onRows?.(message.rows);
      else if ('reply' in message) done(resolve, message.reply);
      else if ('code' in message)
        done(reject, new AnsweredError('answered', { cause: new AppError(message.code, message.facts) }));
      else done(reject, new Error(message.bug));
    };
    const onEnd = (): void => done(reject, limit('memory', bounds.memoryMiB));
    const onError = (error: Error): void => done(reject, error);
    const onAbort = (): void => done(reject, new AppError('refused', { what: 'reading', why: 'cancelled' }));
    function done<T>(settle: (value: T) => void, value: T): void {
      clearTimeout(late);
      child.channel?.unref();
      child.off('message', onMessage).off('exit', onEnd).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      settle(value);
    }
    child.channel?.ref();
    child.on('message', onMessage).once('exit', onEnd).once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.send(order, (error) => error && onError(error));
  });
}
