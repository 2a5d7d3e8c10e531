import type { Config } from './config.ts';
import type { DatabaseLog } from './postgres/database-event.ts';
import { externalDatabase } from './postgres/external-database.ts';
import { startDatabase } from './postgres/start-database.ts';

/** The installation's database, wherever it runs, and the folder its keys and files belong in. */
export interface OpenedDatabase {
  readonly home: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Undefined with an external database: it has no address of its own for this role. */
  readonly portalUrl: string | undefined;
  readonly statsUrl: string | undefined;
  /** Ends the use by this process; the embedded server stops with its last user, an external one is left alone. */
  stop(): Promise<void>;
}

/** The external database when the environment names one, else the embedded one in the home. Errors as of the two. */
export async function openDatabaseOf(config: Config, log: DatabaseLog): Promise<OpenedDatabase> {
  const external = await externalDatabase(config);
  if (external === undefined) return await startDatabase({ home: config.home, homeChosen: config.homeChosen, log });
  return { ...external, home: config.home, portalUrl: undefined, statsUrl: undefined, stop: async () => {} };
}

/**
 * Runs `work` with the installation's database and ends the use afterwards, also when `work` throws or the process is
 * told to end (SIGINT, SIGTERM, SIGHUP): then the exit code is 128 + the signal's number and `work` is not waited for.
 */
export async function withDatabase<T>(
  config: Config,
  log: DatabaseLog,
  work: (database: OpenedDatabase) => Promise<T>,
): Promise<T> {
  const database = await openDatabaseOf(config, log);
  const forget = onEndSignal(database.stop);
  try {
    return await work(database);
  } finally {
    forget();
    await database.stop();
  }
}

const endSignals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Calls `stop` once when the process is told to end, then ends it. Gives the undoing. */
export function onEndSignal(stop: () => Promise<void>): () => void {
  const handlers = Object.entries(endSignals).map(([signal, exitCode]) => {
    const handler = (): void => {
      stop().then(
        () => process.exit(exitCode),
        (error: unknown) => {
          console.error(error);
          process.exit(exitCode);
        },
      );
    };
    process.once(signal, handler);
    return { signal, handler };
  });
  return () => {
    for (const { signal, handler } of handlers) process.removeListener(signal, handler);
  };
}
