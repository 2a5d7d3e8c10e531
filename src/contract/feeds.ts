import { z } from 'zod';
import { rowFaults } from '#domain/values/row-fault.ts';
import { route } from './route.ts';
import { areaRef, day, due, id, month, requestId, source } from './values.ts';

/** An office that reports, by its id in the pack. */
const department = z.object({ id: z.string(), label: z.string() });

/**
 * How a feed stands for one period: 未到期 · 今天到期 · 已报 · 无新增 · 迟报 · 未报 · 漏报 · nothing owed · `open` reported as
 * events happen, never late.
 */
export const slotState = z.enum([
  'not-due',
  'due-today',
  'reported',
  'nil',
  'late',
  'not-reported',
  'missed',
  'nothing',
  'open',
]);

/** `previewed` waits to be confirmed · `applied` has a receipt · `cancelled` given up before · `undone` withdrawn after. */
export const feedBatchState = z.enum(['previewed', 'applied', 'cancelled', 'undone']);

/** Rows of the file: rows = accepted + rejected + duplicate. `flagged`: accepted, with a remark. `ignored` is in no sum. */
const rowCounts = z.object({
  rows: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  duplicate: z.int(),
  flagged: z.int(),
  ignored: z.int(),
});

/** What became of accepted rows. Confirmed: accepted = the sum of all nine; before, only what a row alone decides is counted. */
const outcomeCounts = z.object({
  /** The feed's condition is not fulfilled. */
  nothing: z.int(),
  /** A value the condition asks for is not in the row: shown with its name, decided when it comes. */
  unknown: z.int(),
  /** The condition waits for a parameter nobody has set. */
  blocked: z.int(),
  /** A new lead. */
  lead: z.int(),
  /** One more piece of evidence on a lead not yet dispatched. */
  evidence: z.int(),
  /** A new ledger line that refers to the line already at the township (并入 is proposed). */
  line: z.int(),
  /** The household is monitored already: 已纳入 is proposed. */
  already: z.int(),
  /** A new line marked 与上次核实相同: a person confirms the earlier result or orders a visit. */
  repeat: z.int(),
  /** The registry knows the number under another name: waits for a person. */
  ambiguous: z.int(),
});

/** Results of a batch in rows: accepted = the sum. Counted from the verdicts of the leads; no household is shown. */
const results = z.object({
  reported: z.int(),
  /** 认定 */
  recognised: z.int(),
  /** Verdict 是, recognition under way. */
  qualified: z.int(),
  /** 已纳入 */
  already: z.int(),
  /** 不符合 */
  notQualified: z.int(),
  /** Not yet verified. */
  open: z.int(),
  /** Raised nothing, or the lead was withdrawn. */
  nothing: z.int(),
  /** Why not qualified, in rows; text null: reasons that are no common phrase, together. */
  reasons: z.array(z.object({ text: z.string().nullable(), n: z.int() })),
});

export const batch = z.object({
  id,
  feed: z.string(),
  feedLabel: z.string(),
  department,
  period: month,
  state: feedBatchState,
  /** A nil return (无新增): no file, no rows. */
  nil: z.boolean(),
  fileName: z.string(),
  uploadedAt: z.int(),
  receipt: z
    .object({ no: z.string(), at: z.int(), on: day, due: day.nullable(), daysLate: z.int().nullable() })
    .nullable(),
  rows: rowCounts,
  /** Before the confirmation nothing, unknown and blocked only: departments are not told what the register knows. */
  outcomes: outcomeCounts,
  /** Accepted rows by what the register knows: accepted = matched + absent + ambiguous. For the county bureau, once confirmed. */
  people: z.object({ matched: z.int(), absent: z.int(), ambiguous: z.int() }).nullable(),
  /** null until the batch is confirmed. */
  results: results.nullable(),
  /** Confirmed: its leads still at the county, which a withdrawal takes back, and those somebody has built on. */
  standing: z.object({ untouched: z.int(), touched: z.int() }).nullable(),
  /** Withdrawn after its confirmation: what became of its leads, with its own receipt. */
  withdrawal: z
    .object({ receiptNo: z.string(), on: day, withdrawn: z.int(), evidence: z.int(), kept: z.int() })
    .nullable(),
  /** A confirmed batch with the same rows: confirming this one is refused as `already-exists`. */
  sameAs: id.nullable(),
  /** Accepted rows that arose before the period: confirming asks for a reason (补报). */
  supplementary: z.int(),
  /** Headings of columns the feed does not name: not stored. */
  droppedColumns: z.array(z.string()),
  may: z.object({
    confirm: z.boolean(),
    cancel: z.boolean(),
    withdraw: z.boolean(),
    rejectedRows: z.boolean(),
    columns: z.boolean(),
  }),
});
export type FeedBatch = z.output<typeof batch>;

