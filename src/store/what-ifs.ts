import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A kept row of a feed with the household the register knows its person in today; `key` is the same in every batch. */
export interface KeptFeedRow {
  readonly batch: string;
  readonly period: string;
  readonly key: string;
  readonly household: string | null;
  readonly town: number | null;
  readonly digest: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Rows of confirmed batches of a feed in months `from` to `to`, as the batches were confirmed. */
export async function keptFeedRows(
  tx: Db,
  county: number,
  of: { readonly feed: string; readonly from: string; readonly to: string },
): Promise<KeptFeedRow[]> {
  const { rows } = await sql<KeptFeedRow>`
    select f.batch, f.period, coalesce(encode(f.person_index, 'hex'), encode(f.row_digest, 'hex'), f.id::text) as key,
      h.id as household, h.town, coalesce(encode(f.row_digest, 'hex'), f.id::text) as digest, f.facts
    from feed_facts f join batches b on b.county = f.county and b.id = f.batch and b.state = 'applied'
    left join persons p on p.county = f.county and p.id_index = f.person_index and p.left_on is null
    left join households h on h.county = f.county and h.id = coalesce(f.household, p.household)
    where f.county = ${county} and f.feed = ${of.feed} and f.period between ${of.from} and ${of.to}
    order by b.applied_at, b.id, f.id`.execute(tx);
  return rows;
}

/** What was found of households between two days: 是 once is yes, else 否 is no; 已纳入 alone is neither and absent. */
export async function foundOfHouseholds(
  tx: Db,
  county: number,
  of: { readonly from: PlainDate; readonly to: PlainDate; readonly yes: string; readonly no: string },
): Promise<Map<string, 'yes' | 'no'>> {
  const { rows } = await sql<{ household: string; yes: boolean }>`
    select household, bool_or(verdict = ${of.yes}) as yes from lead_lines
    where county = ${county} and household is not null and stage <> 'withdrawn'
      and verdict in (${of.yes}, ${of.no}) and found_on between ${of.from} and ${of.to} group by household`.execute(tx);
  return new Map(rows.map(({ household, yes }) => [household, yes ? 'yes' : 'no']));
}

/** Facts kept of households, by month and household. */
export async function householdMonths(
  tx: Db,
  county: number,
  of: { readonly from: string; readonly to: string },
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const rows = await tx
    .selectFrom('household_months')
    .select(['month', 'household', 'facts'])
    .where('county', '=', county)
    .where('month', '>=', of.from)
    .where('month', '<=', of.to)
    .execute();
  return new Map(
    rows.map(({ month, household, facts }) => [`${month} ${household}`, facts as Record<string, unknown>]),
  );
}

/**
 * Keeps what is known of every household of the county for a month, once: a month that is kept stays as it is. Coded facts
 * under the names rules use, unknown ones left out. Returns how many were kept.
 */
export async function keepHouseholdMonth(tx: Db, county: number, month: string, at: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with kept as (
      insert into household_months (county, month, household, town, village, status, facts, kept_at)
      select h.county, ${month}, h.id, h.town, h.village, h.status, jsonb_strip_nulls(jsonb_build_object(
        '在册', h.status = 'monitored', '脱贫', h.household_type like '%脱贫%', '户类型', h.household_type,
        '监测对象类别', h.monitored_category, '家庭人口', h.member_count,
        '整户无劳动能力兜底保障户', h.no_labour_safety_net, '危房户', h.dangerous_housing,
        '是否解决安全饮用水', h.safe_water, '风险是否消除', h.risk_cleared,
        '人均纯收入', case when h.net_income_per_person_fen is null then null
          else (h.net_income_per_person_fen / 100) || '.' || lpad((h.net_income_per_person_fen % 100)::text, 2, '0') end)), ${at}
      from households h where h.county = ${county} and h.left_on is null
        and not exists (select from household_months k where k.county = ${county} and k.month = ${month})
      returning 1)
    select count(*)::int as n from kept`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** A trial as it is kept: numbers only. */
export interface KeptTrial<Q, A> {
  readonly county: number;
  readonly id: string;
  readonly question: Q;
  readonly answer: A;
  readonly madeBy: string;
  readonly madeOn: PlainDate;
}

export async function insertWhatIf(
  tx: Db,
  county: number,
  trial: {
    readonly id: string;
    readonly question: unknown;
    readonly answer: unknown;
    readonly account: string;
    readonly name: string;
    readonly on: PlainDate;
    readonly at: number;
  },
): Promise<void> {
  await tx
    .insertInto('what_ifs')
    .values({
      county,
      id: trial.id,
      question: JSON.stringify(trial.question),
      answer: JSON.stringify(trial.answer),
      made_by: trial.account,
      made_by_name: trial.name,
      made_on: trial.on,
      at: trial.at,
    })
    .execute();
}

const SHOWN = 50;

/** The latest trials of every county the actor may read. */
export async function listWhatIfs<Q, A>(tx: Db): Promise<KeptTrial<Q, A>[]> {
  const rows = await tx.selectFrom('what_ifs').selectAll().orderBy('at', 'desc').limit(SHOWN).execute();
  return rows.map((row) => ({
    county: row.county,
    id: row.id,
    question: row.question as Q,
    answer: row.answer as A,
    madeBy: row.made_by_name,
    madeOn: row.made_on,
  }));
}
