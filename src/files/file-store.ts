import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#domain/values/app-error.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { mediaTypeOf } from './media-type.ts';

/** Where a stored file belongs and what for; `allowed` media types are checked by content, not by name. */
export interface FilePurpose {
  readonly purpose: 'sealed-scan' | 'photo' | 'feed' | 'registry' | 'paper';
  readonly town: number;
  readonly village: number | null;
  readonly uploadedBy: string;
  readonly at: number;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SM3 of the plain bytes, hex. */
  readonly hash: string;
}

const PICTURES_AND_PDF = ['application/pdf', 'image/jpeg', 'image/png'];
const SCAN_BYTES = 20 * 1024 * 1024;

/** Checks and stores a scan or photo. Errors: `file-unreadable` (neither PDF, JPEG nor PNG by content), `file-too-large`. */
export async function storeScan(
  tx: Db,
  keys: FieldKeys,
  folder: string,
  name: string,
  bytes: Buffer,
  about: FilePurpose,
): Promise<StoredFile> {
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType || !PICTURES_AND_PDF.includes(mediaType)) {
    throw new AppError('file-unreadable', { name, allowed: ['PDF', 'JPEG', 'PNG'] });
  }
  if (bytes.length > SCAN_BYTES) throw new AppError('file-too-large', { name, most: SCAN_BYTES });
  return storeFile(tx, keys, folder, { name, mediaType, bytes }, about);
}

/**
 * Checks and stores a photo: JPEG or PNG by content, no larger than `most` bytes.
 * Errors: `file-unreadable`, `file-too-large`.
 */
export async function storePhoto(
  tx: Db,
  keys: FieldKeys,
  folder: string,
  upload: { name: string; bytes: Buffer; most: number },
  about: Omit<FilePurpose, 'purpose'>,
): Promise<StoredFile> {
  const { name, bytes, most } = upload;
  const mediaType = mediaTypeOf(bytes);
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') {
    throw new AppError('file-unreadable', { name, allowed: ['JPEG', 'PNG'] });
  }
  if (bytes.length > most) throw new AppError('file-too-large', { name, most });
  return storeFile(tx, keys, folder, { name, mediaType, bytes }, { ...about, purpose: 'photo' });
}

/**
 * Stores bytes encrypted on disk with a row beside them. The bytes stand on disk before the row is committed:
 * a file without a row is harmless, a row without a file cannot be.
 */
export async function storeFile(
  tx: Db,
  keys: FieldKeys,
  folder: string,
  file: { name: string; mediaType: string; bytes: Buffer },
  about: FilePurpose,
): Promise<StoredFile> {
  const id = randomUUID();
  const hash = createHash('sm3').update(file.bytes).digest();
  const storedAs = join(String(keys.county), hash.toString('hex').slice(0, 2), id);
  const cipher = keys.seal(contentPlace(id), file.bytes.toString('base64'));
  if (!cipher) throw new Error('a file without content');
  await writeWhole(join(folder, storedAs), cipher);
  const nameCipher = keys.seal({ table: 'files', column: 'name', row: id }, file.name);
  await tx
    .insertInto('files')
    .values({
      county: keys.county,
      id,
      name_cipher: nameCipher ?? Buffer.alloc(0),
      media_type: file.mediaType,
      bytes: file.bytes.length,
      hash,
      stored_as: storedAs,
      purpose: about.purpose,
      town: about.town,
      village: about.village,
      uploaded_by: about.uploadedBy,
      at: about.at,
    })
    .execute();
  return { id, name: file.name, mediaType: file.mediaType, bytes: file.bytes.length, hash: hash.toString('hex') };
}

/** The plain bytes of a file the actor may see. Errors: `not-found`. Throws when the stored bytes have changed. */
export async function readStoredFile(
  tx: Db,
  keys: FieldKeys,
  folder: string,
  id: string,
): Promise<StoredFile & { content: Buffer; purpose: string; uploadedBy: string }> {
  const row = await tx
    .selectFrom('files')
    .selectAll()
    .where('county', '=', keys.county)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: 'file' });
  if (row.deleted_at !== null) throw new AppError('not-found', { what: 'file', why: 'deleted', at: row.deleted_at });
  const base64 = keys.open(contentPlace(id), await readFile(join(folder, row.stored_as)));
  const content = Buffer.from(base64 ?? '', 'base64');
  if (!createHash('sm3').update(content).digest().equals(row.hash)) throw new Error(`stored file ${id} has changed`);
  return {
    id,
    name: keys.open({ table: 'files', column: 'name', row: id }, row.name_cipher) ?? '',
    mediaType: row.media_type,
    bytes: row.bytes,
    hash: row.hash.toString('hex'),
    purpose: row.purpose,
    uploadedBy: row.uploaded_by,
    content,
  };
}

/** Deletes the bytes of a file after its set time; name, size and hash stay. Again changes nothing. */
export async function deleteStoredFile(tx: Db, county: number, folder: string, id: string, at: number): Promise<void> {
  const row = await tx
    .updateTable('files')
    .set({ deleted_at: at })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('stored_as')
    .executeTakeFirst();
  // The row is marked first: were the process to end here, the bytes would be left behind and are found by the mark.
  if (row) await rm(join(folder, row.stored_as), { force: true });
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.part`, bytes, { mode: 0o600, flush: true });
  await rename(`${path}.part`, path);
}

function contentPlace(id: string): { table: string; column: string; row: string } {
  return { table: 'files', column: 'content', row: id };
}
