import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** Where a line of the ledger stands. `gathering`: at the county, waiting for 汇总下发. */
export type LeadStage =
  | 'gathering'
  | 'to-receive'
  | 'in-progress'
  | 'to-write-off'
  | 'written-off'
  | 'returned'
  | 'merged'
  | 'withdrawn'
  | 'moved-out';

/** The stored projection of a lead; `text` and `reason` are opened. */
export interface LeadLineRow {
  readonly matter: string;
  readonly town: number;
  readonly village: number | null;
  readonly household: string | null;
  readonly stage: LeadStage;
  readonly channel: string;
  readonly source: string;
  readonly ticket: string | null;
  readonly text: string;
  readonly department: string | null;
  readonly batch: string | null;
  readonly foundOn: PlainDate;
  readonly registeredOn: PlainDate;
  readonly dispatchedOn: PlainDate | null;
  readonly receivedOn: PlainDate | null;
  readonly feedbackOn: PlainDate | null;
  readonly visitedOn: PlainDate | null;
  readonly verdict: string | null;
  readonly proposedVerdict: string | null;
  readonly reason: string | null;
  readonly toldOn: PlainDate | null;
  readonly toldHow: string | null;
  readonly toldWritten: boolean | null;
  readonly verifiers: readonly string[];
  readonly finishedOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
  readonly mergedInto: string | null;
  readonly identification: string | null;
  readonly urgentCause: string | null;
  readonly registeredBy: string | null;
  /** The line of the household already at its township when this one arose. */
  readonly proposedInto: string | null;
  /** An earlier line found not to qualify whose rows were no better (与上次核实相同); null: none. */
  readonly repeats: string | null;
  /** `marked` waits for a person · `kept` 沿用 · `revisit` a new visit · `other-news` something else was reported since. */
  readonly repeatState: RepeatState | null;
}

export type RepeatState = 'marked' | 'kept' | 'revisit' | 'other-news';

/** A line with what a list shows beside it. */
export interface ListedLead extends LeadLineRow {
  readonly no: string;
  readonly seq: number;
  readonly openSteps: readonly string[];
  readonly headName: string;
  readonly idMasked: string | null;
  readonly provisionalHousehold: boolean;
  readonly monitored: boolean;
  readonly evidenceCount: number;
  readonly mergedIntoNo: string | null;
  readonly proposedIntoNo: string | null;
  /** The earlier line under `repeats`, as far as the actor sees it. */
  readonly earlier: EarlierVisit | null;
  readonly identificationState: string | null;
}

/** The visit a marked line would rest on. */
export interface EarlierVisit {
  readonly no: string;
  readonly visitedOn: PlainDate | null;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly verifiers: readonly string[];
}

/** Which lines: of a month's ledger (carried over, received, ended in it), by stage, place, channel, household or name. */
export interface LeadFilter {
  readonly stages?: readonly LeadStage[];
  readonly month?: { readonly from: PlainDate; readonly to: PlainDate };
  readonly town?: number;
  readonly village?: number;
  readonly channel?: string;
  readonly household?: string;
  readonly matters?: readonly string[];
  readonly overdueOn?: PlainDate;
  /** Marked 与上次核实相同 and not decided. */
  readonly marked?: boolean;
  readonly ticket?: { readonly source: string; readonly number: string };
  /** Name part, pinyin initials or lead number. */
  readonly q?: string;
  readonly offset?: number;
  readonly limit?: number;
}

/** Writes the projection, whether the line is new or known. */
export async function saveLeadLine(tx: Db, keys: FieldKeys, line: LeadLineRow): Promise<void> {
  const columns = lineColumns(keys, line);
  const { county: _county, matter: _matter, ...changes } = columns;
  await tx
    .insertInto('lead_lines')
    .values(columns)
    .onConflict((conflict) => conflict.columns(['county', 'matter']).doUpdateSet(changes))
    .execute();
}

/** Writes the lines of leads that have just been opened, many at once. */
export async function insertLeadLines(tx: Db, keys: FieldKeys, lines: readonly LeadLineRow[]): Promise<void> {
  const AT_ONCE = 1000;
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const rows = lines.slice(from, from + AT_ONCE).map((line) => lineColumns(keys, line));
    await tx.insertInto('lead_lines').values(rows).execute();
  }
}

