import { createHash, randomUUID } from 'node:crypto';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { storeFile } from '#files/file-store.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { insertBatch } from '#store/registry-batches.ts';
import { sniffContainer } from '../sheet/sniff-sheet.ts';
import { registerAreas } from './register-areas.ts';

export interface RegisterUpload {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface UploadAbout {
  /** Day the file speaks of; null: what the file says. */
  readonly asOf: PlainDate | null;
  /** Township or village it is for; null: the whole county. */
  readonly area: number | null;
  readonly by: string;
  readonly at: number;
  readonly today: PlainDate;
}

const mediaTypes = {
  zip: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ole: 'application/vnd.ms-excel',
  text: 'text/csv',
} as const;

/**
 * Keeps an uploaded file, encrypted, with a batch in state `read` beside it; returns the batch. Nothing is read yet.
 * Errors: `not-found` (area), `file-unreadable` (neither workbook nor text).
 */
export async function takeIn(
  tx: Db,
  keys: FieldKeys,
  folder: string,
  upload: RegisterUpload,
  about: UploadAbout,
): Promise<string> {
  const areas = await registerAreas(tx, keys.county, about.area, about.today);
  const mediaType = mediaTypes[sniffContainer(upload.bytes)];
  const { name, bytes } = upload;
  const place = {
    purpose: 'registry',
    town: areas.unplaced,
    village: null,
    uploadedBy: about.by,
    at: about.at,
  } as const;
  const file = await storeFile(tx, keys, folder, { name, mediaType, bytes }, place);
  const id = randomUUID();
  await insertBatch(tx, keys.county, {
    id,
    file: file.id,
    fileName: name,
    contentDigest: `file:${createHash('sha256').update(bytes).digest('hex')}`,
    town: areas.unplaced,
    area: about.area,
    asOf: about.asOf,
    createdBy: about.by,
    at: about.at,
  });
  return id;
}
