import { z } from 'zod';
import { route } from './route.ts';
import { id } from './values.ts';

/** 告知书: for the applicant or petitioner, once there is a result; written delivery is owed to a rejected self-application. */
export const resultNotice = route({
  method: 'GET',
  path: '/api/leads/{id}/notice.pdf',
  summary: '告知书: the result in plain words with a delivery receipt to sign',
  access: 'lead.tell',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});

export const visitSheets = route({
  method: 'GET',
  path: '/api/leads/visit-sheets.pdf',
  summary: '入户核实表: a sheet to fill in for each lead, one page each, identity numbers masked',
  access: 'lead.assign',
  kind: 'file',
  query: z.strictObject({
    ids: z
      .string()
      .max(37 * 100)
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/)
      .meta({ description: 'ids of at most 100 leads with commas between them' }),
  }),
  reply: z.unknown(),
});