/** One column of a file and what it was taken for. `checked`: compared with the ID number, not stored. */
const columnUse = z.object({
  sheet: z.string(),
  letters: z.string(),
  heading: z.string(),
  /** Under this key a correction is sent and remembered. */
  key: z.string(),
  field: z.string().nullable(),
  label: z.string().nullable(),
  use: z.enum(['field', 'checked', 'repeated', 'dropped', 'unknown']),
  by: z.enum(['label', 'alias', 'group', 'override']).nullable(),
});

const feedColumn = z.object({
  key: z.string(),
  label: z.string(),
  required: z.boolean(),
  aliases: z.array(z.string()),
  values: z.array(z.string()),
});

const feed = z.object({
  id: z.string(),
  label: z.string(),
  department,
  columns: z.array(feedColumn),
  note: z.string().nullable(),
  source: z.array(source),
  period: month,
  state: slotState,
  due,
  daysLate: z.int(),
  receivedOn: day.nullable(),
  /** What keeps the feed from raising leads: a parameter nobody has set. */
  blocked: z.object({ parameter: z.string(), setBy: z.string().nullable() }).nullable(),
  /** The first period, this one or later, for which it is owed by its calendar. */
  since: month.nullable(),
  /** Batches of the period, the latest first. */
  batches: z.array(batch),
  may: z.object({ upload: z.boolean(), nil: z.boolean() }),
});
export type FeedStatus = z.output<typeof feed>;

export const listFeeds = route({
  method: 'GET',
  path: '/api/feeds',
  summary: '我的预警报送: feeds of the own department (county bureau: of all) for a period, with state and batches',
  access: 'feed.read',
  query: z.strictObject({
    /** Month the data speak of; else the month before today. */
    period: month.optional(),
    department: z.string().optional(),
  }),
  reply: z.object({
    period: month,
    today: day,
    feeds: z.array(feed),
    /** The last confirmed batches of all periods with their results. */
    recent: z.array(batch),
  }),
});

export const uploadFeed = route({
  method: 'POST',
  path: '/api/feeds/{feed}/batches',
  summary: '上传报送: one or more files (.xlsx .xls .csv) read and checked; nothing counts before it is confirmed',
  access: 'feed.submit',
  kind: 'upload',
  params: z.object({ feed: z.string() }),
  query: z.strictObject({ requestId, period: month }),
  reply: z.object({ batches: z.array(batch) }),
});

export const feedTemplate = route({
  method: 'GET',
  path: '/api/feeds/{feed}/template.xlsx',
  summary:
    '报送模板: an empty workbook with the headings, lists and formats of a feed; what is wanted stands in its first line',
  access: 'feed.read',
  kind: 'file',
  params: z.object({ feed: z.string() }),
  query: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const getUpload = route({
  method: 'GET',
  path: '/api/uploads/{id}',
  summary: 'How far an upload of the own account is, by its request id; null when nothing of it is being read',
  access: 'feed.submit',
  params: z.object({ id }),
  reply: z.object({ reading: z.object({ file: z.string(), rows: z.int() }).nullable() }),
});

export const cancelUpload = route({
  method: 'POST',
  path: '/api/uploads/{id}/cancel',
  summary: 'Give up an upload that is being read: the upload is refused, nothing is kept',
  access: 'feed.submit',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ cancelled: z.boolean() }),
});

export const getFeedBatch = route({
  method: 'GET',
  path: '/api/feed-batches/{id}',
  summary: 'One batch: what each column was taken for, sums, faults, receipt, results',
  access: 'feed.read',
  params: z.object({ id }),
  reply: z.object({
    batch,
    columns: z.array(columnUse),
    fields: z.array(feedColumn),
    unreadSheets: z.array(z.string()),
    /** Required columns the file lacks, by label: it cannot be confirmed until a column is told to be it. */
    missingColumns: z.array(z.string()),
    faults: z.array(z.object({ fault: z.enum(rowFaults), outcome: z.string(), rows: z.int() })),
    /** Names a condition asks for that rows do not have, with the number of rows. */
    missingValues: z.array(z.object({ name: z.string(), rows: z.int() })),
  }),
});

