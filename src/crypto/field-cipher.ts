import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { keyObject } from './key-object.ts';

/** A data key of one county and year: 16 bytes for SM4, 32 bytes for the seal. `id` is written into every cipher. */
export interface DataKey {
  readonly id: number;
  readonly secret: Buffer;
}

/** Where a value stands. Part of what is sealed: a cipher copied to another row or column does not open. */
export interface FieldPlace {
  readonly county: number;
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export const DATA_KEY_BYTES = 48;
const VERSION = 1;
const HEAD = 5;
const IV = 16;
const SEAL = 32;
const CIPHER_KEY = 16;
/** The first bytes of packed text; no text of ours begins so. */
const ZSTD_MAGIC = 0xfd2fb528;

/** `text` as version ‖ key id ‖ iv ‖ SM4-CTR cipher ‖ HMAC-SM3 over all of it and the place. */
export function encryptField(key: DataKey, place: FieldPlace, text: string): Buffer {
  return sealBytes(key, placeText(place), Buffer.from(text, 'utf8'));
}

/** The text behind a cipher. Throws when the key is another, the place differs or a bit has changed: such a row is damaged, not unknown. */
export function decryptField(key: DataKey, place: FieldPlace, cipher: Buffer): string {
  return openBytes(key, placeText(place), cipher).toString('utf8');
}

/** A long text packed before it is encrypted: JSON of many rows becomes a tenth. */
export function encryptLong(key: DataKey, place: FieldPlace, text: string): Buffer {
  const packed = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  return sealBytes(key, placeText(place), packed);
}

/** The text behind a cipher of `encryptLong`, or of `encryptField` where it does not begin as packed text does. Throws as `decryptField`. */
export function decryptLong(key: DataKey, place: FieldPlace, cipher: Buffer): string {
  const bytes = openBytes(key, placeText(place), cipher);
  const packed = bytes.length >= 4 && bytes.readUInt32LE(0) === ZSTD_MAGIC;
  return (packed ? zstdDecompressSync(bytes) : bytes).toString('utf8');
}

/** The id of the data key a cipher was made with. */
export function keyIdOf(cipher: Buffer): number {
  return cipher.readUInt32BE(1);
}

/** Any bytes under a key, bound to `about`. */
export function sealBytes(key: DataKey, about: string, plain: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32BE(key.id, 1);
  const iv = randomBytes(IV);
  const cipher = createCipheriv('sm4-ctr', keyObject(key.secret, 0, CIPHER_KEY), iv);
  const body = Buffer.concat([head, iv, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, mac(key, about, body)]);
}

export function openBytes(key: DataKey, about: string, sealed: Buffer): Buffer {
  if (sealed.length < HEAD + IV + SEAL || sealed.readUInt8(0) !== VERSION) throw new Error('cipher: unknown form');
  if (keyIdOf(sealed) !== key.id) throw new Error('cipher: made with another key');
  const body = sealed.subarray(0, sealed.length - SEAL);
  if (!timingSafeEqual(mac(key, about, body), sealed.subarray(sealed.length - SEAL))) {
    throw new Error('cipher: seal broken');
  }
  const decipher = createDecipheriv('sm4-ctr', keyObject(key.secret, 0, CIPHER_KEY), body.subarray(HEAD, HEAD + IV));
  return Buffer.concat([decipher.update(body.subarray(HEAD + IV)), decipher.final()]);
}

function mac(key: DataKey, about: string, body: Buffer): Buffer {
  return createHmac('sm3', keyObject(key.secret, CIPHER_KEY)).update(about).update('\0').update(body).digest();
}

function placeText(place: FieldPlace): string {
  return `${place.county}/${place.table}/${place.column}/${place.row}`;
}
