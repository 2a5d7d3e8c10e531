import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#domain/values/app-error.ts';
import type { XlsReply } from './read-xls.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { readXlsWorkbook } from './xls-workbook.ts';

/** The thread of `read-xls.ts`: reads one workbook and answers once. Bugs leave it as errors. */
const { bytes, limits } = workerData as { readonly bytes: Uint8Array; readonly limits: SheetLimits };
parentPort?.postMessage(reply());

function reply(): XlsReply {
  try {
    return { file: readXlsWorkbook(bytes, limits) };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, facts: error.facts };
    throw error;
  }
}
