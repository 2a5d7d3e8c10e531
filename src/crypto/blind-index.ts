import { createHmac } from 'node:crypto';
import { keyObject } from './key-object.ts';

/** Fixed when an installation is made. */
export type BlindIndexAlgorithm = 'hmac-sm3' | 'hmac-sha256';

export interface IndexKey {
  readonly algorithm: BlindIndexAlgorithm;
  readonly secret: Buffer;
}

/** Equality without the value: HMAC of a normalised number (18 characters upper case, phone digits). 32 bytes. */
export function blindIndex(key: IndexKey, kind: 'id' | 'phone' | 'certificate', normalised: string): Buffer {
  return createHmac(key.algorithm === 'hmac-sm3' ? 'sm3' : 'sha256', keyObject(key.secret))
    .update(`${kind}:${normalised}`)
    .digest();
}

/** Index of the last four characters, within one county only: the same tail in another county gives another index. 16 bytes. */
export function tailIndex(key: IndexKey, county: number, tail: string): Buffer {
  return createHmac(key.algorithm === 'hmac-sm3' ? 'sm3' : 'sha256', keyObject(key.secret))
    .update(`tail:${county}:${tail.toUpperCase()}`)
    .digest()
    .subarray(0, 16);
}
