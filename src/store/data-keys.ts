import { type DataKey, decryptField, decryptLong, encryptField, encryptLong, keyIdOf } from '#crypto/field-cipher.ts';
import { type KeyRing, newDataKey, unwrapDataKey } from '#crypto/key-ring.ts';
import type { Db } from './database.ts';

/** Encrypts and decrypts fields of one county; keys are fetched once and kept for the life of the object. */
export interface FieldKeys {
  /** Under the key of `year`; null stays null. */
  seal(place: { table: string; column: string; row: string }, text: string | null): Buffer | null;
  /** Throws when a cipher is damaged. null stays null. */
  open(place: { table: string; column: string; row: string }, cipher: Buffer | null): string | null;
  /** As `seal`, packed: for long texts. */
  sealLong(place: { table: string; column: string; row: string }, text: string): Buffer;
  /** As `open`, whichever way it was sealed. */
  openLong(place: { table: string; column: string; row: string }, cipher: Buffer | null): string | null;
  readonly ring: KeyRing;
  readonly county: number;
}

/** All data keys of a county, with one for `year` made when there is none yet. */
export async function fieldKeys(tx: Db, ring: KeyRing, county: number, year: number, at: number): Promise<FieldKeys> {
  let keys = await load(tx, ring, county);
  if (!keys.byYear.has(year)) {
    await tx
      .insertInto('data_keys')
      .values({
        county,
        year,
        created_at: at,
        ...snake(newDataKey(ring, county, year)),
      })
      .onConflict((conflict) => conflict.columns(['county', 'year']).doNothing())
      .execute();
    keys = await load(tx, ring, county);
  }
  return fieldKeysOf(ring, county, year, keys);
}

interface LoadedKeys {
  readonly byId: Map<number, DataKey>;
  readonly byYear: Map<number, DataKey>;
}

async function load(tx: Db, ring: KeyRing, county: number): Promise<LoadedKeys> {
  const rows = await tx.selectFrom('data_keys').selectAll().where('county', '=', county).execute();
  const loaded = rows.map((row) => ({
    year: row.year,
    key: unwrapDataKey(ring, {
      keyId: row.key_id,
      county,
      year: row.year,
      masterId: row.master_id,
      wrapped: row.wrapped,
    }),
  }));
  return {
    byId: new Map(loaded.map(({ key }) => [key.id, key])),
    byYear: new Map(loaded.map(({ year, key }) => [year, key])),
  };
}

function fieldKeysOf(ring: KeyRing, county: number, year: number, keys: LoadedKeys): FieldKeys {
  const current = keys.byYear.get(year);
  if (!current) throw new Error(`no data key for county ${county}, ${year}`);
  const keyOf = (cipher: Buffer): DataKey => {
    const key = keys.byId.get(keyIdOf(cipher));
    if (!key) throw new Error(`data key ${keyIdOf(cipher)} is not of county ${county}`);
    return key;
  };
  return {
    ring,
    county,
    seal: (place, text) => (text === null ? null : encryptField(current, { county, ...place }, text)),
    open: (place, cipher) => (cipher === null ? null : decryptField(keyOf(cipher), { county, ...place }, cipher)),
    sealLong: (place, text) => encryptLong(current, { county, ...place }, text),
    openLong: (place, cipher) => (cipher === null ? null : decryptLong(keyOf(cipher), { county, ...place }, cipher)),
  };
}

function snake(made: { masterId: string; wrapped: Buffer }): { master_id: string; wrapped: Buffer } {
  return { master_id: made.masterId, wrapped: made.wrapped };
}
