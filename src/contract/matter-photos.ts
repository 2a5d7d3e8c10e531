import { z } from 'zod';
import { route } from './route.ts';
import { id, requestId } from './values.ts';

/** A photo belongs to an act once the act names it; until then only who took it sees it. */
export const addMatterPhoto = route({
  method: 'POST',
  path: '/api/matters/{id}/photos',
  summary: 'Store one photo of an act (the notice on the wall, the meeting, the house; JPEG or PNG), encrypted',
  access: 'matter.act',
  kind: 'upload',
  params: z.object({ id }),
  query: z.strictObject({ requestId }),
  reply: z.object({ id, bytes: z.int() }),
});

export const matterPhoto = route({
  method: 'GET',
  path: '/api/matters/{id}/photos/{photo}',
  summary: 'One photo of an act in clear; written to the audit log',
  access: 'photo.read',
  kind: 'file',
  params: z.object({ id, photo: id }),
  reply: z.unknown(),
});
