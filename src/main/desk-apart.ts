import { Worker } from 'node:worker_threads';
import type { HolidayNotice } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type FromDesk, heardError, type ToDesk } from '#intake/desk/desk-messages.ts';
import type { Desk, DeskKind, DeskOrder, FilesWatch } from '#intake/desk/desk-orders.ts';

/** What the thread needs to work as this installation; plain data. */
export interface DeskPremises {
  readonly appUrl: string;
  readonly home: string;
  readonly filesFolder: string;
  readonly blindIndex: 'hmac-sm3' | 'hmac-sha256';
  readonly packs: readonly Pack[];
}

export interface DeskApart {
  readonly desk: Desk;
  /** Ends the thread; what it is at fails and is rolled back. */
  close(): Promise<void>;
}

const MEMORY_MIB = 1400;
const IDLE_MS = 10 * 60_000;

interface Waiting {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly watch: FilesWatch | undefined;
}

/**
 * The desk in a thread of its own, so that long work keeps nobody else waiting. It is started with the first order and ends
 * after ten idle minutes. A thread that dies fails the orders it was at; their transactions are rolled back, and the next
 * order starts another. `notices` are asked with each order: the calendar may have grown.
 */
export function deskApart(premises: DeskPremises, notices: () => readonly HolidayNotice[]): DeskApart {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  const rest = (): void => {
    worker?.unref();
    idle = setTimeout(() => void end(), IDLE_MS).unref();
  };
  const settle = (no: number, how: (each: Waiting) => void): void => {
    const each = waiting.get(no);
    waiting.delete(no);
    if (each) how(each);
    if (waiting.size === 0) rest();
  };
  const died = (error: Error): void => {
    worker = undefined;
    for (const no of [...waiting.keys()]) settle(no, ({ reject }) => reject(error));
  };
  const hear = (message: FromDesk): void => {
    if ('reply' in message) settle(message.no, ({ resolve }) => resolve(message.reply));
    else if ('failed' in message) settle(message.no, ({ reject }) => reject(heardError(message.failed)));
    else waiting.get(message.no)?.watch?.(message.file).onRows?.(message.rows);
  };
  const begin = (): Worker => {
    const made = new Worker(new URL('./desk-thread.ts', import.meta.url), {
      workerData: premises,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    made.on('message', hear);
    made.once('error', (error) => made === worker && died(memoryOr(error)));
    made.once('exit', () => made === worker && died(new Error('the thread of the intake ended')));
    return made;
  };
  const end = async (): Promise<void> => {
    const ending = worker;
    if (ending) died(new AppError('refused', { what: 'intake', why: 'closing' }));
    clearTimeout(idle);
    await ending?.terminate();
  };
  const ask = (kind: DeskKind, order: unknown, watch?: FilesWatch): Promise<unknown> => {
    clearTimeout(idle);
    worker ??= begin();
    worker.ref();
    const no = ++last;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(no, { resolve, reject, watch });
    const tell = (message: ToDesk): void => worker?.postMessage(message);
    watch?.('').signal?.addEventListener('abort', () => tell({ no, cancel: true }), { once: true });
    tell({ no, asked: { kind, order } as DeskOrder, notices: notices() });
    return promise;
  };
  return { desk: ask as Desk, close: end };
}

function memoryOr(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return full ? new AppError('file-too-large', { limit: 'memory', allowed: MEMORY_MIB }) : error;
}
