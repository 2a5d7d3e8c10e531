import { z } from 'zod';
import { leadStage } from './leads.ts';
import { route } from './route.ts';
import { day, id } from './values.ts';

export const keptRows = route({
  method: 'GET',
  path: '/api/feed-batches/{id}/kept',
  summary: 'Rows of a withdrawn batch whose leads stay: who (as the department wrote it), where it stands, since when',
  access: 'feed.read',
  params: z.object({ id }),
  reply: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        facts: z.array(z.object({ label: z.string(), value: z.string() })),
        no: z.string(),
        stage: leadStage,
        town: z.string(),
        since: day.nullable(),
      }),
    ),
  }),
});
