import { type Selectable, sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';
import type { ClocksTable, MattersTable } from './schema.ts';

/** A matter as it stands: what `project` made of its acts. `openSteps` in the pack's order. */
export interface MatterRow {
  readonly county: number;
  readonly matter: string;
  readonly no: string;
  readonly procedure: string;
  readonly subject: string;
  readonly household: string | null;
  readonly town: number;
  readonly village: number | null;
  readonly channel: string | null;
  readonly state: string;
  readonly openSteps: readonly string[];
  readonly lastSeq: number;
  readonly openedOn: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly policyHash: string;
}

/** A clock as stored. Late = `doneOn` null and `dueOn` < today, at reading. `why`: what is missing where there is no date. */
export interface ClockRow {
  readonly clock: string;
  readonly step: string;
  readonly holder: string | null;
  readonly startOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly unit: string | null;
  readonly why: string | null;
  readonly stopOn: PlainDate | null;
  readonly pausedOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  readonly clause: { readonly pack: string; readonly clause: string } | null;
  readonly inferred: string | null;
  readonly calendarVersion: string;
  readonly provisional: boolean;
}

/** Begins a matter. Must stand before its first act: acts are visible through it. */
export async function insertMatter(tx: Db, row: MatterRow): Promise<void> {
  await tx.insertInto('matters').values(matterColumns(row)).execute();
}

/** Writes matters that have just been opened, many at once; their acts and clocks follow. */
export async function insertMatters(tx: Db, rows: readonly MatterRow[]): Promise<void> {
  for (const part of inParts(rows)) await tx.insertInto('matters').values(part.map(matterColumns)).execute();
}

/** Writes the clocks of matters that have none yet, many at once. */
export async function insertClocks(
  tx: Db,
  all: readonly { readonly row: MatterRow; readonly clock: ClockRow }[],
): Promise<void> {
  for (const part of inParts(all)) {
    await tx
      .insertInto('clocks')
      .values(part.map(({ row, clock }) => clockColumns(row, clock)))
      .execute();
  }
}

function inParts<T>(all: readonly T[]): T[][] {
  const AT_ONCE = 1000;
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

/** Writes the projection of a matter and its clocks; clocks no longer there go. */
export async function saveMatter(tx: Db, row: MatterRow, clocks: readonly ClockRow[]): Promise<void> {
  const { county, matter, no: _no, ...rest } = matterColumns(row);
  await tx.updateTable('matters').set(rest).where('county', '=', county).where('matter', '=', matter).execute();
  await saveClocks(tx, row, clocks);
}

export async function saveClocks(tx: Db, row: MatterRow, clocks: readonly ClockRow[]): Promise<void> {
  await tx
    .deleteFrom('clocks')
    .where('county', '=', row.county)
    .where('matter', '=', row.matter)
    .$if(clocks.length > 0, (query) =>
      query.where(
        'clock',
        'not in',
        clocks.map((clock) => clock.clock),
      ),
    )
    .execute();
  if (clocks.length === 0) return;
  await tx
    .insertInto('clocks')
    .values(clocks.map((clock) => clockColumns(row, clock)))
    .onConflict((conflict) =>
      conflict.columns(['county', 'matter', 'clock']).doUpdateSet((eb) => ({
        step: eb.ref('excluded.step'),
        holder: eb.ref('excluded.holder'),
        town: eb.ref('excluded.town'),
        village: eb.ref('excluded.village'),
        started_on: eb.ref('excluded.started_on'),
        due_on: eb.ref('excluded.due_on'),
        stop_on: eb.ref('excluded.stop_on'),
        paused_on: eb.ref('excluded.paused_on'),
        done_on: eb.ref('excluded.done_on'),
        unit: eb.ref('excluded.unit'),
        why: eb.ref('excluded.why'),
        clause: eb.ref('excluded.clause'),
        inferred: eb.ref('excluded.inferred'),
        calendar_version: eb.ref('excluded.calendar_version'),
        provisional: eb.ref('excluded.provisional'),
      })),
    )
    .execute();
}

/** The matter, or undefined when there is none or the actor may not see it. `lock`: nobody else decides until commit. */
export async function findMatter(tx: Db, county: number, matter: string, lock = false): Promise<MatterRow | undefined> {
  let query = tx.selectFrom('matters').selectAll().where('county', '=', county).where('matter', '=', matter);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && matterOf(row);
}

/** Matters of one procedure, optionally of one household. Newest first. */
export async function listMatters(
  tx: Db,
  county: number,
  filter: { procedure?: string; household?: string; open?: boolean },
): Promise<MatterRow[]> {
  let query = tx.selectFrom('matters').selectAll().where('county', '=', county);
  if (filter.procedure !== undefined) query = query.where('procedure', '=', filter.procedure);
  if (filter.household !== undefined) query = query.where('household', '=', filter.household);
  if (filter.open === true) query = query.where('closed_on', 'is', null);
  const rows = await query.orderBy('opened_on', 'desc').orderBy('no').execute();
  return rows.map(matterOf);
}

function matterOf(row: Selectable<MattersTable>): MatterRow {
  return {
    ...row,
    openSteps: row.open_steps,
    lastSeq: row.last_seq,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    policyHash: row.policy_hash,
  };
}

/** Matters by id, locked until commit in one order, so that two who lock many do not wait for each other. */
export async function lockMatters(tx: Db, county: number, matters: readonly string[]): Promise<MatterRow[]> {
  if (matters.length === 0) return [];
  const rows = await tx
    .selectFrom('matters')
    .selectAll()
    .where('county', '=', county)
    .where('matter', 'in', matters)
    .orderBy('matter')
    .forUpdate()
    .execute();
  return rows.map(matterOf);
}

/** Clocks of a matter, by due day; those without one last. */
export async function listClocks(tx: Db, county: number, matter: string): Promise<ClockRow[]> {
  const rows = await tx
    .selectFrom('clocks')
    .selectAll()
    .where('county', '=', county)
    .where('matter', '=', matter)
    .orderBy(sql`due_on nulls last`)
    .execute();
  return rows.map(clockOf);
}

/** Clocks of many matters at once, by matter. */
export async function listClocksOf(
  tx: Db,
  county: number,
  matters: readonly string[],
): Promise<Map<string, ClockRow[]>> {
  if (matters.length === 0) return new Map();
  const rows = await tx
    .selectFrom('clocks')
    .selectAll()
    .where('county', '=', county)
    .where('matter', 'in', matters)
    .orderBy(sql`due_on nulls last`)
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.matter)].map(([matter, own]) => [matter, own.map(clockOf)]));
}

