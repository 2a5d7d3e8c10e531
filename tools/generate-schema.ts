/**
 * Writes `src/store/schema.ts` from the tables of a migrated database: `tools/generate-schema.ts URL`.
 * Column meaning stays where it is written once, in `comment on`.
 */
import { writeFileSync } from 'node:fs';
import pg from 'pg';

const types: Record<string, string> = {
  int4: 'number',
  int8: 'number',
  int2: 'number',
  text: 'string',
  uuid: 'string',
  bool: 'boolean',
  date: 'PlainDate',
  bytea: 'Buffer',
  jsonb: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
  _date: 'PlainDate[]',
};

const money = /_fen$/;

const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
const { rows } = await client.query<{
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  filled: boolean;
  identity: boolean;
}>(`
  select c.relname as "table", a.attname as "column", t.typname as "type", not a.attnotnull as "nullable",
         a.atthasdef as "filled", a.attidentity <> '' as "identity"
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`);
await client.end();

const tables = Map.groupBy(rows, (row) => row.table);
const interfaces = [...tables].map(([table, columns]) => {
  const lines = columns.map((c) => `  ${c.column}: ${columnType(c)};`);
  return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}`;
});
const members = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`);
writeFileSync(
  new URL('../src/store/schema.ts', import.meta.url),
  `// Made by tools/generate-schema.ts from the migrated database. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** Read as a value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

${interfaces.join('\n\n')}

export interface Database {
${members.join('\n')}
}
`,
);

function columnType(c: (typeof rows)[number]): string {
  const base = money.test(c.column) && c.type === 'int8' ? 'number | bigint' : types[c.type];
  if (!base) throw new Error(`no type for ${c.table}.${c.column}: ${c.type}`);
  if (c.identity) return `GeneratedAlways<${base}>`;
  if (c.type === 'jsonb') return c.filled ? 'Generated<Json>' : c.nullable ? 'Json | null' : base;
  const full = c.nullable ? `${base} | null` : base;
  return c.filled ? `Generated<${full}>` : full;
}

function pascal(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_all, _sep, letter: string) => letter.toUpperCase());
}
