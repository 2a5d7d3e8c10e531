import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/**
 * How many open matters the actor sees with an open clock of `clocks` (`<procedure>/<step or limit>`) that began before
 * `before`: by the clock's own start, or by the day the matter opened.
 */
export async function countRunningSince(
  tx: Db,
  {
    clocks,
    versionBy,
    before,
  }: { readonly clocks: readonly string[]; readonly versionBy: 'start-event' | 'opening'; readonly before: PlainDate },
): Promise<number> {
  const began = versionBy === 'opening' ? sql.ref('matters.opened_on') : sql.ref('clocks.started_on');
  const { n } = await tx
    .selectFrom('clocks')
    .innerJoin('matters', (join) =>
      join.onRef('matters.county', '=', 'clocks.county').onRef('matters.matter', '=', 'clocks.matter'),
    )
    .where('clocks.done_on', 'is', null)
    .where('matters.closed_on', 'is', null)
    .where(sql<boolean>`matters.procedure || '/' || clocks.step = any(${[...clocks]})`)
    .where(sql<boolean>`${began} < ${before}::date`)
    .select((eb) => eb.fn.count<string>('clocks.matter').distinct().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Open matters with an open clock among `clocks` (`<procedure>/<step or limit>`), or one that waits for `parameter` to be set. */
export async function listMattersWaitingOn(
  tx: Db,
  clocks: readonly string[],
  parameter: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('clocks')
    .innerJoin('matters', (join) =>
      join.onRef('matters.county', '=', 'clocks.county').onRef('matters.matter', '=', 'clocks.matter'),
    )
    .where('clocks.done_on', 'is', null)
    .where('matters.closed_on', 'is', null)
    .where(
      sql<boolean>`(matters.procedure || '/' || clocks.step = any(${[...clocks]}) or matters.procedure || '/' || clocks.clock = any(${[...clocks]}) or clocks.why = ${`unset:${parameter}`})`,
    )
    .select('clocks.matter')
    .distinct()
    .execute();
  return new Set(rows.map(({ matter }) => matter));
}