/** Lines with their neighbours, by due day then number; `total` counts all that match. */
export async function listLeads(
  tx: Db,
  keys: FieldKeys,
  filter: LeadFilter,
): Promise<{ lines: ListedLead[]; total: number }> {
  const where = leadConditions(keys.county, filter);
  const { rows } = await sql<LeadSqlRow>`
    select l.*, m.no, m.last_seq, m.open_steps, h.head_name, h.provisional, h.status, p.id_masked,
      (select count(*)::int from evidence e where e.county = l.county and e.matter = l.matter and e.withdrawn_on is null) as evidence_count,
      into_matter.no as merged_into_no, proposed.no as proposed_into_no, identified.state as identification_state,
      earlier_matter.no as earlier_no, earlier.visited_on as earlier_visited_on, earlier.verdict as earlier_verdict,
      earlier.reason as earlier_reason, earlier.verifiers as earlier_verifiers, count(*) over ()::int as total,
      (select min(c.due_on) from clocks c where c.county = l.county and c.matter = l.matter and c.done_on is null) as next_due
    from lead_lines l
    join matters m on m.county = l.county and m.matter = l.matter
    left join households h on h.county = l.county and h.id = l.household
    left join persons p on p.county = l.county and p.id = h.head_person
    left join matters into_matter on into_matter.county = l.county and into_matter.matter = l.merged_into
    left join matters proposed on proposed.county = l.county and proposed.matter = l.proposed_into
    left join lead_lines earlier on earlier.county = l.county and earlier.matter = l.repeats
    left join matters earlier_matter on earlier_matter.county = l.county and earlier_matter.matter = l.repeats
    left join matters identified on identified.county = l.county and identified.matter = l.identification
    where ${where}
    order by next_due nulls last, m.no
    offset ${filter.offset ?? 0} limit ${filter.limit ?? 500}`.execute(tx);
  const total = rows[0]?.total ?? (filter.offset ? await countLeads(tx, keys.county, filter) : 0);
  return { lines: rows.map((row) => listedLead(keys, row)), total };
}