export const setFeedColumns = route({
  method: 'POST',
  path: '/api/feed-batches/{id}/columns',
  summary: '认列: say what a column is; the file is read again, and the answer is remembered for the department',
  access: 'feed.submit',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    /** Heading key → field of the feed, or null to leave the column out. */
    columns: z.record(z.string(), z.string().nullable()),
  }),
  reply: z.object({ batch }),
});

/** What was found in a row: the cell, why, how to mend it. */
export const finding = z.object({
  fault: z.enum(rowFaults),
  outcome: z.string(),
  address: z.string(),
  column: z.string().nullable(),
  reason: z.string(),
  mend: z.string(),
});

export const listFeedRows = route({
  method: 'GET',
  path: '/api/feed-batches/{id}/rows',
  summary: 'Rows with something to say about them: cell, reason, mend',
  access: 'feed.read',
  params: z.object({ id }),
  query: z.strictObject({
    outcome: z.enum(['rejected', 'duplicate', 'flagged', 'unknown']).optional(),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  reply: z.object({
    rows: z.array(
      z.object({
        sheet: z.string(),
        number: z.int(),
        outcome: z.string(),
        findings: z.array(finding),
      }),
    ),
    total: z.int(),
  }),
});

/** Full identity numbers: its own permission, written to the audit log. */
export const feedRejectedRows = route({
  method: 'GET',
  path: '/api/feed-batches/{id}/rejected.xlsx',
  summary:
    '下载退回行: rejected rows under their own headings with cell, reason, mend; mended, it can be sent in alone',
  access: 'feed.rejected-rows',
  kind: 'file',
  params: z.object({ id }),
  query: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const confirmFeedBatch = route({
  method: 'POST',
  path: '/api/feed-batches/{id}/confirm',
  summary: '确认提交: the rows count from now on, leads are raised, a receipt is given; all or nothing',
  access: 'feed.submit',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    /** 补报原因, needed when rows arose before the period. */
    reason: z.string().trim().min(2).max(200).optional(),
  }),
  reply: z.object({ batch }),
});

export const nilReturn = route({
  method: 'POST',
  path: '/api/feeds/{feed}/nil',
  summary: '本月无新增: a report without rows, with a receipt',
  access: 'feed.submit',
  params: z.object({ feed: z.string() }),
  body: z.strictObject({ requestId, period: month }),
  reply: z.object({ batch }),
});

export const withdrawFeedBatch = route({
  method: 'POST',
  path: '/api/feed-batches/{id}/withdraw',
  summary:
    '撤回本批: before the confirmation it is dropped; after it leads nobody has touched are taken back, the rest stays and is listed',
  access: 'feed.submit',
  params: z.object({ id }),
  body: z.strictObject({ requestId, reason: z.string().trim().min(2).max(200).optional() }),
  reply: z.object({ batch }),
});

/** A row whose number the registry knows under another name. Names of both sides, numbers masked. */
const conflict = z.object({
  batch: id,
  sheet: z.string(),
  row: z.int(),
  department,
  feedLabel: z.string(),
  fileName: z.string(),
  name: z.string(),
  idMasked: z.string(),
  place: z.string(),
  registered: z.object({ name: z.string(), headName: z.string(), village: areaRef.nullable() }),
});

export const listFeedConflicts = route({
  method: 'GET',
  path: '/api/feed-conflicts',
  summary: '姓名与证件号不一致的行: set apart, raised as leads only when somebody has decided who is meant',
  access: 'lead.dispatch',
  reply: z.object({ conflicts: z.array(conflict) }),
});

export const decideFeedConflict = route({
  method: 'POST',
  path: '/api/feed-conflicts',
  summary: 'Say who is meant: the person registered under the number, or somebody else whose number is wrong',
  access: 'lead.dispatch',
  body: z.strictObject({
    requestId,
    batch: id,
    sheet: z.string(),
    row: z.int(),
    meant: z.enum(['registered', 'somebody-else']),
  }),
  reply: z.object({ outcome: z.enum(['lead', 'evidence', 'line', 'already', 'repeat']) }),
});
