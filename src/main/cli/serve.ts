import { existsSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { AppError } from '#domain/values/app-error.ts';
import { builtClient } from '#main/build-client.ts';
import { compose } from '#main/compose.ts';
import { deskApart } from '#main/desk-apart.ts';
import { deskBySize } from '#main/desk-by-size.ts';
import { frontDoor } from '#main/front-door.ts';
import { ensureDemo } from '#main/make-demo.ts';
import { type OpenedDatabase, onEndSignal, openDatabaseOf } from '#main/open-database.ts';
import { startJobs } from '#main/start-jobs.ts';
import { migrate } from '#store/migrate.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

interface ServeOptions {
  readonly port: number;
  readonly demo?: true;
  readonly packs: readonly string[];
}

const LOOPBACK = '127.0.0.1';

/** Serves the installation; `--demo` makes and loads the demonstration first when there is none. */
export const serveCommand: CliCommand = {
  name: 'serve',
  summary: 'serve the installation on 127.0.0.1',
  register(program, io) {
    program
      .command('serve')
      .option('--port <number>', 'port to listen on', portOption, 8686)
      .option('--demo', 'make and load the demonstration county when nothing is installed')
      .option('--packs <dir>', 'further packs, may be given several times', collect, [])
      .action((options: ServeOptions) => serve(io, options));
  },
};

async function serve(io: CliIo, options: ServeOptions): Promise<void> {
  const started = performance.now();
  const home = options.demo ? demoHome(io) : io.config.home;
  const config = { ...io.config, home };
  const database = await openDatabaseOf(config, databaseRemarks(io));
  try {
    await listen(io, options, database, started);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function listen(io: CliIo, options: ServeOptions, database: OpenedDatabase, started: number): Promise<void> {
  const { root } = io.config;
  await migrate(database.ownerUrl, path.join(root, 'sql'));
  const accounts = options.demo ? await ensureDemo(io, database) : [];
  const clientFolder = await builtClient(root, (text) => io.note(text));
  const { services: composed, close } = await compose({
    root,
    home: database.home,
    appUrl: database.appUrl,
    packFolders: options.packs,
    publicUrl: io.config.publicUrl ?? `http://${LOOPBACK}:${options.port}`,
  });
  const { runner, filesFolder, packs, notices } = composed;
  const { home, appUrl } = database;
  const blindIndex = runner.ring.index.algorithm;
  const thread = deskApart({ appUrl, home, filesFolder, blindIndex, packs }, notices);
  const services = { ...composed, desk: deskBySize(runner, composed.desk, thread.desk) };
  const server = await frontDoor(services, { version: '0.1.0', clientFolder, callsPerMinute: 3000, logLevel: 'warn' });
  const stopJobs = startJobs(services);
  const stop = async (): Promise<void> => {
    await stopJobs();
    await server.close();
    await thread.close();
    await close();
    await database.stop();
  };
  onEndSignal(stop);
  try {
    await server.listen({ host: LOOPBACK, port: options.port });
  } catch (error) {
    await stop();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new AppError('already-exists', { what: 'port', port: options.port });
    }
    throw error;
  }
  if (accounts.length > 0) io.table(accounts);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  io.line(`http://${LOOPBACK}:${options.port}  (${seconds} s)`);
}

/** A demonstration lives in a folder of its own beside the real installation's, unless the environment names one. */
function demoHome(io: CliIo): string {
  const { config } = io;
  const beside = path.join(path.dirname(config.home), 'demo');
  return config.homeChosen || existsSync(path.join(config.home, 'demo')) ? config.home : beside;
}

function portOption(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('1 … 65535');
  return port;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
