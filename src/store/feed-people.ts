import { sql } from 'kysely';
import { blindIndex } from '#crypto/blind-index.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import type { LeadStage } from './lead-lines.ts';

/** People of the registry by ID number. */
export type KnownPeople = ReadonlyMap<string, KnownPerson>;

/** A person of the registry under a number, with the household as a lead needs it. */
export interface KnownPerson {
  readonly name: string;
  readonly household: string;
  readonly headName: string;
  readonly town: number;
  readonly village: number | null;
  readonly monitored: boolean;
  /** The head's number is known: the ledger form asks for it. */
  readonly numberKnown: boolean;
}

const reckoned = new WeakMap<FieldKeys, Map<string, string>>();

/** Blind index of an ID number in hex; reckoned once a number as long as the keys are held. */
export function idIndex(keys: FieldKeys, idNumber: string): string {
  const known = reckoned.get(keys) ?? new Map<string, string>();
  reckoned.set(keys, known);
  const before = known.get(idNumber);
  if (before !== undefined) return before;
  const index = blindIndex(keys.ring.index, 'id', idNumber).toString('hex');
  known.set(idNumber, index);
  return index;
}

/** Who of these ID numbers the registry knows, by number; those who have left are not known. */
export async function findPeople(
  tx: Db,
  keys: FieldKeys,
  idNumbers: readonly string[],
): Promise<Map<string, KnownPerson>> {
  const byIndex = new Map([...new Set(idNumbers)].map((number) => [idIndex(keys, number), number]));
  if (byIndex.size === 0) return new Map();
  const { rows } = await sql<KnownPerson & { index: string }>`
    select encode(p.id_index, 'hex') as index, p.name, p.household, h.head_name as "headName", h.town, h.village,
      h.status = 'monitored' as monitored, head.id_index is not null as "numberKnown"
    from persons p
    join households h on h.county = p.county and h.id = p.household
    left join persons head on head.county = h.county and head.id = h.head_person
    where p.county = ${keys.county} and p.left_on is null
      and p.id_index = any (${[...byIndex.keys()].map((index) => `\\x${index}`)}::bytea[])`.execute(tx);
  return new Map(rows.map(({ index, ...person }) => [byIndex.get(index) ?? '', person]));
}

/** A lead that has not left the books. */
export interface OpenLine {
  readonly household: string;
  readonly matter: string;
  readonly stage: LeadStage;
  readonly town: number;
  readonly village: number | null;
}

/** Open leads of these households, the earliest first, locked until the transaction ends: nobody dispatches them meanwhile. */
export async function lockOpenLines(tx: Db, county: number, households: readonly string[]): Promise<OpenLine[]> {
  if (households.length === 0) return [];
  const { rows } = await sql<OpenLine>`
    select l.household, l.matter, l.stage, l.town, l.village
    from lead_lines l join matters m on m.county = l.county and m.matter = l.matter
    where l.county = ${county} and l.household = any (${[...households]}::uuid[]) and l.ended_on is null
    order by m.opened_on, m.no for update of l, m`.execute(tx);
  return rows;
}

/** What hangs on a batch: the leads with its evidence. */
export interface BatchLead {
  readonly matter: string;
  readonly stage: LeadStage;
  /** The batch opened it. */
  readonly opened: boolean;
  /** Evidence of other batches, still counting. */
  readonly others: number;
  readonly household: string | null;
  readonly provisional: boolean;
}

/** Leads with evidence of the batch, locked. */
export async function lockLeadsOfBatch(tx: Db, county: number, batch: string): Promise<BatchLead[]> {
  const { rows } = await sql<BatchLead>`
    select l.matter, l.stage, l.batch is not distinct from ${batch}::uuid as opened, l.household,
      coalesce(h.provisional, false) as provisional,
      (select count(*)::int from evidence o where o.county = l.county and o.matter = l.matter
        and o.withdrawn_on is null and o.batch is distinct from ${batch}::uuid) as others
    from lead_lines l left join households h on h.county = l.county and h.id = l.household
    where l.county = ${county} and l.matter in (select e.matter from evidence e
      where e.county = ${county} and e.batch = ${batch} and e.withdrawn_on is null)
    order by l.matter for update of l`.execute(tx);
  return rows;
}

/** Evidence of the batch on these leads counts for nothing any more. */
export async function withdrawEvidence(
  tx: Db,
  county: number,
  batch: string,
  matters: readonly string[],
  on: PlainDate,
): Promise<void> {
  if (matters.length === 0) return;
  await tx
    .updateTable('evidence')
    .set({ withdrawn_on: on })
    .where('county', '=', county)
    .where('batch', '=', batch)
    .where('matter', 'in', [...matters])
    .where('withdrawn_on', 'is', null)
    .execute();
}

