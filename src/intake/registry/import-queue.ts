import { setTimeout as delay } from 'node:timers/promises';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { listUnfinishedBatches, updateBatch } from '#store/registry-batches.ts';
import type { ImportBell } from './import-bell.ts';
import { type ImportSetting, importJob } from './import-setting.ts';
import { runImport } from './run-import.ts';

/** Reads and applies batches one after the other. What a killed process left is taken up again at start. */
export interface ImportQueue {
  /** Ends after the batch at hand. */
  stop(): Promise<void>;
}

/** An unexpected failure of one batch, for the log. */
export type ImportLog = (event: { readonly county: number; readonly batch: string; readonly error: unknown }) => void;

const LOOK_AGAIN_MS = 5000;
const RETRY_MS = 1000;

/**
 * Starts the queue of this process. The queue is the table itself: batches in state `read` or `applying`. Several processes
 * may work on it: reading twice does no harm, applying waits for its turn and looks at the state again.
 */
export function startImportQueue(setting: ImportSetting, bell: ImportBell, log: ImportLog): ImportQueue {
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
  const rest = async (ms: number, sooner: Promise<void>): Promise<void> => {
    const timer = new AbortController();
    const time = delay(ms, undefined, { signal: timer.signal, ref: false }).catch(ignoreAbort);
    await Promise.race([ended, sooner, time]);
    timer.abort();
  };
  const working = (async () => {
    while (!ending.signal.aborted) {
      const rung = bell.heard();
      const done = await workThrough(setting, log, ending.signal);
      await rest(done ? LOOK_AGAIN_MS : RETRY_MS, done ? rung : ended);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await working;
    },
  };
}

/** Everything there is to do now; false when the database could not be asked. */
async function workThrough(setting: ImportSetting, log: ImportLog, ending: AbortSignal): Promise<boolean> {
  try {
    for (const { county, batch, state } of await unfinished(setting)) {
      if (ending.aborted) return true;
      await goOn(setting, county, batch, state, log);
    }
    return true;
  } catch (error) {
    log({ county: 0, batch: '', error });
    return false;
  }
}

async function unfinished(setting: ImportSetting): Promise<{ county: number; batch: string; state: string }[]> {
  const counties = await setting.db.selectFrom('counties').select('county').orderBy('county').execute();
  const found: { county: number; batch: string; state: string }[] = [];
  for (const { county } of counties) {
    const batches = await asCounty(setting, county, (tx) => listUnfinishedBatches(tx, county));
    found.push(...batches.map(({ id, state }) => ({ county, batch: id, state })));
  }
  return found;
}

/** A lost database is waited for; any other failure ends the batch, or it would fail for ever. */
async function goOn(
  setting: ImportSetting,
  county: number,
  batch: string,
  state: string,
  log: ImportLog,
): Promise<void> {
  try {
    await (setting.run ?? ((...order) => runImport(setting, ...order)))(county, batch);
  } catch (error) {
    if (isLostConnection(error)) throw error;
    log({ county, batch, error });
    const refused = { state: 'refused', error: JSON.stringify({ code: 'internal', facts: {} }) };
    await asCounty(setting, county, (tx) => updateBatch(tx, county, batch, state, refused));
  }
}

async function asCounty<T>(setting: ImportSetting, county: number, work: (tx: Db) => Promise<T>): Promise<T> {
  return asActor(setting.db, await importJob(setting.db, county, await setting.now()), work);
}

const LOST = /^(?:08|57P0)/;
const LOST_SOCKETS = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return LOST.test(code) || LOST_SOCKETS.includes(code) || /connection terminated/i.test(error.message);
}

function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') throw error;
}
