import type { Services } from '#http/services.ts';
import { type ImportQueue, startImportQueue } from '#intake/registry/import-queue.ts';
import { deleteOriginals } from '#jobs/delete-originals.ts';
import { makeCountyFigures } from '#jobs/make-county-figures.ts';
import { rejudgeFeeds } from '#jobs/rejudge-feeds.ts';
import { sealActs } from '#jobs/seal-acts.ts';
import { sealAuditLog } from '#jobs/seal-audit.ts';

const SEAL_EVERY_MS = 60_000;
const FIGURES_EVERY_MS = 5 * 60_000;
const INTAKE_EVERY_MS = 60_000;
const DELETE_EVERY_MS = 6 * 3_600_000;

/** Starts what runs without a person; the answer stops it after the current round. */
export function startJobs(services: Services): () => Promise<void> {
  const { db } = services.runner;
  let running: Promise<unknown> = Promise.resolve();
  const job = (name: string, work: () => Promise<unknown>) => (): void => {
    running = running.then(work).catch((error: unknown) => {
      process.emitWarning(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const figures = job('figures', async () => makeCountyFigures(db, await services.now()));
  const sealing = job('sealing', async () => {
    await sealActs(db, Date.now());
    await sealAuditLog(db);
  });
  const timers = [
    setInterval(sealing, SEAL_EVERY_MS),
    setInterval(figures, FIGURES_EVERY_MS),
    setInterval(
      job('undecided rows', async () => rejudgeFeeds(services.runner, await services.now())),
      INTAKE_EVERY_MS,
    ),
    setInterval(
      job('originals', async () => deleteOriginals(services.runner, services.filesFolder, await services.now())),
      DELETE_EVERY_MS,
    ),
  ];
  sealing();
  figures();
  const imports = startImports(services);
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all([running, imports.stop()]);
  };
}

/** Reads and applies files of the register, those left by an earlier process first. */
function startImports({ runner, filesFolder, now, importBell, reading }: Services): ImportQueue {
  const setting = { db: runner.db, ring: runner.ring, folder: filesFolder, now, read: reading.read };
  return startImportQueue(setting, importBell, ({ batch, error }) => {
    process.emitWarning(`import ${batch} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
}
