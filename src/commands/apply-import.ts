import type { FieldValue } from '#domain/registry/registry-fields.ts';
import { findRegistryField, type RegistryField } from '#domain/registry/registry-fields.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { nameKeys } from '#store/name-keys.ts';
import { type ColumnValues, columnsOf, healthFields, hex, isSealed, shownValue } from '#store/registry-columns.ts';
import {
  addToDirectory,
  type ChangeOrigin,
  type ChangeRow,
  type DifferenceRow,
  householdTable,
  insertChanges,
  insertDifferences,
  insertRows,
  personTable,
  updateRows,
  upsertHealth,
} from '#store/registry-writing.ts';
import type { ImportPlan, PlannedHousehold, PlannedMember, PlannedValue } from './plan-import.ts';

/** Everything a plan writes, as rows. */
interface WrittenRows {
  readonly newHouseholds: ColumnValues[];
  readonly households: ColumnValues[];
  readonly newPersons: ColumnValues[];
  readonly persons: ColumnValues[];
  readonly health: ColumnValues[];
  readonly directory: { person: string; index: string }[];
  readonly changes: ChangeRow[];
  readonly differences: DifferenceRow[];
}

/**
 * Writes a plan set by set within the caller's transaction: households, persons, their health and benefits, every change
 * with its source, and what people have to decide. Nobody is taken out. `progress` is told the share done, 0–1.
 */
export async function applyPlan(
  tx: Db,
  keys: FieldKeys,
  plan: ImportPlan,
  origin: ChangeOrigin,
  progress: (share: number) => Promise<void>,
): Promise<void> {
  const rows = rowsOf(plan, keys);
  const all = rows.newHouseholds.length + rows.newPersons.length + rows.changes.length + rows.health.length + 1;
  const county = keys.county;
  let before = 0;
  const done = async (count: number): Promise<void> => progress((before + count) / all);
  await insertRows(tx, county, householdTable, rows.newHouseholds, done);
  before += rows.newHouseholds.length;
  await insertRows(tx, county, personTable, rows.newPersons, done);
  before += rows.newPersons.length;
  await updateRows(tx, county, householdTable, rows.households);
  await updateRows(tx, county, personTable, rows.persons);
  await upsertHealth(tx, county, rows.health);
  before += rows.health.length;
  await done(0);
  await addToDirectory(tx, county, rows.directory);
  await insertChanges(tx, county, origin, rows.changes);
  await insertDifferences(tx, county, origin, rows.differences);
}

function rowsOf(plan: ImportPlan, keys: FieldKeys): WrittenRows {
  const rows: WrittenRows = {
    newHouseholds: [],
    households: [],
    newPersons: [],
    persons: [],
    health: [],
    directory: [],
    changes: [],
    differences: [],
  };
  for (const household of plan.households) {
    writeHousehold(rows, household, keys);
    for (const member of household.members) writeMember(rows, member, plan.file.asOf, keys);
  }
  return rows;
}

function writeHousehold(rows: WrittenRows, planned: PlannedHousehold, keys: FieldKeys): void {
  const { id, creates, current, town, village, differences } = planned;
  const set = valuesToSet(differences);
  const columns: ColumnValues = {};
  for (const [name, value] of set) Object.assign(columns, householdColumns(keys, id, name, value));
  const status = set.get('status');
  if (status !== undefined) Object.assign(columns, statusColumns(planned, String(status)));
  const headChanged = creates || planned.headPerson !== (current?.headPerson ?? null);
  if (headChanged) Object.assign(columns, headColumns(planned));
  const count = memberCount(planned, set);
  if (count !== undefined) columns['member_count'] = count;
  const place = { subject: 'household', subject_id: id, household: id, town, village } as const;
  if (creates) {
    rows.newHouseholds.push({ id, town, ...(village === null ? {} : { village }), ...columns });
    rows.changes.push(arrival(place));
    return;
  }
  if (current?.provisional) {
    columns['provisional'] = false;
    rows.changes.push({ ...place, field: 'provisional', old_value: '是', new_value: '否', cipher: null });
  }
  if (Object.keys(columns).length > 0) rows.households.push({ id, ...columns });
  tell(rows, place, 'households', differences, keys);
  if (headChanged && current) {
    const old_value = current.headName;
    rows.changes.push({ ...place, field: 'headName', old_value, new_value: planned.headName, cipher: null });
  }
}

