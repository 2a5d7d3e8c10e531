import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { AppError } from '#domain/values/app-error.ts';

export interface MigrationResult {
  /** Files run now, in order. Empty: the database was up to date. */
  readonly applied: readonly string[];
  /** How many files had been run before. */
  readonly before: number;
}

/**
 * Brings a database up to the files `NNNN-name.sql` of `folder`: each not yet run is run as the owner in a transaction
 * of its own and recorded with its SHA-256. Twenty at once do no harm: they wait for each other.
 * Errors: `migration-changed` a file was edited after it ran; `migration-missing` one that ran is not in the folder (a
 * database newer than the program); `migration-order` a number used twice or lower than one that ran;
 * `migration-failed` with file, line and the server's message (the file's transaction is undone).
 */
export async function migrate(ownerUrl: string, folder: string): Promise<MigrationResult> {
  const files = readMigrations(folder);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(recordTable);
    const { rows } = await client.query<Recorded>('select file, sha256 from schema_migrations order by file');
    checkAgainst(rows, files);
    const ran = new Set(rows.map((row) => row.file));
    const due = files.filter(({ file }) => !ran.has(file));
    for (const migration of due) await run(client, migration);
    return { applied: due.map(({ file }) => file), before: rows.length };
  } finally {
    await client.end();
  }
}

/** The files of `folder` in order of their numbers, with what they hold. Error `migration-order` for a number used twice. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}-.*\.sql$/.test(name));
  names.sort();
  const twice = names.find((name, index) => numberOf(name) === numberOf(names[index + 1] ?? ''));
  if (twice !== undefined) throw new AppError('migration-order', { file: twice, number: numberOf(twice) });
  return names.map((file) => {
    // A checkout with Windows line ends is the same migration.
    const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { file, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/** One file: its name, its text with `\n` line ends, the hex SHA-256 of that text. */
export interface Migration {
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
}

interface Recorded {
  readonly file: string;
  readonly sha256: string;
}

/** Any constant will do; it only has to differ from other users of advisory locks. */
const lockKey = 7_406_833_001;

const recordTable = `
  create table if not exists schema_migrations (
    file text constraint schema_migrations_pkey primary key,
    sha256 text not null,
    applied_at bigint not null
  );
  comment on table schema_migrations is 'Which files of sql/ have been run here, and what they held then.';
  comment on column schema_migrations.file is 'Name in sql/; its four digits are the order.';
  comment on column schema_migrations.sha256 is 'SHA-256 of the file when it ran; an edited file is refused.';
  comment on column schema_migrations.applied_at is 'When it ran, ms since 1970.';`;

const numberOf = (file: string): string => file.slice(0, 4);

function checkAgainst(recorded: readonly Recorded[], files: readonly Migration[]): void {
  const byName = new Map(files.map((migration) => [migration.file, migration]));
  for (const { file, sha256 } of recorded) {
    const found = byName.get(file);
    if (found === undefined) throw new AppError('migration-missing', { file });
    if (found.sha256 !== sha256) throw new AppError('migration-changed', { file });
  }
  const last = recorded.at(-1)?.file ?? '';
  const ran = new Set(recorded.map(({ file }) => file));
  const late = files.find(({ file }) => !ran.has(file) && file < last);
  if (late !== undefined) throw new AppError('migration-order', { file: late.file, after: last });
}

async function run(client: Client, { file, text, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
  } catch (cause) {
    await client.query('rollback');
    const { message, position, code } = cause as Error & { position?: string; code?: string };
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length;
    throw new AppError('migration-failed', { file, line, message, sqlstate: code });
  }
  await client.query('insert into schema_migrations values ($1, $2, (extract(epoch from now()) * 1000)::bigint)', [
    file,
    sha256,
  ]);
  await client.query('commit');
}
