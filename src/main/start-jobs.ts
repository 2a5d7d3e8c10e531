import type { Services } from '#http/services.ts';
import { type ImportQueue, startImportQueue } from '#intake/registry/import-queue.ts';
import { sealActs } from '#jobs/seal-acts.ts';

const SEAL_EVERY_MS = 60_000;

/** Starts what runs without a person; the answer stops it after the current round. */
export function startJobs(services: Services): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const round = (): void => {
    running = running
      .then(() => sealActs(services.runner.db, Date.now()))
      .catch((error: unknown) => {
        process.emitWarning(`sealing failed: ${error instanceof Error ? error.message : String(error)}`);
      });
  };
  const timer = setInterval(round, SEAL_EVERY_MS);
  const imports = startImports(services);
  return async () => {
    clearInterval(timer);
    await Promise.all([running, imports.stop()]);
  };
}

/** Reads and applies files of the register, those left by an earlier process first. */
function startImports({ runner, filesFolder, now, importBell }: Services): ImportQueue {
  const setting = { db: runner.db, ring: runner.ring, folder: filesFolder, now };
  return startImportQueue(setting, importBell, ({ batch, error }) => {
    process.emitWarning(`import ${batch} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
}
