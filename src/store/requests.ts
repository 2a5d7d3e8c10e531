import { createHash } from 'node:crypto';
import { AppError } from '#domain/values/app-error.ts';
import type { Db } from './database.ts';

/** A command's own identity: made by the client, the same on a retry. `digest` covers kind and input. */
export interface RequestKey {
  readonly county: number;
  readonly requestId: string;
  readonly actor: string;
  readonly digest: string;
}

/** SHA-256 over the kind of command and its canonical input, hex. */
export function requestDigest(kind: string, canonicalInput: string): string {
  return createHash('sha256').update(kind).update('\0').update(canonicalInput).digest('hex');
}

/**
 * First statement of every command. Undefined: the request is new and now belongs to this transaction.
 * Otherwise the stored answer of the first time (ids and codes, no personal data).
 * Errors: `request-reused` (other input), `other-actor-request` (somebody else's id).
 */
export async function claimRequest(tx: Db, key: RequestKey, at: number): Promise<unknown | undefined> {
  const claimed = await tx
    .insertInto('requests')
    .values({ county: key.county, request_id: key.requestId, actor: key.actor, digest: key.digest, at, answer: null })
    .onConflict((conflict) => conflict.columns(['county', 'request_id']).doNothing())
    .returning('request_id')
    .executeTakeFirst();
  if (claimed) return undefined;
  const stored = await tx
    .selectFrom('requests')
    .select(['actor', 'digest', 'answer'])
    .where('county', '=', key.county)
    .where('request_id', '=', key.requestId)
    .executeTakeFirstOrThrow();
  if (stored.actor !== key.actor) throw new AppError('other-actor-request');
  if (stored.digest !== key.digest) throw new AppError('request-reused');
  return stored.answer === null ? null : JSON.parse(stored.answer);
}

/** Keeps what the command answered, for a retry. Ids and codes only. */
export async function keepAnswer(tx: Db, key: RequestKey, answer: unknown): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ answer: JSON.stringify(answer ?? null) })
    .where('county', '=', key.county)
    .where('request_id', '=', key.requestId)
    .execute();
}
