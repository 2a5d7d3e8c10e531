import { sql } from 'kysely';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** The verifiers an account named last, to be offered again; empty when it never named any. */
export async function lastVerifiers(tx: Db, county: number, account: string): Promise<string[]> {
  const { rows } = await sql<{ verifiers: string[] | null }>`
    select (body::jsonb -> 'values' -> '核查人员') as verifiers from acts
    where county = ${county} and actor = ${account} and kind in ('assign', 'household-verification')
    order by at desc limit 1`.execute(tx);
  return rows[0]?.verifiers ?? [];
}

/** Reasons this account wrote before, the most used first: offered, never preset. */
export async function ownReasons(tx: Db, keys: FieldKeys, account: string, step: string): Promise<string[]> {
  const { rows } = await sql<{ matter: string; seq: number; cipher: Buffer | null }>`
    select v.matter, v.seq, v.cipher from acts a
    join act_values v on v.county = a.county and v.matter = a.matter and v.seq = a.seq and v.field = 'reason'
    where a.county = ${keys.county} and a.actor = ${account} and a.kind = ${step}
    order by a.at desc limit 60`.execute(tx);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const reason = keys.open({ table: 'act_values', column: 'reason', row: `${row.matter}/${row.seq}` }, row.cipher);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 8)
    .map(([reason]) => reason);
}
