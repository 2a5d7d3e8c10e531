import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, id, requestId } from './values.ts';

/** 告知书 before it is given out, without a number: for the applicant or petitioner, once there is a result. */
export const resultNotice = route({
  method: 'GET',
  path: '/api/leads/{id}/notice.pdf',
  summary: '告知书: the result in plain words with a delivery receipt to sign; without number, for looking at',
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

const about = z.enum(['household', 'lead', 'village', 'township', 'county']);

const paperForm = z.object({
  id: z.string(),
  label: z.string(),
  about,
  copies: z.int(),
  /** The form carries identity and phone numbers in full. */
  fullNumbers: z.boolean(),
  published: z.boolean(),
  word: z.boolean(),
  /** Takes a list of households. */
  roll: z.boolean(),
  /** What is typed when it is printed. */
  asks: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      hint: z.string().nullable(),
      required: z.boolean(),
      long: z.boolean(),
      choices: z.array(z.string()),
    }),
  ),
  source: z.array(z.string()),
  inferred: z.string().nullable(),
});
export type PaperForm = z.output<typeof paperForm>;

export const listPaperForms = route({
  method: 'GET',
  path: '/api/paper-forms',
  summary: 'Forms of the documents in force that papers can be made from, with what is typed for each',
  access: 'paper.read',
  reply: z.object({ forms: z.array(paperForm) }),
});

const lack = z.object({
  key: z.string(),
  label: z.string(),
  why: z.enum(['empty', 'wrong', 'sensitive']),
  where: z.enum(['household', 'lead', 'matter', 'setting', 'here']),
  step: z.string().nullable(),
  kinds: z.array(z.string()),
});
export type PaperLackReply = z.output<typeof lack>;

const paper = z.object({
  id,
  number: z.string(),
  form: z.string(),
  title: z.string(),
  issuer: z.string(),
  on: day,
  at: z.int(),
  by: z.string(),
  household: id.nullable(),
  headName: z.string(),
  matter: id.nullable(),
  town: areaRef.nullable(),
  village: areaRef.nullable(),
  pages: z.int(),
  hash: z.string(),
  /** It may be edited as a Word file before it is sealed. */
  word: z.boolean(),
  replaces: z.object({ id, number: z.string() }).nullable(),
  replacedBy: z.object({ id, number: z.string() }).nullable(),
});
export type Paper = z.output<typeof paper>;

const wanted = {
  form: z.string().min(1).max(60),
  household: id.optional(),
  matter: id.optional(),
  area: z.int().optional(),
  households: z.array(id).max(500).optional(),
  values: z.record(z.string().max(60), z.string().max(8000)).optional(),
  tables: z.record(z.string().max(60), z.array(z.record(z.string().max(60), z.string().max(400))).max(500)).optional(),
};

export const draftPaper = route({
  method: 'POST',
  path: '/api/papers/draft',
  summary: 'What a paper would say and what it lacks, with where each is filled in; nothing is kept',
  access: 'paper.read',
  body: z.strictObject({ requestId, ...wanted }),
  reply: z.object({
    title: z.string(),
    fields: z.array(
      z.object({ key: z.string(), label: z.string(), state: z.string(), value: z.string(), rows: z.int().nullable() }),
    ),
    lacks: z.array(lack),
  }),
});

export const issuePaper = route({
  method: 'POST',
  path: '/api/papers',
  summary: 'Gives a paper out: numbered, kept as printed, an act in its matter; a corrected one says which it replaces',
  access: 'paper.issue',
  body: z.strictObject({
    requestId,
    ...wanted,
    foot: z.boolean().optional(),
    blank: z.boolean().optional(),
    replaces: id.optional(),
    reason: z.string().trim().max(500).optional(),
  }),
  reply: z.object({ paper }),
});

export const listPapers = route({
  method: 'GET',
  path: '/api/papers',
  summary: '文书: papers given out in the own area, newest first',
  access: 'paper.read',
  query: z.strictObject({
    form: z.string().max(60).optional(),
    household: id.optional(),
    matter: id.optional(),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
  }),
  reply: z.object({ papers: z.array(paper) }),
});

export const paperFile = route({
  method: 'GET',
  path: '/api/papers/{id}/paper.pdf',
  summary: 'A paper once more, byte for byte as it was given out',
  access: 'paper.read',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});

export const paperWord = route({
  method: 'GET',
  path: '/api/papers/{id}/paper.docx',
  summary: 'The same paper as a Word file, for editing before it is sealed',
  access: 'paper.read',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});

export const checkPaper = route({
  method: 'GET',
  path: '/api/paper-checks/{code}',
  summary: 'What the code on a paper confirms: number, day, issuer, hash; no personal data, few tries an hour',
  access: 'public',
  params: z.object({ code: z.string().max(40) }),
  reply: z.object({
    number: z.string(),
    title: z.string(),
    on: day,
    issuer: z.string(),
    pages: z.int(),
    hash: z.string(),
    replacedBy: z.string().nullable(),
  }),
});

const printRun = z.object({
  id,
  title: z.string(),
  total: z.int(),
  done: z.int(),
  pages: z.int(),
  state: z.enum(['running', 'done', 'interrupted']),
  failed: z.array(
    z.object({ item: z.string(), label: z.string(), code: z.string(), facts: z.record(z.string(), z.unknown()) }),
  ),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
  by: z.string(),
});
export type PrintRun = z.output<typeof printRun>;

export const startPrintRun = route({
  method: 'POST',
  path: '/api/print-runs',
  summary: 'Prints many: the papers of a month as given out, or one form for many leads or households',
  access: 'paper.issue',
  body: z.strictObject({
    requestId,
    /** Papers of this month once more. */
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
    /** Or this form for each of these. */
    form: z.string().max(60).optional(),
    households: z.array(id).max(2000).optional(),
    matters: z.array(id).max(2000).optional(),
  }),
  reply: z.object({ run: printRun }),
});

export const listPrintRuns = route({
  method: 'GET',
  path: '/api/print-runs',
  summary: 'The print queue: how far each is, what failed and why',
  access: 'paper.read',
  reply: z.object({ runs: z.array(printRun) }),
});

export const printRunFile = route({
  method: 'GET',
  path: '/api/print-runs/{id}/papers.pdf',
  summary: 'All papers of a print run in one file',
  access: 'paper.read',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});

export const matterDossier = route({
  method: 'GET',
  path: '/api/matters/{id}/dossier.pdf',
  summary: 'A case as one file with contents: acts, papers, photos; audited',
  access: 'paper.read',
  kind: 'file',
  params: z.object({ id }),
  reply: z.unknown(),
});
