import { randomBytes } from 'node:crypto';
import type { IndexKey } from './blind-index.ts';
import { DATA_KEY_BYTES, type DataKey, openBytes, sealBytes } from './field-cipher.ts';

/** The secrets of an installation, kept outside the database. `masters` by name: the current one wraps, older ones still open. */
export interface KeyRing {
  readonly index: IndexKey;
  readonly currentMaster: string;
  readonly masters: ReadonlyMap<string, Buffer>;
}

/** A fresh data key, wrapped by the current master, as the database stores it; its id is given by the database. */
export function newDataKey(ring: KeyRing, county: number, year: number): { masterId: string; wrapped: Buffer } {
  return wrap(ring, county, year, randomBytes(DATA_KEY_BYTES));
}

/** The data key behind a stored row. Throws when its master key is not in the ring. */
export function unwrapDataKey(
  ring: KeyRing,
  row: { keyId: number; county: number; year: number; masterId: string; wrapped: Buffer },
): DataKey {
  const secret = openBytes(masterKey(ring, row.masterId), about(row.county, row.year), row.wrapped);
  return { id: row.keyId, secret };
}

function wrap(ring: KeyRing, county: number, year: number, secret: Buffer): { masterId: string; wrapped: Buffer } {
  const wrapped = sealBytes(masterKey(ring, ring.currentMaster), about(county, year), secret);
  return { masterId: ring.currentMaster, wrapped };
}

function masterKey(ring: KeyRing, id: string): DataKey {
  const secret = ring.masters.get(id);
  if (!secret) throw new Error(`master key ${id} is not in the key folder`);
  return { id: 0, secret };
}

function about(county: number, year: number): string {
  return `data-key/${county}/${year}`;
}
