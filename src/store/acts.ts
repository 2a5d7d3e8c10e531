import { randomBytes } from 'node:crypto';
import { actHash, CHAIN_START, commitment } from '#crypto/act-hash.ts';
import { canonicalJson } from '#crypto/canonical-json.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** An act to append: plain facts in `body`, personal values (names, reasons, free text) in `values`, stored beside the chain. */
export interface NewAct {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly at: number;
}

/** An act as stored; `values` opened, null where erased. */
export interface StoredAct {
  readonly seq: number;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly at: number;
  readonly hash: Buffer;
}

/** The acts of a matter in order; empty when there is none or it is not visible to the actor. */
export async function listActs(tx: Db, county: number, matter: string): Promise<StoredAct[]> {
  const rows = await tx
    .selectFrom('acts')
    .select(['seq', 'kind', 'body', 'actor', 'at', 'hash'])
    .where('county', '=', county)
    .where('matter', '=', matter)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }));
}

/** Acts of many matters at once, by matter. */
export async function listActsOf(
  tx: Db,
  county: number,
  matters: readonly string[],
): Promise<Map<string, StoredAct[]>> {
  if (matters.length === 0) return new Map();
  const rows = await tx
    .selectFrom('acts')
    .select(['matter', 'seq', 'kind', 'body', 'actor', 'at', 'hash'])
    .where('county', '=', county)
    .where('matter', 'in', matters)
    .orderBy('matter')
    .orderBy('seq')
    .execute();
  const acts = rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }));
  return Map.groupBy(acts, (act) => act.matter);
}

/** Personal values of a matter's acts: `seq` → field → value; erased values are absent. */
export async function openActValues(
  tx: Db,
  keys: FieldKeys,
  matter: string,
): Promise<Map<number, Record<string, string>>> {
  const rows = await tx
    .selectFrom('act_values')
    .select(['seq', 'field', 'cipher'])
    .where('county', '=', keys.county)
    .where('matter', '=', matter)
    .execute();
  const values = new Map<number, Record<string, string>>();
  for (const row of rows) {
    const text = keys.open(valuePlace(matter, row.seq, row.field), row.cipher);
    if (text !== null) values.set(row.seq, { ...values.get(row.seq), [row.field]: text });
  }
  return values;
}

/**
 * Appends acts after sequence `after` (0: the matter begins) and returns the last sequence number.
 * The primary key is the lock: when somebody was faster → `sequence-conflict` with the acts since.
 */
export async function appendActs(
  tx: Db,
  keys: FieldKeys,
  matter: string,
  after: { seq: number; hash: Buffer | null },
  acts: readonly NewAct[],
): Promise<{ seq: number; hash: Buffer }> {
  const { rows, valueRows, hash } = chained(keys, matter, after, acts);
  await insertActs(tx, keys.county, matter, after.seq, rows);
  if (valueRows.length > 0) await tx.insertInto('act_values').values(valueRows).execute();
  return { seq: after.seq + acts.length, hash };
}

/** Writes the first act of many matters at once; its hash by matter. */
export async function appendFirstActs(
  tx: Db,
  keys: FieldKeys,
  openings: readonly { readonly matter: string; readonly act: NewAct }[],
): Promise<Map<string, { body: string; hash: Buffer }>> {
  const AT_ONCE = 1000;
  const made = openings.map(({ matter, act }) => chained(keys, matter, { seq: 0, hash: null }, [act]));
  for (let from = 0; from < made.length; from += AT_ONCE) {
    const part = made.slice(from, from + AT_ONCE);
    await tx
      .insertInto('acts')
      .values(part.flatMap(({ rows }) => rows))
      .execute();
    const values = part.flatMap(({ valueRows }) => valueRows);
    if (values.length > 0) await tx.insertInto('act_values').values(values).execute();
  }
  return new Map(made.flatMap(({ rows }) => rows.map((row) => [row.matter, { body: row.body, hash: row.hash }])));
}

/** Rows of acts that follow each other, each holding the hash of the one before. */
function chained(
  keys: FieldKeys,
  matter: string,
  after: { seq: number; hash: Buffer | null },
  acts: readonly NewAct[],
): { rows: ActRow[]; valueRows: ValueRow[]; hash: Buffer } {
  const county = keys.county;
  let prevHash = after.hash ?? CHAIN_START;
  const rows: ActRow[] = [];
  const valueRows: ValueRow[] = [];
  for (const [index, act] of acts.entries()) {
    const seq = after.seq + index + 1;
    const salted = Object.entries(act.values ?? {}).map(([field, value]) => ({ field, value, salt: randomBytes(16) }));
    const commitments = Object.fromEntries(salted.map(({ field, value, salt }) => [field, commitment(salt, value)]));
    const body = canonicalJson(salted.length > 0 ? { ...act.body, commitments } : act.body);
    const hash = actHash({ county, matter, seq, kind: act.kind, body, actor: act.actor, at: act.at, prevHash });
    rows.push({ county, matter, seq, kind: act.kind, body, actor: act.actor, at: act.at, prev_hash: prevHash, hash });
    for (const { field, value, salt } of salted) {
      valueRows.push({ county, matter, seq, field, salt, cipher: keys.seal(valuePlace(matter, seq, field), value) });
    }
    prevHash = hash;
  }
  return { rows, valueRows, hash: prevHash };
}

interface ActRow {
  county: number;
  matter: string;
  seq: number;
  kind: string;
  body: string;
  actor: string;
  at: number;
  prev_hash: Buffer;
  hash: Buffer;
}

interface ValueRow {
  county: number;
  matter: string;
  seq: number;
  field: string;
  salt: Buffer;
  cipher: Buffer | null;
}

async function insertActs(tx: Db, county: number, matter: string, after: number, rows: ActRow[]): Promise<void> {
  const inserted = await tx
    .insertInto('acts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['county', 'matter', 'seq']).doNothing())
    .returning('seq')
    .execute();
  if (inserted.length === rows.length) return;
  const since = (await listActs(tx, county, matter)).filter((act) => act.seq > after);
  throw new AppError('sequence-conflict', { matter, since: since.map(({ seq, kind, at }) => ({ seq, kind, at })) });
}

function valuePlace(matter: string, seq: number, field: string): { table: string; column: string; row: string } {
  return { table: 'act_values', column: field, row: `${matter}/${seq}` };
}
