import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A pack as text files, by its hash: kept for good, so that a matter can always be folded under what it pinned. */
export interface StoredPack {
  readonly hash: string;
  readonly pack: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Stores packs that are not there yet. */
export async function storePacks(db: Db, packs: readonly StoredPack[], at: number): Promise<void> {
  for (const pack of packs) {
    await db
      .insertInto('policy_packs')
      .values({
        hash: pack.hash,
        pack: pack.pack,
        body: JSON.stringify(pack.files),
        stored_at: at,
        activated_on: null,
        activated_by: null,
        confirmed_by: null,
      })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
  }
}

/** Remembers which packs, in order, a policy hash stands for. */
export async function storePolicyVersion(
  db: Db,
  version: { policyHash: string; areaCode: string; packHashes: readonly string[] },
  at: number,
): Promise<void> {
  await db
    .insertInto('policy_versions')
    .values({
      policy_hash: version.policyHash,
      area_code: version.areaCode,
      pack_hashes: [...version.packHashes],
      stored_at: at,
    })
    .onConflict((conflict) => conflict.column('policy_hash').doNothing())
    .execute();
}

/** The packs behind a policy hash, in order; empty when the hash is unknown. */
export async function listPacksOfVersion(db: Db, policyHash: string): Promise<StoredPack[]> {
  const { rows } = await sql<{ hash: string; pack: string; body: string }>`
    select p.hash, p.pack, p.body from policy_versions v
    cross join lateral unnest(v.pack_hashes) with ordinality as h(hash, place)
    join policy_packs p on p.hash = h.hash
    where v.policy_hash = ${policyHash} order by h.place`.execute(db);
  return rows.map((row) => ({ hash: row.hash, pack: row.pack, files: JSON.parse(row.body) as StoredPack['files'] }));
}

/** A value an office entered where the documents leave it open. `waiting`: looked wrong and nobody else has confirmed it. */
export interface StoredSetting {
  readonly id: string;
  readonly area: number;
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly fromOn: PlainDate;
  readonly setBy: string;
  readonly office: string;
  readonly document: string | null;
  readonly reason: string;
  readonly account: string;
  readonly basis: readonly string[];
  /** Why it looked wrong; empty when it did not. */
  readonly suspicious: readonly string[];
  readonly waiting: boolean;
  readonly at: number;
}

/** Settings of the areas given, oldest first. */
export async function listSettings(db: Db, areas: readonly number[]): Promise<StoredSetting[]> {
  if (areas.length === 0) return [];
  const rows = await db.selectFrom('policy_settings').selectAll().where('area', 'in', areas).orderBy('at').execute();
  return rows.map((row) => ({
    id: row.id,
    area: row.area,
    name: row.name,
    value: row.value,
    unit: row.unit,
    fromOn: row.from_on,
    setBy: row.set_by,
    office: row.set_by_office,
    document: row.document,
    reason: row.reason,
    account: row.set_by_account,
    basis: row.basis,
    suspicious: row.suspicious,
    waiting: row.suspicious.length > 0 && row.confirmed_by === null,
    at: row.at,
  }));
}

/** Makes a waiting value count. False when it is not one, or was entered by the same account. */
export async function confirmSetting(
  db: Db,
  { id, account, note }: { readonly id: string; readonly account: string; readonly note: string },
): Promise<boolean> {
  const result = await db
    .updateTable('policy_settings')
    .set({ confirmed_by: account, confirmed_note: note })
    .where('id', '=', id)
    .where('confirmed_by', 'is', null)
    .where('set_by_account', '<>', account)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Appends a value; the latest of a day counts, a suspicious one once confirmed. */
export async function insertSetting(db: Db, setting: Omit<StoredSetting, 'waiting'>): Promise<void> {
  await db
    .insertInto('policy_settings')
    .values({
      id: setting.id,
      area: setting.area,
      name: setting.name,
      value: setting.value,
      unit: setting.unit,
      from_on: setting.fromOn,
      set_by: setting.setBy,
      set_by_account: setting.account,
      set_by_office: setting.office,
      document: setting.document,
      reason: setting.reason,
      basis: [...setting.basis],
      suspicious: [...setting.suspicious],
      confirmed_by: null,
      confirmed_note: null,
      at: setting.at,
    })
    .execute();
}
