import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A row of an earlier batch whose household was visited and found not to qualify. */
export interface RejectedRow {
  /** Index of the person's number in hex. */
  readonly person: string;
  /** The line of the household that was visited. */
  readonly matter: string;
  readonly household: string;
  readonly visitedOn: PlainDate;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly judged: string | null;
}

/**
 * The latest rejected row of each of these persons (indexes in hex) in the feed, visited on `since` or later. A line settled
 * by 沿用 is no visit: the one it rests on is found instead. Withdrawn batches and lines are left out.
 */
export async function listRejectedRows(
  tx: Db,
  county: number,
  of: {
    readonly feed: string;
    readonly persons: readonly string[];
    readonly rejected: string;
    readonly since: PlainDate;
  },
): Promise<Map<string, RejectedRow>> {
  if (of.persons.length === 0) return new Map();
  const { rows } = await sql<RejectedRow>`
    select distinct on (f.person_index) encode(f.person_index, 'hex') as person, l.matter, l.household,
      l.visited_on as "visitedOn", f.facts as values, f.judged
    from feed_facts f
    join batches b on b.county = f.county and b.id = f.batch and b.state = 'applied'
    join batch_rows r on r.county = f.county and r.batch = f.batch and r.sheet = f.sheet and r.row_no = f.row_no
    join lead_lines l on l.county = r.county and l.matter = r.matter
    where f.county = ${county} and f.feed = ${of.feed}
      and f.person_index in (select decode(x, 'hex') from json_array_elements_text(${JSON.stringify(of.persons)}::json) x)
      and l.verdict = ${of.rejected} and l.visited_on >= ${of.since} and l.household is not null
      and l.stage not in ('withdrawn', 'merged') and l.repeat_state is distinct from 'kept'
    order by f.person_index, l.visited_on desc, b.applied_at desc, f.id desc`.execute(tx);
  return new Map(rows.map((row) => [row.person, row]));
}
