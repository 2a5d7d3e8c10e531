import { randomUUID } from 'node:crypto';
import { type FieldValue, findRegistryField } from '#domain/registry/registry-fields.ts';
import { type KeptChange, undoneValue } from '#domain/registry/undo-value.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import { findBatch, insertUndoBatch, updateBatch, waitForTurn } from '#store/registry-batches.ts';
import { hex, isSealed, readShownValue } from '#store/registry-columns.ts';
import {
  type ArrivalRow,
  type HistoryRow,
  headNames,
  insertSourcedChanges,
  listArrivals,
  listHistory,
  listVoidBatches,
  lowerMemberCounts,
  type SourcedChange,
  takeOut,
  withdrawDifferences,
} from '#store/registry-undo.ts';
import type { CommandContext } from './command-context.ts';
import { restoreValues } from './restore-values.ts';

type UndoContext = Pick<CommandContext, 'tx' | 'keys' | 'actor' | 'now'>;

/** What undoing did, in numbers. */
export interface UndoCounts {
  /** Single values that went back. */
  readonly restored: number;
  /** Single values somebody has changed since: they stay. */
  readonly stayed: number;
  readonly households: { readonly left: number; readonly stayed: number };
  readonly persons: { readonly left: number; readonly stayed: number };
  /** Differences nobody has to decide any more. */
  readonly differences: number;
}

/** Something the undone batch had brought that stays, and who has built on it. Field `*`: the household or person as a whole. */
export interface StayedItem {
  readonly household: string;
  readonly headName: string;
  /** The member, or null when it is the household's. */
  readonly member: string | null;
  readonly field: string;
  readonly label: string;
  /** Source of the change since (`visit`, `matter`, a file's kind …) and who made it. */
  readonly source: string;
  readonly at: number;
  readonly actor: string | null;
}

/** What stands sealed beside an undoing batch. */
export interface SealedUndo {
  readonly reason: string;
  /** The first of what stays. */
  readonly stayed: readonly StayedItem[];
}

const ITEMS_KEPT = 500;

/**
 * 撤回导入: a batch that compensates. Values the batch still owns go back to what was said before, with the source of then;
 * households and persons it brought leave the register as long as nobody has built on them; what stays is listed with who
 * changed it. Differences it asked for and nobody decided are withdrawn. One transaction.
 * Errors: `not-found`; `refused` (facts.state) unless it is applied.
 */
export async function undoImport(
  context: UndoContext,
  input: { readonly batch: string; readonly reason: string },
): Promise<{ batch: string }> {
  const { tx, keys, actor, now } = context;
  const county = keys.county;
  await waitForTurn(tx, county);
  const row = await findBatch(tx, county, input.batch, true);
  if (!row) throw new AppError('not-found', { what: 'import' });
  if (row.state !== 'applied') throw new AppError('refused', { what: 'import', state: row.state });
  const undo = randomUUID();
  const voided = await listVoidBatches(tx, county);
  const arrivals = sortArrivals(await listArrivals(tx, county, row.id, voided));
  const values = await undoValues(context, row.id, voided, arrivals.gone);
  await takeOut(tx, county, arrivals.leaving, now.today);
  await lowerMemberCounts(tx, county, fewerMembers(arrivals.persons, values.counted));
  const origin = { batch: undo, actor: actor.account, at: now.at };
  await insertSourcedChanges(tx, county, origin, [...values.changes, ...arrivals.leavers.map((who) => leaving(who, now.today))]); // biome-ignore format: one line
  const differences = await withdrawDifferences(tx, county, row.id, { actor: actor.account, at: now.at });
  const stayed = [...arrivals.staying.map(stayedWhole), ...values.stayed];
  const names = await headNames(tx, county, [
    ...new Set(stayed.slice(0, ITEMS_KEPT).map(({ household }) => household)),
  ]);
  const told = stayed.slice(0, ITEMS_KEPT).map((item) => ({ ...item, headName: names.get(item.household) ?? '' }));
  const sealed: SealedUndo = { reason: input.reason, stayed: told };
  await insertUndoBatch(tx, county, {
    id: undo,
    undoes: row.id,
    fileName: row.file_name,
    town: row.town,
    counts: countsOf(arrivals, values, differences),
    preview: keys.seal({ table: 'batches', column: 'preview', row: undo }, JSON.stringify(sealed)),
    createdBy: actor.account,
    at: now.at,
    on: now.today,
  });
  await updateBatch(tx, county, row.id, 'applied', { state: 'undone' });
  const subject = [`batch:${row.id}`, `undone-by:${undo}`];
  await insertAudit(tx, { county, at: now.at, actor: actor.account, kind: 'import', subject, result: 'done', reason: 'undone' }); // biome-ignore format: one line
  return { batch: row.id };
}

interface SortedArrivals {
  readonly leaving: { readonly households: readonly string[]; readonly persons: readonly string[] };
  readonly leavers: readonly ArrivalRow[];
  /** Persons who leave a household that stays. */
  readonly persons: readonly ArrivalRow[];
  readonly staying: readonly ArrivalRow[];
  /** Ids of all who leave. */
  readonly gone: ReadonlySet<string>;
}

/** A household that came with the batch goes or stays as a whole, with the members it came with. */
function sortArrivals(arrivals: readonly ArrivalRow[]): SortedArrivals {
  const came = new Map(arrivals.flatMap((who) => (who.subject === 'household' ? [[who.id, who]] : [])));
  const stays = (who: ArrivalRow): boolean => (came.get(who.household) ?? who).since !== null;
  const leavers = arrivals.filter((who) => !stays(who));
  const households = leavers.flatMap(({ subject, id }) => (subject === 'household' ? [id] : []));
  const persons = leavers.filter(({ subject, household }) => subject === 'person' && !came.has(household));
  return {
    leaving: { households, persons: persons.map(({ id }) => id) },
    leavers,
    persons,
    staying: arrivals.filter(stays),
    gone: new Set(leavers.map(({ id }) => id)),
  };
}