/** Provisional households without any open lead leave the register, with their persons. */
export async function closeProvisional(
  tx: Db,
  county: number,
  households: readonly string[],
  on: PlainDate,
): Promise<void> {
  if (households.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    update households h set left_on = ${on} where h.county = ${county} and h.id = any (${[...households]}::uuid[])
      and h.provisional and h.left_on is null
      and not exists (select from lead_lines l where l.county = h.county and l.household = h.id and l.ended_on is null)
    returning h.id`.execute(tx);
  await sql`update persons set left_on = ${on}, left_why = 'feed-withdrawn' where county = ${county}
    and household = any (${rows.map(({ id }) => id)}::uuid[]) and left_on is null`.execute(tx);
}

/** Gives a household without village, and its persons, their place; the change is kept. */
export async function placeHousehold(
  tx: Db,
  county: number,
  change: {
    readonly household: string;
    readonly town: number;
    readonly village: number;
    /** The village as values of the registry name it. */
    readonly villageKey: string;
    readonly matter: string;
    readonly actor: string;
    readonly on: PlainDate;
    readonly at: number;
  },
): Promise<void> {
  const { household, town, village } = change;
  await tx
    .updateTable('households')
    .set({ town, village })
    .where('county', '=', county)
    .where('id', '=', household)
    .execute();
  await tx
    .updateTable('persons')
    .set({ town, village })
    .where('county', '=', county)
    .where('household', '=', household)
    .execute();
  await tx
    .insertInto('registry_changes')
    .values({
      county,
      subject: 'household',
      subject_id: household,
      household,
      field: 'village',
      old_value: null,
      new_value: change.villageKey,
      source: 'matter',
      source_on: change.on,
      matter: change.matter,
      actor: change.actor,
      at: change.at,
      town,
      village,
    })
    .execute();
}

/** Evidence of a lead follows it to its place. */
export async function placeEvidence(
  tx: Db,
  county: number,
  matter: string,
  place: { readonly town: number; readonly village: number },
): Promise<void> {
  await tx.updateTable('evidence').set(place).where('county', '=', county).where('matter', '=', matter).execute();
}

/** Departments that named each lead, with the feed and the day: sources side by side. */
export async function listSources(
  tx: Db,
  county: number,
  matters: readonly string[],
): Promise<Map<string, { department: string; feed: string; on: PlainDate }[]>> {
  if (matters.length === 0) return new Map();
  const rows = await tx
    .selectFrom('evidence')
    .select(['matter', 'department', 'feed', 'on_day'])
    .where('county', '=', county)
    .where('matter', 'in', [...matters])
    .where('withdrawn_on', 'is', null)
    .orderBy('at')
    .orderBy('row_no')
    .execute();
  const sources = rows.map((row) => ({
    matter: row.matter,
    department: row.department ?? '',
    feed: row.feed ?? '',
    on: row.on_day,
  }));
  return new Map(
    [...Map.groupBy(sources, ({ matter }) => matter)].map(([matter, own]) => [
      matter,
      own.map(({ matter: _, ...source }) => source),
    ]),
  );
}

/** Leads with evidence of a batch: those at the county that a withdrawal takes back, and those somebody has built on. */
export interface BatchStanding {
  readonly batch: string;
  readonly untouched: number;
  readonly touched: number;
}

/** How far the leads of these batches are; batches without leads are absent. */
export async function standingOfBatches(tx: Db, county: number, batches: readonly string[]): Promise<BatchStanding[]> {
  if (batches.length === 0) return [];
  const { rows } = await sql<BatchStanding>`
    select e.batch, count(distinct l.matter) filter (where l.stage = 'gathering')::int as untouched,
      count(distinct l.matter) filter (where l.stage <> 'gathering')::int as touched
    from evidence e join lead_lines l on l.county = e.county and l.matter = e.matter
    where e.county = ${county} and e.batch = any (${[...batches]}::uuid[]) and e.withdrawn_on is null
    group by e.batch`.execute(tx);
  return rows;
}

/** A row of a withdrawn batch whose lead stays. Facts are those of the department's own row, opened. */
export interface KeptRow {
  readonly row: number;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly no: string;
  readonly stage: LeadStage;
  readonly town: number;
  readonly verdict: string | null;
  /** Day the lead left the county's desk. */
  readonly since: PlainDate | null;
}

/** Rows of a withdrawn batch on leads somebody had built on, in the order of the file. */
export async function listKeptRows(tx: Db, keys: FieldKeys, batch: string): Promise<KeptRow[]> {
  const { rows } = await sql<Omit<KeptRow, 'facts'> & { id: string; facts: Buffer }>`
    select e.id, e.row_no as row, e.facts, m.no, l.stage, l.town, l.verdict, l.feedback_on as since
    from evidence e join lead_lines l on l.county = e.county and l.matter = e.matter
    join matters m on m.county = l.county and m.matter = l.matter
    where e.county = ${keys.county} and e.batch = ${batch} and e.withdrawn_on is null order by e.row_no`.execute(tx);
  return rows.map(({ id, facts, ...row }) => ({
    ...row,
    facts: JSON.parse(keys.open({ table: 'evidence', column: 'facts', row: id }, facts) ?? '[]') as KeptRow['facts'],
  }));
}