/** Number of matching lines. */
export async function countLeads(tx: Db, county: number, filter: LeadFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from lead_lines l
    join matters m on m.county = l.county and m.matter = l.matter
    left join households h on h.county = l.county and h.id = l.household
    where ${leadConditions(county, filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Number of matching lines by stage. */
export async function countLeadsByStage(
  tx: Db,
  county: number,
  filter: LeadFilter,
): Promise<Partial<Record<LeadStage, number>>> {
  const { rows } = await sql<{ stage: LeadStage; n: number }>`
    select l.stage, count(*)::int as n from lead_lines l
    join matters m on m.county = l.county and m.matter = l.matter
    left join households h on h.county = l.county and h.id = l.household
    where ${leadConditions(county, filter)} group by l.stage`.execute(tx);
  return Object.fromEntries(rows.map((row) => [row.stage, row.n]));
}

/** The line of one lead as stored, or undefined. */
export async function findLeadLine(tx: Db, keys: FieldKeys, matter: string): Promise<ListedLead | undefined> {
  const { lines } = await listLeads(tx, keys, { matters: [matter], limit: 1 });
  return lines[0];
}

/** Leads whose identification this matter is. */
export async function listLeadsOfIdentification(tx: Db, county: number, matter: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('lead_lines')
    .select('matter')
    .where('county', '=', county)
    .where('identification', '=', matter)
    .execute();
  return rows.map((row) => row.matter);
}

function leadConditions(county: number, filter: LeadFilter) {
  const parts = [sql`l.county = ${county}`];
  if (filter.matters) parts.push(sql`l.matter = any (${[...filter.matters]}::uuid[])`);
  if (filter.stages) parts.push(sql`l.stage = any (${[...filter.stages]}::text[])`);
  if (filter.town !== undefined) parts.push(sql`l.town = ${filter.town}`);
  if (filter.village !== undefined) parts.push(sql`l.village = ${filter.village}`);
  if (filter.channel !== undefined) parts.push(sql`l.channel = ${filter.channel}`);
  if (filter.household !== undefined) parts.push(sql`l.household = ${filter.household}`);
  if (filter.ticket)
    parts.push(
      sql`l.source = ${filter.ticket.source} and l.ticket = ${filter.ticket.number} and l.stage <> 'withdrawn'`,
    );
  if (filter.month) {
    const { from, to } = filter.month;
    parts.push(sql`l.feedback_on <= ${to} and (l.ended_on is null or l.ended_on >= ${from})`);
  }
  if (filter.marked) parts.push(sql`l.repeats is not null and l.repeat_state = 'marked' and l.ended_on is null`);
  if (filter.overdueOn !== undefined) {
    parts.push(sql`l.ended_on is null and exists (select 1 from clocks c where c.county = l.county and c.matter = l.matter
      and c.done_on is null and not c.provisional and c.due_on < ${filter.overdueOn})`);
  }
  if (filter.q !== undefined && filter.q !== '') {
    const text = filter.q.replaceAll(/[\\%_]/g, '\\$&');
    parts.push(
      sql`(h.head_name like ${`%${text}%`} or h.head_initials like ${`${text.toLowerCase()}%`} or m.no = ${filter.q.toUpperCase()})`,
    );
  }
  return sql.join(parts, sql` and `);
}

interface LeadSqlRow {
  matter: string;
  town: number;
  village: number | null;
  household: string | null;
  stage: LeadStage;
  channel: string;
  source: string;
  ticket: string | null;
  text: Buffer;
  department: string | null;
  batch: string | null;
  found_on: PlainDate;
  registered_on: PlainDate;
  dispatched_on: PlainDate | null;
  received_on: PlainDate | null;
  feedback_on: PlainDate | null;
  visited_on: PlainDate | null;
  verdict: string | null;
  proposed_verdict: string | null;
  reason: Buffer | null;
  told_on: PlainDate | null;
  told_how: string | null;
  told_written: boolean | null;
  verifiers: string[];
  finished_on: PlainDate | null;
  ended_on: PlainDate | null;
  merged_into: string | null;
  identification: string | null;
  urgent_cause: string | null;
  registered_by: string | null;
  proposed_into: string | null;
  repeats: string | null;
  repeat_state: RepeatState | null;
  no: string;
  last_seq: number;
  open_steps: string[];
  head_name: string | null;
  provisional: boolean | null;
  status: string | null;
  id_masked: string | null;
  evidence_count: number;
  merged_into_no: string | null;
  proposed_into_no: string | null;
  earlier_no: string | null;
  earlier_visited_on: PlainDate | null;
  earlier_verdict: string | null;
  earlier_reason: Buffer | null;
  earlier_verifiers: string[] | null;
  identification_state: string | null;
  total: number;
}

function listedLead(keys: FieldKeys, row: LeadSqlRow): ListedLead {
  return {
    matter: row.matter,
    town: row.town,
    village: row.village,
    household: row.household,
    stage: row.stage,
    channel: row.channel,
    source: row.source,
    ticket: row.ticket,
    text: keys.open(place('text', row.matter), row.text) ?? '',
    department: row.department,
    batch: row.batch,
    foundOn: row.found_on,
    registeredOn: row.registered_on,
    dispatchedOn: row.dispatched_on,
    receivedOn: row.received_on,
    feedbackOn: row.feedback_on,
    visitedOn: row.visited_on,
    verdict: row.verdict,
    proposedVerdict: row.proposed_verdict,
    reason: keys.open(place('reason', row.matter), row.reason),
    toldOn: row.told_on,
    toldHow: row.told_how,
    toldWritten: row.told_written,
    verifiers: row.verifiers,
    finishedOn: row.finished_on,
    endedOn: row.ended_on,
    mergedInto: row.merged_into,
    identification: row.identification,
    urgentCause: row.urgent_cause,
    registeredBy: row.registered_by,
    proposedInto: row.proposed_into,
    repeats: row.repeats,
    repeatState: row.repeat_state,
    no: row.no,
    seq: row.last_seq,
    openSteps: row.open_steps,
    headName: row.head_name ?? '',
    idMasked: row.id_masked,
    provisionalHousehold: row.provisional ?? false,
    monitored: row.status === 'monitored',
    evidenceCount: row.evidence_count,
    mergedIntoNo: row.merged_into_no,
    proposedIntoNo: row.proposed_into_no,
    earlier: earlierVisit(keys, row),
    identificationState: row.identification_state,
  };
}

function earlierVisit(keys: FieldKeys, row: LeadSqlRow): EarlierVisit | null {
  if (row.repeats === null || row.earlier_no === null) return null;
  return {
    no: row.earlier_no,
    visitedOn: row.earlier_visited_on,
    verdict: row.earlier_verdict,
    reason: keys.open(place('reason', row.repeats), row.earlier_reason),
    verifiers: row.earlier_verifiers ?? [],
  };
}

function lineColumns(keys: FieldKeys, line: LeadLineRow) {
  const text = keys.seal(place('text', line.matter), line.text);
  if (!text) throw new Error('a lead without text');
  return {
    county: keys.county,
    matter: line.matter,
    town: line.town,
    village: line.village,
    household: line.household,
    stage: line.stage,
    channel: line.channel,
    source: line.source,
    ticket: line.ticket,
    text,
    department: line.department,
    batch: line.batch,
    found_on: line.foundOn,
    registered_on: line.registeredOn,
    dispatched_on: line.dispatchedOn,
    received_on: line.receivedOn,
    feedback_on: line.feedbackOn,
    visited_on: line.visitedOn,
    verdict: line.verdict,
    proposed_verdict: line.proposedVerdict,
    reason: keys.seal(place('reason', line.matter), line.reason),
    told_on: line.toldOn,
    told_how: line.toldHow,
    told_written: line.toldWritten,
    verifiers: [...line.verifiers],
    finished_on: line.finishedOn,
    ended_on: line.endedOn,
    merged_into: line.mergedInto,
    identification: line.identification,
    urgent_cause: line.urgentCause,
    registered_by: line.registeredBy,
    proposed_into: line.proposedInto,
    repeats: line.repeats,
    repeat_state: line.repeatState,
  };
}

function place(column: string, matter: string): { table: string; column: string; row: string } {
  return { table: 'lead_lines', column, row: matter };
}
