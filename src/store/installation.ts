import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type Db, openDatabase } from './database.ts';

const NO_SUCH_TABLE = '42P01';

/** Whether this is a demonstration or real; set once. `demoToday`: the official day of a demonstration. */
export interface Installation {
  readonly kind: 'demo' | 'real';
  readonly blindIndex: 'hmac-sm3' | 'hmac-sha256';
  readonly demoToday: PlainDate | null;
  readonly createdAt: number;
}

/** Undefined: nothing is installed here, also when no migration has run. */
export async function findInstallation(db: Db): Promise<Installation | undefined> {
  const row = await db
    .selectFrom('installation')
    .selectAll()
    .executeTakeFirst()
    .catch((error: { code?: string }) => {
      if (error.code === NO_SUCH_TABLE) return undefined;
      throw error;
    });
  return (
    row && {
      kind: row.kind as Installation['kind'],
      blindIndex: row.blind_index as Installation['blindIndex'],
      demoToday: row.demo_today,
      createdAt: row.created_at,
    }
  );
}

/** Makes the one row. Its kind cannot be changed afterwards: the app may update `demo_today` alone. */
export async function insertInstallation(ownerDb: Db, installation: Installation): Promise<void> {
  await ownerDb
    .insertInto('installation')
    .values({
      kind: installation.kind,
      blind_index: installation.blindIndex,
      demo_today: installation.demoToday,
      created_at: installation.createdAt,
    })
    .execute();
}

export async function setDemoToday(db: Db, today: PlainDate): Promise<void> {
  await db.updateTable('installation').set({ demo_today: today }).where('kind', '=', 'demo').execute();
}

/** Takes every table away, as owner: only for a demonstration whose loading was cut off. Errors when the installation is real. */
export async function clearDatabase(ownerUrl: string): Promise<void> {
  const { db, close } = openDatabase(ownerUrl, 1);
  try {
    const installation = await findInstallation(db);
    if (installation?.kind === 'real') throw new Error('a real installation is never cleared');
    const { rows } = await sql<{ drop: string }>`
      select format('drop table %I cascade', tablename) as drop from pg_tables where schemaname = 'public'
      union all select format('drop sequence %I cascade', sequencename) from pg_sequences where schemaname = 'public'
      union all select format('drop function %s cascade', oid::regprocedure) from pg_proc where pronamespace = 'public'::regnamespace`.execute(
      db,
    );
    for (const row of rows) await sql.raw(row.drop).execute(db).catch(ignoreMissing);
  } finally {
    await close();
  }
}

/** A sequence owned by a table is gone with it. */
function ignoreMissing(error: { code?: string }): void {
  if (error.code !== '42P01') throw error;
}
