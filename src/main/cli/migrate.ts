import path from 'node:path';
import { withDatabase } from '#main/open-database.ts';
import { migrate } from '#store/migrate.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

/** Brings the installation's database up to the files of `sql/`. Again does no harm. */
export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'bring the database up to this version of the program',
  register(program, io) {
    program.command('migrate').action(() => run(io));
  },
};

async function run(io: CliIo): Promise<void> {
  const result = await withDatabase(io.config, databaseRemarks(io), ({ ownerUrl }) =>
    migrate(ownerUrl, path.join(io.config.root, 'sql')),
  );
  io.show(result, () => {
    io.table(result.applied.map((file) => ({ file })));
    io.line(`applied ${result.applied.length}, already there ${result.before}`);
  });
}
