import { z } from 'zod';
import { ledgerLine } from './leads.ts';
import { route } from './route.ts';
import { areaRef, day, due, id, month, requestId } from './values.ts';

/** 台账报备 of one township and month: frozen when filed; what changes later is listed as a correction. */
const filing = z.object({
  id: id.nullable(),
  town: areaRef,
  month,
  due,
  rows: z.int(),
  filedOn: day.nullable(),
  filedBy: z.string().nullable(),
  scanName: z.string().nullable(),
  sheetHash: z.string().nullable(),
  corrections: z.array(
    z.object({
      lead: id,
      no: z.string(),
      headName: z.string(),
      column: z.string(),
      from: z.string(),
      to: z.string(),
      on: day,
      by: z.string(),
    }),
  ),
});
export type Filing = z.output<typeof filing>;

export const listFilings = route({
  method: 'GET',
  path: '/api/filings',
  summary: '备案: township × month, on time, late or missing',
  access: 'filing.read',
  query: z.strictObject({ month: month.optional(), town: z.coerce.number().int().optional() }),
  reply: z.object({ filings: z.array(filing) }),
});

export const previewFiling = route({
  method: 'GET',
  path: '/api/filings/preview',
  summary: 'What would be filed: the lines, and a checklist of open lines, missing cells and results not yet told',
  access: 'filing.file',
  query: z.strictObject({ month }),
  reply: z.object({
    filing,
    lines: z.array(ledgerLine),
    carriedOver: z.int(),
    checklist: z.array(
      z.object({
        kind: z.enum(['open', 'missing-cell', 'not-told']),
        lead: id,
        no: z.string(),
        headName: z.string(),
        column: z.string().nullable(),
      }),
    ),
  }),
});

/** The sheet to be sealed: full identity numbers, its own permission, written to the audit log. */
export const filingSheet = route({
  method: 'GET',
  path: '/api/filings/sheet.xlsx',
  summary: '附件2 of the month for the seal, identity numbers in full',
  access: 'filing.full-numbers',
  kind: 'file',
  query: z.strictObject({ month }),
  reply: z.unknown(),
});

export const filingPaper = route({
  method: 'GET',
  path: '/api/filings/sheet.pdf',
  summary: '附件2 of the month as pages for the seal, identity numbers in full',
  access: 'filing.full-numbers',
  kind: 'file',
  query: z.strictObject({ month }),
  reply: z.unknown(),
});

export const filingScan = route({
  method: 'GET',
  path: '/api/filings/{id}/scan',
  summary: 'The sealed scan a month was filed with, as it was uploaded; written to the audit log',
  access: 'filing.read',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});

export const uploadScan = route({
  method: 'POST',
  path: '/api/files',
  summary: 'Store a scan or photo (PDF, JPEG, PNG; at most 20 MB), encrypted',
  access: 'signed-in',
  kind: 'upload',
  query: z.strictObject({
    purpose: z
      .enum(['sealed-scan', 'photo'])
      .default('sealed-scan')
      .meta({ description: 'a filing takes a sealed-scan only' }),
  }),
  reply: z.object({ id, name: z.string(), bytes: z.int(), hash: z.string() }),
});

export const fileLedger = route({
  method: 'POST',
  path: '/api/filings',
  summary: '报备: freeze the month with the sealed scan and send it to the county',
  access: 'filing.file',
  body: z.strictObject({ requestId, month, scan: id }),
  reply: z.object({ filing }),
});
