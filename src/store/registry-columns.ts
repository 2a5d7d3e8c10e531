import { blindIndex, type IndexKey, tailIndex } from '#crypto/blind-index.ts';
import {
  type FieldValue,
  householdFields,
  personFields,
  type RegistryField,
} from '#domain/registry/registry-fields.ts';
import { fen, parseYuan } from '#domain/values/fen.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import type { FieldKeys } from './data-keys.ts';

/** A value as it goes into a JSON record set; absent keys leave a column as it is. */
export type ColumnValues = Record<string, string | number | boolean | readonly string[]>;

/** Fields kept as text although they are personal: lists are sorted and searched by them. */
const NAMES = ['name', 'headName'];

/** Fields of a person that stand in `person_health`. */
const HEALTH_FROM = 'health';
const HEALTH_TO = 'unsupportedChild';

export const healthFields: readonly RegistryField[] = slice(personFields, HEALTH_FROM, HEALTH_TO);
export const plainPersonFields: readonly RegistryField[] = personFields.filter(
  (field) => !healthFields.some((other) => other.name === field.name),
);
/** 行政村 is kept as two area numbers, town and village. */
export const plainHouseholdFields: readonly RegistryField[] = householdFields.filter(({ name }) => name !== 'village');

/** Kept as a cipher. */
export function isSealed(field: RegistryField): boolean {
  return field.sensitivity === 'encrypted' && !NAMES.includes(field.name);
}

/** SQL type of a field's column. */
export function sqlType(field: RegistryField): string {
  if (isSealed(field)) return 'bytea';
  const types = { text: 'text', list: 'text[]', date: 'date', 'date-or-month': 'text', boolean: 'boolean', integer: 'integer', fen: 'bigint', area: 'text' } as const; // biome-ignore format: one record
  return types[field.type];
}

/** The columns a value fills: its own, and the indexes and the masked form that belong to it. */
export function columnsOf(
  keys: FieldKeys,
  table: 'households' | 'persons' | 'person_health',
  row: string,
  field: RegistryField,
  value: FieldValue,
): ColumnValues {
  if (!isSealed(field)) return { [field.sql]: typeof value === 'bigint' ? String(value) : value };
  const text = String(value);
  const own = { [field.sql]: hex(keys.seal({ table, column: field.sql, row }, text)) };
  const index = keys.ring.index;
  if (field.name === 'idNumber') {
    return {
      ...own,
      id_index: hex(blindIndex(index, 'id', text)),
      id_tail: hex(tailIndex(index, keys.county, text.slice(-4))),
      id_masked: maskIdNumber(text),
    };
  }
  if (field.name === 'phone') {
    return {
      ...own,
      phone_index: hex(blindIndex(index, 'phone', text)),
      phone_tail: hex(tailIndex(index, keys.county, text.slice(-4))),
    };
  }
  return field.name === 'personPhone' ? { ...own, phone_index: hex(blindIndex(index, 'phone', text)) } : own;
}

/** The stored value of a field, opened where it is sealed; undefined when unknown. */
export function storedValue(
  keys: FieldKeys,
  table: 'households' | 'persons' | 'person_health',
  id: string,
  field: RegistryField,
  row: Readonly<Record<string, unknown>>,
): FieldValue | undefined {
  const raw = row[field.sql];
  if (raw === null || raw === undefined) return undefined;
  if (isSealed(field)) return keys.open({ table, column: field.sql, row: id }, raw as Buffer) ?? undefined;
  return field.type === 'fen' ? fen(raw as number) : (raw as FieldValue);
}

/** A value as people read it in a list of changes; personal ones masked. */
export function shownValue(field: RegistryField | undefined, value: FieldValue): string {
  if (field?.type === 'fen' && typeof value === 'bigint')
    return `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
  if (typeof value === 'boolean') return value ? '是' : '否';
  const text = Array.isArray(value) ? value.join('、') : String(value);
  if (!field || !isSealed(field)) return text;
  if (field.name === 'phone' || field.name === 'personPhone') return `${text.slice(0, 3)}****${text.slice(-4)}`;
  return field.name === 'address' || field.name === 'monitoringContact' ? `${text.slice(0, 2)}…` : maskIdNumber(text);
}

/** The value a shown text stands for; of personal fields the masked text, as no more stands there. Throws for no such amount. */
export function readShownValue(field: RegistryField | undefined, text: string): FieldValue {
  switch (field?.type) {
    case 'boolean':
      return text === '是';
    case 'integer':
      return Number(text);
    case 'list':
      return text === '' ? [] : text.split('、');
    case 'fen': {
      const amount = parseYuan(text);
      if (amount === undefined) throw new Error(`no amount: ${text}`);
      return amount;
    }
    default:
      return text;
  }
}

/** bytea as JSON carries it. */
export function hex(bytes: Buffer | null): string {
  return `\\x${(bytes ?? Buffer.alloc(0)).toString('hex')}`;
}

function slice(fields: readonly RegistryField[], from: string, to: string): readonly RegistryField[] {
  const at = (name: string): number => fields.findIndex((field) => field.name === name);
  return fields.slice(at(from), at(to) + 1);
}

/** Blind index of an ID number in plain hex, as comparisons use it. */
export function idIndexHex(key: IndexKey, idNumber: string): string {
  return blindIndex(key, 'id', idNumber).toString('hex');
}
