import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onEndSignal } from '#main/open-database.ts';
import type { DatabaseLog } from '#main/postgres/database-event.ts';
import { type RunningDatabase, startDatabase } from '#main/postgres/start-database.ts';

/** A database of its own in a temporary folder. */
export interface Scratch {
  /** For files of the caller; goes with the rest. */
  readonly folder: string;
  readonly database: RunningDatabase;
}

/**
 * Runs `work` on a new embedded database in a new temporary folder, never on one that is in use. Both are gone afterwards,
 * also when `work` throws or the process is told to end; then the exit code is 128 + the signal's number.
 * Errors: as `startDatabase`.
 */
export async function withScratch<T>(log: DatabaseLog, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'shouwang-bench-'));
  // The account that runs PostgreSQL must be able to pass, when it is another one.
  chmodSync(folder, 0o711);
  const starting = startDatabase({ home: path.join(folder, 'home'), throwaway: true, log });
  let removing: Promise<void> | undefined;
  const remove = (): Promise<void> => {
    removing ??= starting
      .then(
        (database) => database.stop(),
        // Reported by the await below; what there is of it is removed all the same.
        () => undefined,
      )
      .then(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    return removing;
  };
  const forget = onEndSignal(remove);
  try {
    return await work({ folder, database: await starting });
  } finally {
    await remove();
    forget();
  }
}
