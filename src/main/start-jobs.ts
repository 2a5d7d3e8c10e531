import type { Services } from '#http/services.ts';
import { type ImportQueue, startImportQueue } from '#intake/registry/import-queue.ts';
import { checkQuality } from '#jobs/check-quality.ts';
import { deleteOriginals } from '#jobs/delete-originals.ts';
import { keepHouseholdMonths } from '#jobs/keep-household-months.ts';
import { makeCountyFigures } from '#jobs/make-county-figures.ts';
import { openRounds } from '#jobs/open-rounds.ts';
import { rejudgeFeeds } from '#jobs/rejudge-feeds.ts';
import { sealActs } from '#jobs/seal-acts.ts';
import { sealAuditLog } from '#jobs/seal-audit.ts';

const SEAL_EVERY_MS = 60_000;
const FIGURES_EVERY_MS = 5 * 60_000;
const INTAKE_EVERY_MS = 60_000;
const DAY_LOOKED_AT_EVERY_MS = 60_000;
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
  const figures = job('figures', async () => {
    const now = await services.now();
    await makeCountyFigures(db, now);
    await keepHouseholdMonths(db, now);
  });
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
      job('doubtful data', async () => checkQuality(services.runner, await services.now())),
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
  const days = startDays(services);
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all([running, imports.stop(), days.stop()]);
  };
}

/**
 * What a new official day brings: rounds that begin, due days that a value set for later or in a city moves. At the start,
 * after midnight and whenever the day of a demonstration is moved; in a row of its own, since a county's rounds take minutes.
 */
function startDays(services: Services): { stop: () => Promise<void> } {
  let done: string | null = null;
  let stopped = false;
  const round = async (): Promise<void> => {
    const now = await services.now();
    if (stopped || now.today === done) return;
    await openRounds(services.runner, now);
    await services.redate(now, { write: true });
    done = now.today;
  };
  const safe = (): Promise<void> =>
    round().catch((error: unknown) => {
      process.emitWarning(`rounds failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  let running = safe();
  const next = (): void => {
    running = running.then(safe);
  };
  const timer = setInterval(next, DAY_LOOKED_AT_EVERY_MS);
  const listen = async (): Promise<void> => {
    while (!stopped) {
      await services.dayBell.heard();
      next();
    }
  };
  void listen();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      services.dayBell.ring();
      await running;
    },
  };
}

/** Reads and applies files of the register, those left by an earlier process first. */
function startImports({ runner, filesFolder, now, importBell, reading, desk }: Services): ImportQueue {
  const run = async (county: number, batch: string): Promise<void> => {
    await desk('import', { county, batch, now: await now() });
  };
  const setting = { db: runner.db, ring: runner.ring, folder: filesFolder, now, read: reading.read, run };
  return startImportQueue(setting, importBell, ({ batch, error }) => {
    process.emitWarning(`import ${batch} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
}
