import { z } from 'zod';
import { rowFaults } from '#domain/values/row-fault.ts';
import { route } from './route.ts';
import { areaRef, day, id, requestId } from './values.ts';

/**
 * `read` being read and compared · `previewed` waits for somebody to apply it · `applying` · `applied` · `refused` the file
 * cannot be used (`error`) · `cancelled` · `undone`.
 */
export const importState = z.enum(['read', 'previewed', 'applying', 'applied', 'refused', 'cancelled', 'undone']);
export type ImportState = z.output<typeof importState>;

/** Rows of the file: rows = accepted + rejected + duplicate. `ignored` lines (headings once more, totals) are in no sum. */
const rowCounts = z.object({
  rows: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  duplicate: z.int(),
  /** Accepted rows with a remark somebody should read. */
  flagged: z.int(),
  ignored: z.int(),
});

/** Households of the file: file = added + changed + unchanged + conflicting. `gone`: in the registry, not in the file. */
const householdCounts = z.object({
  file: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Nothing changes, something contradicts. */
  conflicting: z.int(),
  gone: z.int(),
});

/** Persons of the file: file = added + changed + unchanged + conflicting. `gone`: of a household in the file, but not listed. */
const personCounts = householdCounts;

export const importReport = z.object({
  rows: rowCounts,
  households: householdCounts,
  persons: personCounts,
  /** Single values. `confirmed`: equal, now vouched for by a stronger source; 0 in reports from before this was counted. */
  values: z.object({ added: z.int(), changed: z.int(), conflicts: z.int(), confirmed: z.int().default(0) }),
  faults: z.array(
    z.object({
      fault: z.enum(rowFaults),
      outcome: z.enum(['rejected', 'duplicate', 'flagged', 'repaired', 'ignored']),
      rows: z.int(),
    }),
  ),
});
export type ImportReport = z.output<typeof importReport>;

/** One column of the file and what it was taken for; `field` null: not read. */
const column = z.object({
  sheet: z.string(),
  letters: z.string(),
  heading: z.string(),
  field: z.string().nullable(),
  label: z.string().nullable(),
  use: z.enum(['field', 'repeated', 'dropped', 'unknown']),
});

const batch = z.object({
  id,
  state: importState,
  fileName: z.string(),
  shape: z.enum(['population-roster', 'national-export']).nullable(),
  /** Day the file speaks of. */
  asOf: day.nullable(),
  /** The part of the county the file was read for; null: all of it. */
  area: areaRef.nullable(),
  uploadedBy: z.string(),
  uploadedAt: z.int(),
  appliedAt: z.int().nullable(),
  appliedOn: day.nullable(),
  progress: z.object({ done: z.int(), total: z.int() }),
  /** Rows of the file; null until it is read. */
  rows: rowCounts.nullable(),
  /** Why the file was refused: an error code and its facts. */
  error: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  /** An applied batch with the same rows: applying this one changes nothing and is refused as `already-exists`. */
  sameAs: id.nullable(),
});
export type ImportBatch = z.output<typeof batch>;

