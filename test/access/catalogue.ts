import type { Pool } from 'pg';

/** A table of schema public as the server's own catalogue describes it. */
export interface CatalogueTable {
  readonly name: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly comment: string | null;
  readonly columns: readonly CatalogueColumn[];
  /** Columns of the primary key in their order. */
  readonly key: readonly string[];
  readonly policies: readonly CataloguePolicy[];
}

export interface CatalogueColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** A value comes by itself: identity or default. */
  readonly filled: boolean;
  readonly identity: boolean;
}

export interface CataloguePolicy {
  readonly name: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly command: string;
  readonly using: string | null;
  readonly check: string | null;
}

/** Every table of schema public, by name. */
export async function catalogueTables(owner: Pool): Promise<CatalogueTable[]> {
  const { rows } = await owner.query<{ tables: CatalogueTable[] }>(TABLES);
  return rows[0]?.tables ?? [];
}

const TABLES = `
  select coalesce(json_agg(json_build_object(
    'name', c.relname,
    'secured', c.relrowsecurity,
    'forced', c.relforcerowsecurity,
    'comment', obj_description(c.oid, 'pg_class'),
    'columns', (
      select json_agg(json_build_object(
        'name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull,
        'filled', a.atthasdef or a.attidentity <> '',
        'identity', a.attidentity <> '') order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    'key', coalesce((
      select json_agg(a.attname order by k.place)
      from pg_index i
      cross join lateral unnest(i.indkey::int[]) with ordinality as k(attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indrelid = c.oid and i.indisprimary), '[]'),
    'policies', coalesce((
      select json_agg(json_build_object(
        'name', p.policyname,
        'permissive', p.permissive = 'PERMISSIVE',
        'roles', p.roles::text[],
        'command', p.cmd,
        'using', p.qual,
        'check', p.with_check) order by p.policyname)
      from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname), '[]')
  ) order by c.relname), '[]') as tables
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
