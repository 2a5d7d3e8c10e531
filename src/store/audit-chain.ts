import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { canonicalJson } from '#crypto/canonical-json.ts';
import type { Db } from './database.ts';
import type { AuditLogTable, AuditSealsTable } from './schema.ts';

const MOST_AT_ONCE = 20_000;
const UNSEALED_MS = 10 * 60_000;
const START = Buffer.alloc(32);

/** Gives every entry of a county's audit log (0: of none) that has none its place in the chain. Returns how many. */
export async function sealAudit(tx: Db, county: number): Promise<number> {
  const { rows } = await sql<Selectable<AuditLogTable>>`select l.* from audit_log l where l.county = ${county}
    and not exists (select 1 from audit_seals s where s.county = l.county and s.entry = l.id)
    order by l.id limit ${MOST_AT_ONCE}`.execute(tx);
  if (rows.length === 0) return 0;
  const last = await tx
    .selectFrom('audit_seals')
    .select(['place', 'hash'])
    .where('county', '=', county)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  let place = Number(last?.place ?? 0);
  let previous = last?.hash ?? START;
  const seals = rows.map((row) => {
    place += 1;
    const seal = { county, place, entry: row.id, prev_hash: previous, hash: auditHash(row, place, previous) };
    previous = seal.hash;
    return seal;
  });
  const AT_ONCE = 1000;
  for (let from = 0; from < seals.length; from += AT_ONCE) {
    await tx
      .insertInto('audit_seals')
      .values(seals.slice(from, from + AT_ONCE))
      .execute();
  }
  return rows.length;
}

/** What does not hold in a county's audit log, the first found, and why. `row`: the entry's id, of a lost seal its place. */
export interface AuditFault {
  readonly why: 'changed' | 'missing' | 'reordered' | 'unsealed-too-long';
  readonly row: number;
}

type Sealed = Selectable<AuditSealsTable> & { readonly said: Selectable<AuditLogTable> | null };

/** Recomputes the chain of a county's audit log. `fault` is undefined when all holds. */
export async function verifyAudit(tx: Db, county: number, at: number): Promise<{ rows: number; fault?: AuditFault }> {
  let place = 0;
  let previous: Buffer = START;
  for (;;) {
    const seals = await sealedAfter(tx, county, place);
    for (const seal of seals) {
      const why = faultOf(seal, place + 1, previous);
      if (why !== undefined) return { rows: place, fault: { why, row: why === 'missing' ? place + 1 : seal.entry } };
      place += 1;
      previous = seal.hash;
    }
    if (seals.length < MOST_AT_ONCE) break;
  }
  const { rows: old } = await sql<{ id: number }>`select l.id from audit_log l where l.county = ${county}
    and l.at < ${at - UNSEALED_MS}
    and not exists (select 1 from audit_seals s where s.county = l.county and s.entry = l.id)
    order by l.id limit 1`.execute(tx);
  return old[0] === undefined ? { rows: place } : { rows: place, fault: { why: 'unsealed-too-long', row: old[0].id } };
}

function faultOf(
  { place, prev_hash, hash, said }: Sealed,
  expected: number,
  previous: Buffer,
): AuditFault['why'] | undefined {
  if (Number(place) !== expected || said === null) return 'missing';
  if (!prev_hash.equals(previous)) return 'reordered';
  return hash.equals(auditHash(said, expected, previous)) ? undefined : 'changed';
}

async function sealedAfter(tx: Db, county: number, place: number): Promise<Sealed[]> {
  const seals = await tx
    .selectFrom('audit_seals')
    .selectAll()
    .where('county', '=', county)
    .where('place', '>', place)
    .orderBy('place')
    .limit(MOST_AT_ONCE)
    .execute();
  const entries = await sql<Selectable<AuditLogTable>>`select * from audit_log where county = ${county}
    and id = any (${seals.map((seal) => seal.entry)}::bigint[])`.execute(tx);
  const byId = new Map(entries.rows.map((row) => [Number(row.id), row]));
  return seals.map((seal) => ({ ...seal, said: byId.get(Number(seal.entry)) ?? null }));
}

/** SM3 over everything the entry says, its place, and the hash before it. */
function auditHash(row: Selectable<AuditLogTable>, place: number, previous: Buffer): Buffer {
  const { id, county, at, actor, kind, subject, result, reason, request_id, address } = row;
  const said = { id, county, at, actor, kind, subject, result, reason, request: request_id, address, place };
  return createHash('sm3').update(previous).update(canonicalJson(said)).digest();
}