function writeMember(rows: WrittenRows, member: PlannedMember, asOf: PlainDate, keys: FieldKeys): void {
  const { id, household, town, village, kind, values } = member;
  if (kind === 'unchanged' && member.differences.length === 0) return;
  const isNew = kind === 'added';
  const set = isNew ? new Map(Object.entries(values)) : valuesToSet(member.differences);
  const own: ColumnValues = {};
  const health: ColumnValues = {};
  for (const [name, value] of set) {
    const field = fieldNamed(name);
    const inHealth = healthFields.includes(field);
    const columns = columnsOf(keys, inHealth ? 'person_health' : 'persons', id, field, value);
    Object.assign(inHealth ? health : own, columns);
    if (name === 'name') Object.assign(own, nameColumns(String(value)));
  }
  const place = { subject: 'person', subject_id: id, household, town, village } as const;
  const here = { household, town, ...(village === null ? {} : { village }) };
  if (isNew) {
    rows.newPersons.push({ id, ...here, ...own, joined_on: asOf });
    rows.changes.push(arrival(place));
  } else {
    if (Object.keys(own).length > 0) rows.persons.push({ id, ...own });
    tell(rows, place, 'persons', member.differences, keys);
  }
  if (Object.keys(health).length > 0) rows.health.push({ person: id, ...here, ...health });
  if (own['id_index'] !== undefined) rows.directory.push({ person: id, index: String(own['id_index']) });
}

function valuesToSet(differences: readonly PlannedValue[]): Map<string, FieldValue> {
  const taken = differences.filter(({ kind }) => kind === 'new' || kind === 'changed');
  return new Map(taken.map(({ field, to }) => [field, to]));
}

function householdColumns(keys: FieldKeys, id: string, name: string, value: FieldValue): ColumnValues {
  if (name === 'localNumber') return { local_number: String(value) };
  if (name === 'status' || name === 'village') return {};
  return columnsOf(keys, 'households', id, fieldNamed(name), value);
}

/** A household monitored again after clearance begins a new episode. */
function statusColumns(planned: PlannedHousehold, status: string): ColumnValues {
  const { identifiedOn, clearedOn } = planned.file.values;
  const since = status === 'cleared' ? clearedOn : identifiedOn;
  return {
    status,
    ...(since?.length === 10 ? { status_since: since } : {}),
    ...(planned.current?.status === undefined ? { episode: 1 } : {}),
  };
}

function headColumns({ headPerson, headName }: PlannedHousehold): ColumnValues {
  const keys = nameKeys(headName);
  return {
    ...(headPerson === null ? {} : { head_person: headPerson }),
    head_name: headName,
    head_pinyin: keys.pinyin,
    head_initials: keys.initials,
  };
}

function nameColumns(name: string): ColumnValues {
  const keys = nameKeys(name);
  return {
    name_pinyin: keys.pinyin,
    name_initials: keys.initials,
    ...(keys.initialsOther === null ? {} : { name_initials_other: keys.initialsOther }),
  };
}

/** As the file says; else counted, when the household is new or gets members. */
function memberCount(planned: PlannedHousehold, set: ReadonlyMap<string, FieldValue>): number | undefined {
  const said = set.get('memberCount');
  if (typeof said === 'number') return said;
  const added = planned.members.filter(({ kind }) => kind === 'added').length;
  return added === 0 ? undefined : (planned.current?.memberCount ?? 0) + added;
}

type Place = Pick<ChangeRow, 'subject' | 'subject_id' | 'household' | 'town' | 'village'>;

/** One row stands for every value a new subject came with. */
function arrival(place: Place): ChangeRow {
  return { ...place, field: '*', old_value: null, new_value: null, cipher: null };
}

/** Changes made and differences to decide, each with old and new value; personal ones sealed beside their masked forms. */
function tell(
  rows: WrittenRows,
  place: Place,
  table: 'households' | 'persons',
  differences: readonly PlannedValue[],
  keys: FieldKeys,
): void {
  for (const difference of differences) {
    const field = findRegistryField(difference.field);
    const shown = (value: FieldValue): string => shownValue(field, value);
    const old = difference.kind === 'new' ? null : difference.from.value;
    const names = difference.kind === 'conflict' ? (['current', 'offered'] as const) : (['old', 'new'] as const);
    const cipher = sealBoth(keys, table, place.subject_id, field, { [names[0]]: old, [names[1]]: difference.to });
    const row = { ...place, field: difference.field, cipher };
    if (difference.kind === 'conflict') {
      rows.differences.push({
        ...row,
        current_value: shown(difference.from.value),
        current_source: difference.from.source,
        offered_value: shown(difference.to),
        reason: difference.why ?? difference.reason,
        target: difference.target ?? null,
      });
    } else {
      rows.changes.push({ ...row, old_value: old === null ? null : shown(old), new_value: shown(difference.to) });
    }
  }
}

function sealBoth(
  keys: FieldKeys,
  table: string,
  row: string,
  field: RegistryField | undefined,
  values: Readonly<Record<string, FieldValue | null>>,
): string | null {
  if (!field || !isSealed(field)) return null;
  return hex(keys.seal({ table: `${table}_changes`, column: field.sql, row }, JSON.stringify(values)));
}

function fieldNamed(name: string): RegistryField {
  const field = findRegistryField(name);
  if (!field) throw new Error(`no registry field ${name}`);
  return field;
}
