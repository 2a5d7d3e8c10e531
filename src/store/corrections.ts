import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** One value of a proposal. `known` null: nobody has said it yet. Personal values masked, the full ones in `cipher`. */
export interface ProposedValue {
  readonly subject: 'household' | 'person';
  readonly subjectId: string;
  readonly field: string;
  readonly known: string | null;
  readonly knownSource: string;
  readonly offered: string;
  readonly cipher: Buffer | null;
}

/** A proposal with who makes it and why. */
export interface NewCorrection {
  readonly id: string;
  readonly household: string;
  readonly person: string | null;
  readonly reason: string;
  readonly source: string;
  readonly on: PlainDate;
  readonly at: number;
  readonly by: { readonly account: string; readonly name: string };
  readonly town: number;
  readonly village: number | null;
  readonly values: readonly ProposedValue[];
}

/** Reason under which a proposed value stands among the differences. */
export const PROPOSED = 'proposed';

/** Keeps a proposal; each of its values is a difference to decide, under the proposal's id. */
export async function insertCorrection(tx: Db, keys: FieldKeys, made: NewCorrection): Promise<void> {
  const { id, household, person, by, on, at, town, village } = made;
  const reason = keys.seal({ table: 'corrections', column: 'reason', row: id }, made.reason);
  if (reason === null) throw new Error('a correction without its reason');
  const { county } = keys;
  await tx
    .insertInto('corrections')
    .values({
      ...{ county, id, household, person, reason, at, town, village },
      ...{ made_by: by.account, made_by_name: by.name, made_on: on },
    })
    .execute();
  await tx
    .insertInto('registry_differences')
    .values(
      made.values.map((value) => ({
        ...{
          county,
          batch: id,
          household,
          town,
          village,
          reason: PROPOSED,
          offered_source: made.source,
          offered_on: on,
        },
        ...{ subject: value.subject, subject_id: value.subjectId, field: value.field, cipher: value.cipher },
        ...{ current_value: value.known, current_source: value.knownSource, offered_value: value.offered },
      })),
    )
    .execute();
}

/** Which of these proposals the account has made. */
export async function listOwnCorrections(
  tx: Db,
  county: number,
  ids: readonly string[],
  account: string,
): Promise<Set<string>> {
  const { rows } = await sql<{
    id: string;
  }>`select id from corrections where county = ${county} and made_by = ${account}
    and id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** A person has a row of health and benefits, made where there is none: a value may then be set in it. */
export async function ensureHealthRow(tx: Db, county: number, person: string): Promise<void> {
  await sql`insert into person_health (county, person, household, town, village)
    select county, id, household, town, village from persons where county = ${county} and id = ${person}
    on conflict (county, person) do nothing`.execute(tx);
}