function clockOf(row: Selectable<ClocksTable>): ClockRow {
  return {
    clock: row.clock,
    step: row.step,
    holder: row.holder,
    unit: row.unit,
    why: row.why,
    clause: clauseOf(row.clause),
    inferred: row.inferred,
    provisional: row.provisional,
    startOn: row.started_on,
    dueOn: row.due_on,
    stopOn: row.stop_on,
    pausedOn: row.paused_on,
    doneOn: row.done_on,
    calendarVersion: row.calendar_version,
  };
}

function clauseOf(text: string | null): ClockRow['clause'] {
  const [pack, clause] = text?.split('#') ?? [];
  return pack === undefined || clause === undefined ? null : { pack, clause };
}

function matterColumns(row: MatterRow) {
  return {
    county: row.county,
    matter: row.matter,
    no: row.no,
    procedure: row.procedure,
    subject: row.subject,
    household: row.household,
    town: row.town,
    village: row.village,
    channel: row.channel,
    state: row.state,
    open_steps: [...row.openSteps],
    last_seq: row.lastSeq,
    opened_on: row.openedOn,
    closed_on: row.closedOn,
    policy_hash: row.policyHash,
  };
}

function clockColumns(row: MatterRow, clock: ClockRow) {
  return {
    county: row.county,
    matter: row.matter,
    town: row.town,
    village: row.village,
    clock: clock.clock,
    step: clock.step,
    holder: clock.holder,
    started_on: clock.startOn,
    due_on: clock.dueOn,
    stop_on: clock.stopOn,
    paused_on: clock.pausedOn,
    done_on: clock.doneOn,
    unit: clock.unit,
    why: clock.why,
    clause: clock.clause === null ? null : `${clock.clause.pack}#${clock.clause.clause}`,
    inferred: clock.inferred,
    calendar_version: clock.calendarVersion,
    provisional: clock.provisional,
  };
}
