import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Whether this is a demonstration or real; set once. `demoToday`: the official day of a demonstration. */
export interface Installation {
  readonly kind: 'demo' | 'real';
  readonly blindIndex: 'hmac-sm3' | 'hmac-sha256';
  readonly demoToday: PlainDate | null;
  readonly createdAt: number;
}

export async function findInstallation(db: Db): Promise<Installation | undefined> {
  const row = await db.selectFrom('installation').selectAll().executeTakeFirst();
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
