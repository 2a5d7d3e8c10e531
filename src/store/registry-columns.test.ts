import { describe, expect, test } from 'vitest';
import { type FieldValue, registryFields } from '#domain/registry/registry-fields.ts';
import { fen } from '#domain/values/fen.ts';
import { isSealed, readShownValue, shownValue } from './registry-columns.ts';

const samples: Readonly<Record<string, readonly FieldValue[]>> = {
  text: ['汉', ''],
  list: [[], ['因病'], ['因病', '因残']],
  date: ['2022-03-31'],
  'date-or-month': ['2022-03', '2022-03-31'],
  boolean: [true, false],
  integer: [0, 12],
  fen: [fen(0n), fen(1n), fen(1_023_333n)],
  area: ['370323105201'],
};

describe('a value as it is shown in a list of changes', () => {
  const open = registryFields.filter((field) => !isSealed(field));
  test.each(open.map((field) => [field.name, field] as const))('%s is read back as it was', (_, field) => {
    const values = samples[field.type] ?? [];
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(readShownValue(field, shownValue(field, value))).toEqual(value);
  });
});