export const listImports = route({
  method: 'GET',
  path: '/api/imports',
  summary: '导入名册: files taken in, the latest first',
  access: 'registry.import',
  query: z.strictObject({
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  reply: z.object({ batches: z.array(batch), total: z.int() }),
});

export const uploadImports = route({
  method: 'POST',
  path: '/api/imports',
  summary:
    'Take in one or more files (.xlsx .xls .csv): each becomes a batch in state read, to be watched by getImport',
  access: 'registry.import',
  kind: 'upload',
  query: z.strictObject({
    requestId,
    /** Day the files speak of; else taken from the file (数据日期, a month in its title), else today. */
    asOf: day.optional(),
    /** Township or village the files are for; else the whole county. */
    area: z.coerce.number().int().positive().optional(),
  }),
  reply: z.object({ batches: z.array(id) }),
});

/** What taking a batch back did. `restored` single values went back, `stayed` were changed by somebody since and stay. */
const undone = z.object({
  at: z.int(),
  by: z.string(),
  reason: z.string(),
  restored: z.int(),
  stayed: z.int(),
  households: z.object({ left: z.int(), stayed: z.int() }),
  persons: z.object({ left: z.int(), stayed: z.int() }),
  /** Differences nobody has to decide any more. */
  differences: z.int(),
  /** The first of what stays, with who changed it since. `field` `*`: the household or person as a whole. */
  items: z.array(
    z.object({
      household: id,
      headName: z.string(),
      member: z.string().nullable(),
      field: z.string(),
      label: z.string(),
      source: z.string(),
      by: z.string(),
      at: z.int(),
    }),
  ),
});
export type UndoneImport = z.output<typeof undone>;

export const getImport = route({
  method: 'GET',
  path: '/api/imports/{id}',
  summary: 'One batch with progress and report: before applying what it would do, afterwards what it did',
  access: 'registry.import',
  params: z.object({ id }),
  reply: z.object({
    batch,
    report: importReport.nullable(),
    undone: undone.nullable(),
    columns: z.array(column),
    unreadSheets: z.array(z.string()),
    may: z.object({ apply: z.boolean(), cancel: z.boolean(), undo: z.boolean(), rejectedRows: z.boolean() }),
  }),
});

/** One value: `from` with who said it and when, `to` what the file says. Numbers of people are masked. */
const valueChange = z.object({
  field: z.string(),
  label: z.string(),
  kind: z.enum(['new', 'changed', 'conflict']),
  from: z.object({ value: z.string(), source: z.string(), asOf: day }).nullable(),
  to: z.string(),
  /** Why people decide: a stronger source said otherwise, a later day, or a value no file may overwrite. */
  reason: z.enum(['weaker-source', 'stale', 'identity', 'other-household']).nullable(),
});

/** A household the file adds, changes, contradicts or leaves out, with the members concerned. */
const householdChange = z.object({
  kind: z.enum(['added', 'changed', 'conflicting', 'gone']),
  /** Known households only. */
  household: id.nullable(),
  headName: z.string(),
  village: z.string(),
  /** Row of the file where the household begins. */
  row: z.object({ sheet: z.string(), number: z.int() }).nullable(),
  values: z.array(valueChange),
  members: z.array(
    z.object({
      kind: z.enum(['added', 'changed', 'conflicting', 'gone']),
      name: z.string(),
      relation: z.string().nullable(),
      idMasked: z.string().nullable(),
      values: z.array(valueChange),
    }),
  ),
});
export type HouseholdChange = z.output<typeof householdChange>;

export const listImportChanges = route({
  method: 'GET',
  path: '/api/imports/{id}/changes',
  summary: 'Preview: the first households of a kind, old → new and who said it (up to 200 of each kind are kept)',
  access: 'registry.import',
  params: z.object({ id }),
  query: z.strictObject({
    kind: z.enum(['added', 'changed', 'conflicting', 'gone']),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  reply: z.object({ households: z.array(householdChange), kept: z.int(), total: z.int() }),
});

/** What was found in a row. `address`: the cell (B7), or the row (7:7). */
const finding = z.object({
  fault: z.enum(rowFaults),
  outcome: z.enum(['rejected', 'duplicate', 'flagged', 'repaired', 'ignored']),
  address: z.string(),
  column: z.string().nullable(),
  reason: z.string(),
  mend: z.string(),
});

export const listImportRows = route({
  method: 'GET',
  path: '/api/imports/{id}/rows',
  summary: 'Rows with something to say about them: cell, reason, mend',
  access: 'registry.import',
  params: z.object({ id }),
  query: z.strictObject({
    outcome: z.enum(['rejected', 'duplicate', 'flagged', 'repaired', 'ignored']).optional(),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  reply: z.object({
    rows: z.array(
      z.object({
        sheet: z.string(),
        number: z.int(),
        outcome: z.enum(['rejected', 'duplicate', 'flagged', 'repaired', 'ignored']),
        findings: z.array(finding),
      }),
    ),
    total: z.int(),
  }),
});

/** The rejected rows to be mended and sent in again: full identity numbers, its own permission, written to the audit log. */
export const rejectedRows = route({
  method: 'GET',
  path: '/api/imports/{id}/rejected.xlsx',
  summary: 'Rejected rows under their own headings with cell, reason, mend; can be sent in as it is once mended',
  access: 'registry.rejected-rows',
  kind: 'file',
  params: z.object({ id }),
  query: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const applyImport = route({
  method: 'POST',
  path: '/api/imports/{id}/apply',
  summary: 'Put a previewed batch into the registry; done in the background in one transaction, watched by getImport',
  access: 'registry.import',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ state: importState }),
});

export const cancelImport = route({
  method: 'POST',
  path: '/api/imports/{id}/cancel',
  summary: 'Give up a batch that was not applied',
  access: 'registry.import',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ state: importState }),
});

export const undoImport = route({
  method: 'POST',
  path: '/api/imports/{id}/undo',
  summary: '撤回导入: values the batch still owns go back, what nobody built on leaves; the rest stays and is listed',
  access: 'registry.import',
  params: z.object({ id }),
  body: z.strictObject({ requestId, reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ state: importState }),
});
