import { z } from 'zod';
import { ledgerFillRow } from './leads.ts';
import { route } from './route.ts';
import { id, requestId } from './values.ts';

const filled = z.enum(['idNumber', 'visitedOn', 'verdict', 'reason', 'toldOn', 'toldHow', 'verifiers', 'finishedOn']);

export const fillSheet = route({
  method: 'GET',
  path: '/api/ledger/fill-sheet.xlsx',
  summary: '导出填写表: open lines as a workbook to be filled in; who and what are locked, numbers masked',
  access: 'lead.decide',
  kind: 'file',
  query: z.strictObject({}),
  reply: z.unknown(),
});

export const readFillSheet = route({
  method: 'POST',
  path: '/api/ledger/fill-sheet',
  summary:
    '导入填写表: what a filled sheet would change, line by line; nothing is written. `rows` go to fillLedger as they are once somebody has looked',
  access: 'lead.decide',
  kind: 'upload',
  query: z.strictObject({ requestId }),
  reply: z.object({
    /** Lines of the sheet; lines = changed + unchanged + wrong. */
    lines: z.int(),
    unchanged: z.int(),
    changes: z.array(
      z.object({
        id,
        no: z.string(),
        headName: z.string(),
        cells: z.array(z.object({ field: filled, address: z.string(), to: z.string() })),
      }),
    ),
    /** Cells that are not taken; their line changes nothing. `no` empty: no such open line. */
    wrong: z.array(
      z.object({
        no: z.string(),
        headName: z.string(),
        address: z.string(),
        why: z.enum(['line', 'other-household', 'stands', 'day', 'future', 'before', 'word', 'needs', 'id-number']),
        told: z.string().nullable(),
      }),
    ),
    rows: z.array(ledgerFillRow),
  }),
});
