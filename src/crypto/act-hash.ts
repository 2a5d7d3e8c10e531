import { createHash } from 'node:crypto';

/** What an act's hash covers; `body` is canonical JSON text exactly as stored, `at` whole ms since 1970. */
export interface HashedAct {
  readonly county: number;
  readonly matter: string;
  readonly seq: number;
  readonly kind: string;
  readonly body: string;
  readonly actor: string;
  readonly at: number;
  readonly prevHash: Buffer;
}

/** The chain begins with 32 zero bytes. */
export const CHAIN_START = Buffer.alloc(32);

/** SM3 over all of the act with the hash of the one before; each part is preceded by its length, so no two acts read alike. */
export function actHash(act: HashedAct): Buffer {
  const hash = createHash('sm3');
  for (const part of [act.county, act.matter, act.seq, act.kind, act.body, act.actor, act.at]) {
    const bytes = Buffer.from(String(part), 'utf8');
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.update(act.prevHash).digest();
}

/** Commitment of an act to a personal value kept beside it: SM3(salt ‖ value). Erasing salt and value leaves the chain whole. */
export function commitment(salt: Buffer, value: string): string {
  return createHash('sm3').update(salt).update(value, 'utf8').digest('hex');
}

/** Merkle root over leaves in order; an odd last node is carried up. An empty list has no root. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = [...leaves];
  if (level.length === 0) throw new RangeError('no leaves to seal');
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left) next.push(right ? createHash('sm3').update(left).update(right).digest() : left);
    }
    level = next;
  }
  return level[0] ?? CHAIN_START;
}
