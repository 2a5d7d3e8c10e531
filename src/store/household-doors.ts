import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** What somebody who goes to a household asks first. */
export interface HouseholdDoor {
  /** 村民小组; null when the registers do not say. */
  readonly group: string | null;
  /** Day of the latest act of a kind in `visits`; null when nobody has been there. */
  readonly lastVisit: PlainDate | null;
  /** In full: mask it before it leaves the server. Null when unknown. */
  readonly phone: string | null;
}

/** The doors of households of the county, by household; one that the session may not see is left out. */
export async function doorsOf(
  tx: Db,
  keys: FieldKeys,
  households: readonly string[],
  visits: readonly string[],
): Promise<ReadonlyMap<string, HouseholdDoor>> {
  const wanted = [...new Set(households)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    village_group: string | null;
    phone: Buffer | null;
    last_visit: PlainDate | null;
  }>`
    select h.id, h.village_group, h.phone,
      (select max((a.body::jsonb ->> 'on')::date)::text from matters m join acts a on a.county = m.county and a.matter = m.matter
        where m.county = h.county and m.household = h.id and a.kind = any (${visits})
          and not exists (select 1 from acts u where u.county = a.county and u.matter = a.matter
            and u.kind = 'annul' and (u.body::jsonb ->> 'targetSeq')::int = a.seq)) as last_visit
    from households h where h.county = ${keys.county} and h.id = any (${wanted})`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        group: row.village_group,
        lastVisit: row.last_visit,
        phone: keys.open({ table: 'households', column: 'phone', row: row.id }, row.phone),
      },
    ]),
  );
}