interface UndoneValues {
  readonly changes: readonly SourcedChange[];
  readonly stayed: readonly StayedItem[];
  readonly restored: number;
  /** Households whose count of members the batch had said: it goes back by itself. */
  readonly counted: ReadonlySet<string>;
}

type Change = KeptChange<FieldValue> & { readonly row: HistoryRow };

async function undoValues(
  { tx, keys }: UndoContext,
  batch: string,
  voided: readonly string[],
  gone: ReadonlySet<string>,
): Promise<UndoneValues> {
  const rows = await listHistory(tx, keys.county, batch);
  const came = new Map(rows.flatMap((row) => (row.field === '*' ? [[row.subject_id, row]] : [])));
  const fields = Map.groupBy(
    rows.filter(({ field, subject_id }) => field !== '*' && !gone.has(subject_id)),
    ({ subject_id, field }) => `${subject_id}/${field}`,
  );
  const back = [];
  const stayed: StayedItem[] = [];
  for (const history of fields.values()) {
    const undone = undoneValue(history.map((row) => changeOf(keys, row)), batch, new Set(voided)); // biome-ignore format: one line
    if (undone?.kind === 'stays') stayed.push(stayedValue(undone.since.row));
    if (undone?.kind !== 'back') continue;
    const said = undone.said?.row ?? came.get(undone.from.row.subject_id);
    back.push({ row: undone.from.row, from: undone.from.value, to: undone.to, said });
  }
  await restoreValues(tx, keys, back);
  return {
    changes: back.map((one) => changeBack(keys, one)),
    stayed,
    restored: back.length,
    counted: new Set(back.flatMap(({ row }) => (row.field === 'memberCount' ? [row.subject_id] : []))),
  };
}

/** A value that goes back. `said`: the change that said it before, or the one with which the subject came. */
export interface ValueBack {
  readonly row: HistoryRow;
  readonly from: FieldValue | null;
  readonly to: FieldValue | null;
  readonly said: HistoryRow | undefined;
}

function changeOf(keys: FieldKeys, row: HistoryRow): Change {
  const field = findRegistryField(row.field);
  if (field && isSealed(field) && row.cipher !== null) {
    const said = JSON.parse(keys.open(placeOf(row), row.cipher) ?? '{}') as { old?: FieldValue; new?: FieldValue };
    return { batch: row.batch, old: said.old ?? null, value: said.new ?? null, row };
  }
  const read = (text: string | null): FieldValue | null => (text === null ? null : readShownValue(field, text));
  return { batch: row.batch, old: read(row.old_value), value: read(row.new_value), row };
}

function changeBack(keys: FieldKeys, { row, from, to, said }: ValueBack): SourcedChange {
  const { subject, subject_id, household, field, town, village } = row;
  const sealed = row.cipher !== null;
  return {
    ...{ subject, subject_id, household, field, town, village },
    old_value: row.new_value,
    new_value: to === null ? null : said?.field === field ? said.new_value : row.old_value,
    cipher: sealed ? hex(keys.seal(placeOf(row), JSON.stringify({ old: from, new: to }))) : null,
    source: said?.source ?? 'unknown',
    source_on: said?.source_on ?? null,
  };
}

function placeOf(row: HistoryRow): { table: string; column: string; row: string } {
  const column = findRegistryField(row.field)?.sql ?? row.field;
  return { table: `${row.subject === 'household' ? 'households' : 'persons'}_changes`, column, row: row.subject_id };
}

function leaving(who: ArrivalRow, today: PlainDate): SourcedChange {
  const { subject, id, household, town, village } = who;
  const place = { subject, subject_id: id, household, town, village };
  return {
    ...place,
    field: 'leftOn',
    old_value: null,
    new_value: today,
    cipher: null,
    source: 'undo',
    source_on: today,
  };
}

function fewerMembers(
  persons: readonly ArrivalRow[],
  counted: ReadonlySet<string>,
): { household: string; by: number }[] {
  const left = Map.groupBy(persons, ({ household }) => household);
  return [...left].flatMap(([household, all]) => (counted.has(household) ? [] : [{ household, by: all.length }]));
}

function stayedWhole({ subject, household, name, since }: ArrivalRow): StayedItem {
  const { source = '', at = 0, actor = null } = since ?? {};
  const member = subject === 'person' ? name : null;
  return { household, headName: '', member, field: '*', label: '', source, at, actor };
}

function stayedValue(row: HistoryRow): StayedItem {
  const { household, field, source, at, actor } = row;
  const label = findRegistryField(field)?.label ?? field;
  return { household, headName: '', member: null, field, label, source, at, actor };
}

function countsOf(arrivals: SortedArrivals, values: UndoneValues, differences: number): UndoCounts {
  const of = (all: readonly ArrivalRow[], wanted: ArrivalRow['subject']): number =>
    all.filter(({ subject }) => subject === wanted).length;
  const both = (wanted: ArrivalRow['subject']) => ({
    left: of(arrivals.leavers, wanted),
    stayed: of(arrivals.staying, wanted),
  });
  return {
    restored: values.restored,
    stayed: values.stayed.length,
    households: both('household'),
    persons: both('person'),
    differences,
  };
}
