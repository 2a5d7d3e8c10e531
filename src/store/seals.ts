import { sql } from 'kysely';
import { actHash, CHAIN_START, merkleRoot } from '#crypto/act-hash.ts';
import type { Db } from './database.ts';

const MOST_AT_ONCE = 50_000;

/** Counties with their townships (and 待定位): what a job over everything of a county may see. */
export async function listCounties(db: Db): Promise<{ county: number; towns: number[] }[]> {
  const { rows } = await sql<{ county: number; towns: number[] }>`
    select c.county, coalesce(array_agg(distinct a.area) filter (where a.level in ('township', 'unplaced')), '{}') as towns
    from counties c left join areas a on a.county = c.county group by c.county order by c.county`.execute(db);
  return rows;
}

/** When a county was added, in ms. Throws for one that is not there. */
export async function countyAddedAt(db: Db, county: number): Promise<number> {
  const row = await db.selectFrom('counties').select('added_at').where('county', '=', county).executeTakeFirstOrThrow();
  return row.added_at;
}

/** Gives every act without a seal one, in one Merkle root chained to the county's last. Returns how many. */
export async function sealUnsealed(tx: Db, county: number, at: number): Promise<number> {
  const { rows } = await sql<{ matter: string; seq: number; hash: Buffer }>`
    select a.matter, a.seq, a.hash from acts a
    where a.county = ${county} and not exists (
      select 1 from act_seals s where s.county = a.county and s.matter = a.matter and s.seq = a.seq)
    order by a.at, a.matter, a.seq limit ${MOST_AT_ONCE}`.execute(tx);
  if (rows.length === 0) return 0;
  const last = await tx
    .selectFrom('seals')
    .select(['no', 'root'])
    .where('county', '=', county)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  const no = (last?.no ?? 0) + 1;
  await tx
    .insertInto('seals')
    .values({
      county,
      no,
      root: merkleRoot(rows.map((row) => row.hash)),
      prev_root: last?.root ?? CHAIN_START,
      count: rows.length,
      at,
    })
    .execute();
  await sql`insert into act_seals (county, matter, seq, seal, position)
    select ${county}, matter, seq, ${no}, place from unnest(
      ${rows.map((row) => row.matter)}::uuid[], ${rows.map((row) => row.seq)}::int[], ${rows.map((_row, index) => index)}::int[])
      as sealed(matter, seq, place)`.execute(tx);
  return rows.length;
}

/** A row of the chain that does not hold, the first one found, and why. */
export interface ChainFault {
  readonly why:
    | 'changed'
    | 'missing'
    | 'reordered'
    | 'seal-missing'
    | 'root-differs'
    | 'sealed-act-missing'
    | 'unsealed-too-long';
  readonly matter: string | null;
  readonly seq: number | null;
  readonly seal: number | null;
}

const UNSEALED_MS = 10 * 60_000;

/** Recomputes every hash and root of a county. `fault`: the first bad row and why; undefined when all holds. */
export async function verifyChain(
  tx: Db,
  county: number,
  at: number,
): Promise<{ acts: number; seals: number; fault: ChainFault | undefined }> {
  const acts = await tx
    .selectFrom('acts')
    .selectAll()
    .where('county', '=', county)
    .orderBy('matter')
    .orderBy('seq')
    .execute();
  const seals = await tx.selectFrom('seals').selectAll().where('county', '=', county).orderBy('no').execute();
  const sealed = await tx
    .selectFrom('act_seals')
    .selectAll()
    .where('county', '=', county)
    .orderBy('seal')
    .orderBy('position')
    .execute();
  const fault = chainFault(county, acts) ?? sealFault(acts, seals, sealed) ?? lateFault(acts, sealed, at);
  return { acts: acts.length, seals: seals.length, fault };
}

interface ActRow {
  matter: string;
  seq: number;
  kind: string;
  body: string;
  actor: string;
  at: number;
  prev_hash: Buffer;
  hash: Buffer;
}

function chainFault(county: number, acts: readonly ActRow[]): ChainFault | undefined {
  let previous: ActRow | undefined;
  for (const act of acts) {
    const begins = previous?.matter !== act.matter;
    const expected = begins ? 1 : (previous?.seq ?? 0) + 1;
    const place = { matter: act.matter, seq: act.seq, seal: null };
    if (act.seq !== expected) return { ...place, seq: expected, why: 'missing' };
    const prevHash = begins ? CHAIN_START : (previous?.hash ?? CHAIN_START);
    if (!act.prev_hash.equals(prevHash)) return { ...place, why: 'reordered' };
    if (!actHash({ county, ...act, prevHash: act.prev_hash }).equals(act.hash)) return { ...place, why: 'changed' };
    previous = act;
  }
  return undefined;
}

interface SealRow {
  no: number;
  root: Buffer;
  prev_root: Buffer;
  count: number;
}

interface SealedRow {
  matter: string;
  seq: number;
  seal: number;
}

function sealFault(
  acts: readonly ActRow[],
  seals: readonly SealRow[],
  sealed: readonly SealedRow[],
): ChainFault | undefined {
  const hashes = new Map(acts.map((act) => [`${act.matter}/${act.seq}`, act.hash]));
  const bySeal = Map.groupBy(sealed, (row) => row.seal);
  let previous: Buffer = CHAIN_START;
  for (const [index, seal] of seals.entries()) {
    if (seal.no !== index + 1) return { why: 'seal-missing', matter: null, seq: null, seal: index + 1 };
    const rows = bySeal.get(seal.no) ?? [];
    const gone = rows.find((row) => !hashes.has(`${row.matter}/${row.seq}`));
    if (gone) return { why: 'sealed-act-missing', matter: gone.matter, seq: gone.seq, seal: seal.no };
    const leaves = rows.flatMap((row) => hashes.get(`${row.matter}/${row.seq}`) ?? []);
    const holds = leaves.length === seal.count && leaves.length > 0 && merkleRoot(leaves).equals(seal.root);
    if (!holds || !seal.prev_root.equals(previous))
      return { why: 'root-differs', matter: null, seq: null, seal: seal.no };
    previous = seal.root;
  }
  const lost = sealed.find((row) => row.seal > seals.length);
  return lost && { why: 'seal-missing', matter: lost.matter, seq: lost.seq, seal: lost.seal };
}

function lateFault(acts: readonly ActRow[], sealed: readonly SealedRow[], at: number): ChainFault | undefined {
  const known = new Set(sealed.map((row) => `${row.matter}/${row.seq}`));
  const late = acts.find((act) => act.at < at - UNSEALED_MS && !known.has(`${act.matter}/${act.seq}`));
  return late && { why: 'unsealed-too-long', matter: late.matter, seq: late.seq, seal: null };
}
