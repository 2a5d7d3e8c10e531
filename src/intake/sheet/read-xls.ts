import { Worker } from 'node:worker_threads';
import { AppError, type ErrorFacts } from '#domain/values/app-error.ts';
import type { ErrorCode } from '#domain/values/error-codes.ts';
import type { SheetFile } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { unreadable } from './sheet-refusal.ts';

/** What the thread answers. */
export type XlsReply = { readonly file: SheetFile } | { readonly code: ErrorCode; readonly facts: ErrorFacts };

const MEMORY_MIB = 768;

/**
 * A workbook of Excel 97–2003 (.xls), read in a thread of its own: damaged legacy files can send their reader into endless
 * loops, so it is ended after `limits.xlsSeconds` or when its memory runs out. Throws `file-unreadable` (password, damaged,
 * wrong-type), `file-too-large`.
 */
export async function readXls(bytes: Uint8Array, limits: SheetLimits): Promise<SheetFile> {
  const thread = new Worker(new URL('./xls-thread.ts', import.meta.url), {
    workerData: { bytes, limits: { ...limits, onRows: undefined } },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    // The reader library writes what it stumbles over to the console; it may quote the file.
    stdout: true,
    stderr: true,
  });
  try {
    const reply = await answerOf(thread, limits.xlsSeconds);
    if ('code' in reply) throw new AppError(reply.code, reply.facts);
    return reply.file;
  } finally {
    await thread.terminate();
  }
}

function answerOf(thread: Worker, seconds: number): Promise<XlsReply> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(unreadable('damaged', { part: 'workbook', seconds })), seconds * 1000);
    thread.once('message', (reply: XlsReply) => {
      clearTimeout(giveUp);
      resolve(reply);
    });
    thread.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(giveUp);
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? unreadable('damaged', { part: 'workbook', MEMORY_MIB }) : error,
      );
    });
  });
}
