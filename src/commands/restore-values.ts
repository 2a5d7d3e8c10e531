import { type FieldValue, findRegistryField, type RegistryField } from '#domain/registry/registry-fields.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { nameKeys } from '#store/name-keys.ts';
import { type ColumnValues, columnsOf } from '#store/registry-columns.ts';
import { type HistoryRow, listHeads, setColumns, tableOfField } from '#store/registry-undo.ts';

/** A value to be put back. `said`: the change that said it, where one is kept. */
export interface RestoredValue {
  readonly row: Pick<HistoryRow, 'subject' | 'subject_id' | 'field'>;
  readonly to: FieldValue | null;
  readonly said: Pick<HistoryRow, 'field' | 'source_on'> | undefined;
}

type NullableColumns = Record<string, ColumnValues[string] | null>;

/** Puts values back into the current rows, field by field; an unknown value empties its columns. Fields without a column stay. */
export async function restoreValues(tx: Db, keys: FieldKeys, values: readonly RestoredValue[]): Promise<void> {
  const heads = values.filter(({ row }) => row.field === 'headName');
  const byField = Map.groupBy(
    values.filter(({ row }) => row.field !== 'headName'),
    ({ row, to }) => `${row.subject} ${row.field} ${to === null}`,
  );
  for (const group of byField.values()) {
    const { row } = group[0] ?? {};
    const table = row && tableOfField(row.subject, row.field);
    if (!row || !table) continue;
    const names = Object.keys(columnsFor(keys, table.table, '', row.field, SAMPLE, null));
    const empty = { ...Object.fromEntries(names.map((name) => [name, null])), ...emptyOf(row.field) };
    const rows = group.map(({ row: { subject_id }, to, said }) => ({
      [table.key]: subject_id,
      ...(to === null ? empty : columnsFor(keys, table.table, subject_id, row.field, to, said)),
    }));
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== table.key);
    await setColumns(tx, keys.county, table, columns, rows);
  }
  await restoreHeads(tx, keys, heads);
}

/** Any value: only the names of the columns are looked at. */
const SAMPLE = '000000000000000000';

/** Columns that may not be empty. */
function emptyOf(field: string): NullableColumns {
  if (field === 'status') return { status: 'none', episode: 0 };
  if (field === 'memberCount') return { member_count: 0 };
  return field === 'provisional' ? { provisional: false } : {};
}

function columnsFor(
  keys: FieldKeys,
  table: 'households' | 'persons' | 'person_health',
  id: string,
  name: string,
  value: FieldValue,
  said: RestoredValue['said'] | null,
): NullableColumns {
  if (name === 'localNumber') return { local_number: String(value) };
  if (name === 'provisional') return { provisional: value === true || value === '是' };
  if (name === 'status') {
    return { status: String(value), status_since: said?.field === 'status' ? said.source_on : null };
  }
  const columns = columnsOf(keys, table, id, fieldNamed(name), value);
  if (name !== 'name') return columns;
  const { pinyin, initials, initialsOther } = nameKeys(String(value));
  return { ...columns, name_pinyin: pinyin, name_initials: initials, name_initials_other: initialsOther };
}

function fieldNamed(name: string): RegistryField {
  const field = findRegistryField(name);
  if (!field) throw new Error(`no registry field ${name}`);
  return field;
}

/** The head of then by relation and name; where nobody fits, the name alone goes back. */
async function restoreHeads(tx: Db, keys: FieldKeys, heads: readonly RestoredValue[]): Promise<void> {
  if (heads.length === 0) return;
  const members = Map.groupBy(
    await listHeads(tx, keys.county, heads.map(({ row }) => row.subject_id)), // biome-ignore format: one line
    ({ household }) => household,
  );
  const rows = heads.map(({ row, to }) => {
    const name = String(to ?? '');
    const own = (members.get(row.subject_id) ?? []).filter((member) => member.name === name);
    const head = own.find(({ relation }) => relation === '户主') ?? own[0];
    const { pinyin, initials } = nameKeys(name);
    return { id: row.subject_id, head_name: name, head_pinyin: pinyin, head_initials: initials, head_person: head?.id ?? null }; // biome-ignore format: one line
  });
  const table = tableOfField('household', 'headName');
  if (!table) throw new Error('households without a head');
  await setColumns(tx, keys.county, table, ['head_name', 'head_pinyin', 'head_initials', 'head_person'], rows);
}
