import { z } from 'zod';
import { route } from './route.ts';
import { id, requestId } from './values.ts';

/** Most bytes of one photo of a visit; the client makes photos smaller before it sends them. */
export const PHOTO_BYTES = 8 * 1024 * 1024;
/** Most photos of one visit. */
export const PHOTOS_A_VISIT = 12;

/** A photo belongs to a visit once the visit names it; until then only who took it sees it. */
export const addVisitPhoto = route({
  method: 'POST',
  path: '/api/leads/{id}/photos',
  summary: '入户照片: store one photo of a visit (JPEG or PNG, at most 8 MB), encrypted, where the lead belongs',
  access: 'lead.verify',
  kind: 'upload',
  params: z.object({ id }),
  query: z.strictObject({ requestId }),
  reply: z.object({ id, bytes: z.int() }),
});

export const visitPhoto = route({
  method: 'GET',
  path: '/api/leads/{id}/photos/{photo}',
  summary: '入户照片: one photo of a visit in clear; written to the audit log',
  access: 'photo.read',
  kind: 'file',
  params: z.object({ id, photo: id }),
  reply: z.unknown(),
});
