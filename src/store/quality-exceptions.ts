import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** Somebody vouches for a finding. */
export interface NewException {
  readonly id: string;
  readonly household: string;
  readonly person: string | null;
  readonly rule: string;
  readonly reason: string;
  readonly by: { readonly account: string; readonly name: string };
  readonly on: PlainDate;
  readonly at: number;
  readonly town: number;
  readonly village: number | null;
}

/** Keeps an exception; its reason is encrypted. */
export async function insertException(tx: Db, keys: FieldKeys, made: NewException): Promise<void> {
  const { id, household, person, rule, by, on, at, town, village } = made;
  const reason = keys.seal({ table: 'quality_exceptions', column: 'reason', row: id }, made.reason);
  if (reason === null) throw new Error('an exception without its reason');
  await tx
    .insertInto('quality_exceptions')
    .values({
      ...{ county: keys.county, id, household, person, rule, reason, at, town, village },
      ...{ made_by: by.account, made_by_name: by.name, made_on: on },
    })
    .execute();
}

/** Takes an exception back with a reason; false when there is none that stands. The row stays. */
export async function revokeException(
  tx: Db,
  keys: FieldKeys,
  id: string,
  by: { readonly account: string; readonly name: string; readonly on: PlainDate; readonly reason: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('quality_exceptions')
    .set({
      revoked_on: by.on,
      revoked_by: by.account,
      revoked_by_name: by.name,
      revoke_reason: keys.seal({ table: 'quality_exceptions', column: 'revoke_reason', row: id }, by.reason),
    })
    .where('county', '=', keys.county)
    .where('id', '=', id)
    .where('revoked_on', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
