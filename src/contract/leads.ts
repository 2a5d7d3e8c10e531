import { z } from 'zod';
import { PHOTOS_A_VISIT } from './photos.ts';
import { repeatMark } from './repeat-mark.ts';
import { route } from './route.ts';
import { areaId, areaRef, day, due, id, month, refusal, requestId } from './values.ts';

/** Where a line stands on the township's ledger; the tabs of 台账. `gathering` waits for 汇总下发 at the county. */
export const leadStage = z.enum([
  'gathering',
  'to-receive',
  'in-progress',
  'to-write-off',
  'written-off',
  'returned',
  'merged',
  'withdrawn',
  'moved-out',
]);
export type LeadStage = z.output<typeof leadStage>;

export const verifier = z.object({ id, name: z.string() });

/** One line of 台账: the thirteen columns of the ledger form, the due day and what comes next. */
export const ledgerLine = z.object({
  id,
  no: z.string(),
  /** Number of acts so far: sent back with every act, so that nothing is decided over a line that has changed. */
  seq: z.int(),
  stage: leadStage,
  town: areaRef.nullable(),
  village: areaRef.nullable(),
  household: id.nullable(),
  headName: z.string(),
  idMasked: z.string().nullable(),
  channel: z.string(),
  channelLabel: z.string(),
  source: z.string(),
  text: z.string(),
  foundOn: day,
  /** 信息反馈日期: dispatch by the county for department warnings, otherwise receipt by the township. */
  feedbackOn: day.nullable(),
  verdict: z.string().nullable(),
  proposedVerdict: z.string().nullable(),
  reason: z.string().nullable(),
  told: z.object({ needed: z.boolean(), on: day.nullable(), how: z.string().nullable() }),
  verifiers: z.array(verifier),
  finishedOn: day.nullable(),
  due,
  /** The step to do next, or why there is none yet. */
  next: z.object({ step: z.string().nullable(), label: z.string(), refused: z.array(refusal) }),
  urgent: z.boolean(),
  evidenceCount: z.int(),
  mergedInto: z.object({ id, no: z.string() }).nullable(),
  /** The line of the household already at the township when this one arose: 并入 is proposed. */
  proposedInto: z.object({ id, no: z.string() }).nullable(),
  /** 与上次核实相同: the earlier visit, and whether a person has decided. Visit null: not visible from here. */
  repeats: repeatMark.nullable(),
  identification: z.object({ id, label: z.string() }).nullable(),
  provisionalHousehold: z.boolean(),
});
export type LedgerLine = z.output<typeof ledgerLine>;

/** carried over + in + reopened + moved in = written off + in progress + returned + withdrawn + merged + moved out. */
export const addingUp = z.object({
  carriedOver: z.int(),
  received: z.int(),
  reopened: z.int(),
  movedIn: z.int(),
  writtenOff: z.int(),
  inProgress: z.int(),
  returned: z.int(),
  withdrawn: z.int(),
  merged: z.int(),
  movedOut: z.int(),
  addsUp: z.boolean(),
});
export type AddingUp = z.output<typeof addingUp>;

/** A lead with the acts somebody has seen. */
export const leadRef = z.strictObject({ id, seq: z.int() });

/** What became of each lead of a set: done with its new line, or refused with reasons; one refused does not undo the others. */
export const actReply = z.object({
  done: z.array(ledgerLine),
  refused: z.array(z.object({ id, headName: z.string(), refusals: z.array(refusal) })),
  /** The sum line after the act. */
  addingUp,
});

export const listLedger = route({
  method: 'GET',
  path: '/api/ledger',
  summary: '台账: the lines of an area, by tab, month and filter, with the adding-up line',
  access: 'ledger.read',
  query: z.strictObject({
    tab: z
      .enum(['to-receive', 'in-progress', 'repeated', 'to-write-off', 'written-off', 'returned', 'all'])
      .default('all'),
    month: month.optional(),
    town: z.coerce.number().int().optional(),
    village: z.coerce.number().int().optional(),
    channel: z.string().optional(),
    overdue: z.stringbool().optional(),
    q: z.string().max(64).optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({
    month: month,
    lines: z.array(ledgerLine),
    total: z.int(),
    counts: z.record(z.string(), z.int()),
    addingUp,
  }),
});

/** Words the ledger offers: all from the pack in force. */
export const ledgerOptions = route({
  method: 'GET',
  path: '/api/ledger/options',
  summary: 'Channels with their sources, verdicts, own phrases for reasons, verifiers, villages',
  access: 'ledger.read',
  reply: z.object({
    channels: z.array(
      z.object({ id: z.string(), label: z.string(), sources: z.array(z.string()), freeSource: z.boolean() }),
    ),
    verdicts: z.array(z.object({ id: z.string(), label: z.string(), needsReason: z.boolean() })),
    reasons: z.array(z.string()),
    toldHow: z.array(z.string()),
    /** Lines of income and guarantees of a visit under the names of the documents. */
    income: z.array(z.object({ key: z.string(), label: z.string() })),
    guarantees: z.array(z.object({ key: z.string(), label: z.string() })),
    verifiers: z.array(verifier),
    lastPair: z.array(verifier),
    villages: z.array(areaRef.extend({ town: areaRef })),
    risks: z.array(z.object({ code: z.string(), label: z.string() })),
    greenCauses: z.array(z.string()),
  }),
});

export const addVerifier = route({
  method: 'POST',
  path: '/api/verifiers',
  summary: 'Add a person of the own area who may be named as 核查人员',
  access: 'lead.assign',
  body: z.strictObject({ requestId, name: z.string().trim().min(1).max(40) }),
  reply: verifier,
});

export const registerLead = route({
  method: 'POST',
  path: '/api/leads',
  summary: '登记线索: a household known, or village + name + phone',
  access: 'lead.register',
  body: z.strictObject({
    requestId,
    channel: z.string().min(1),
    source: z.string().trim().min(1).max(60),
    ticket: z.string().trim().max(60).optional(),
    text: z.string().trim().min(1).max(500),
    foundOn: day,
    household: id.optional(),
    newHousehold: z
      .strictObject({
        village: areaId,
        headName: z.string().trim().min(1).max(60),
        phone: z.string().trim().max(20).optional(),
        idNumber: z.string().trim().max(30).optional(),
      })
      .optional(),
    urgent: z.strictObject({ cause: z.string().min(1), note: z.string().max(500).optional() }).optional(),
  }),
  reply: z.object({
    line: ledgerLine,
    receipt: z.object({
      no: z.string(),
      registeredOn: day,
      due,
      openLead: z.object({ id, no: z.string() }).nullable(),
    }),
  }),
});

export const receiveLeads = route({
  method: 'POST',
  path: '/api/leads/receive',
  summary: '接收: the township takes leads over; the verification clock starts',
  access: 'lead.receive',
  body: z.strictObject({ requestId, leads: z.array(leadRef).min(1).max(500) }),
  reply: actReply,
});

export const assignVerifiers = route({
  method: 'POST',
  path: '/api/leads/assign',
  summary: '指派核查人员',
  access: 'lead.assign',
  body: z.strictObject({
    requestId,
    leads: z.array(leadRef).min(1).max(500),
    verifiers: z.array(id).min(1).max(6),
    /** Asked for where there are fewer than the rules want. */
    reason: z.string().trim().max(200).optional(),
  }),
  reply: actReply,
});

/** Three guarantees and drinking water, each: problem or not, or not looked at. */
export const guaranteeFinding = z.enum(['ok', 'problem', 'unknown']);

/** One visit serves the lead and step one of identification; typed once. Amounts are yuan of the household for the window. */
export const visit = z.strictObject({
  on: day,
  verifiers: z.array(id).min(1).max(6),
  income: z
    .strictObject({
      wage: z.string().nullable(),
      business: z.string().nullable(),
      property: z.string().nullable(),
      transfer: z.string().nullable(),
      businessCost: z.string().nullable(),
      compliantOutOfPocket: z.string().nullable(),
      insurancePayout: z.string().nullable(),
    })
    .optional(),
  guarantees: z
    .strictObject({
      housing: guaranteeFinding,
      education: guaranteeFinding,
      water: guaranteeFinding,
      medicalInsurance: guaranteeFinding,
    })
    .optional(),
  risks: z.array(z.string()).max(5).default([]),
  note: z.string().max(2000).optional(),
  photos: z.array(id).max(PHOTOS_A_VISIT).default([]),
});

export const recordVisit = route({
  method: 'POST',
  path: '/api/leads/{id}/visit',
  summary: '核实: the visit, and with it the verdict when it is clear',
  access: 'lead.verify',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    seq: z.int(),
    visit,
    verdict: z.string().optional(),
    reason: z.string().trim().max(500).optional(),
    idNumber: z.string().trim().max(30).optional(),
  }),
  reply: actReply,
});

/** Cells of one line as typed; only those given count. */
export const ledgerFillRow = z.strictObject({
  id,
  seq: z.int(),
  idNumber: z.string().trim().max(30).optional(),
  visitedOn: day.optional(),
  verdict: z.string().optional(),
  reason: z.string().trim().max(500).optional(),
  told: z.strictObject({ on: day, how: z.string().min(1), written: z.boolean() }).optional(),
  verifiers: z.array(z.string().trim().min(1).max(40)).optional(),
  finishedOn: day.optional(),
});

export const fillLedger = route({
  method: 'POST',
  path: '/api/ledger/fill',
  summary: 'Fill ledger cells: verdict, reason, told, verifiers, finished',
  access: 'lead.decide',
  body: z.strictObject({
    requestId,
    rows: z.array(ledgerFillRow).min(1).max(500),
    /** true: say what would be done and refused, write nothing. */
    preview: z.boolean().default(false),
  }),
  reply: actReply.extend({
    preview: z.array(z.object({ id, column: z.string(), from: z.string().nullable(), to: z.string() })),
  }),
});

export const tellResult = route({
  method: 'POST',
  path: '/api/leads/{id}/tell',
  summary: '告知: the result has been told to the applicant or petitioner',
  access: 'lead.tell',
  params: z.object({ id }),
  body: z.strictObject({ requestId, seq: z.int(), on: day, how: z.string().min(1).max(40), written: z.boolean() }),
  reply: actReply,
});

export const writeOffLeads = route({
  method: 'POST',
  path: '/api/leads/write-off',
  summary: '销号',
  access: 'lead.write-off',
  body: z.strictObject({ requestId, leads: z.array(leadRef).min(1).max(500), on: day.optional() }),
  reply: actReply,
});

export const returnLeads = route({
  method: 'POST',
  path: '/api/leads/return',
  summary: '退回县局, with the reason',
  access: 'lead.return',
  body: z.strictObject({
    requestId,
    leads: z.array(leadRef).min(1).max(500),
    reason: z.string().trim().min(1).max(500),
  }),
  reply: actReply,
});

export const mergeLead = route({
  method: 'POST',
  path: '/api/leads/{id}/merge',
  summary: '并入: both lines stay, the later refers to the earlier',
  access: 'lead.merge',
  params: z.object({ id }),
  body: z.strictObject({ requestId, seq: z.int(), into: id }),
  reply: actReply,
});

export const undoLeadAct = route({
  method: 'POST',
  path: '/api/leads/{id}/undo',
  summary: '撤回 the own last act within 10 minutes, as long as nobody built on it',
  access: 'ledger.read',
  params: z.object({ id }),
  body: z.strictObject({ requestId, seq: z.int(), reason: z.string().trim().min(1).max(200) }),
  reply: actReply,
});

/** One lead with all that the 核实 panel shows: why it exists, what is known, what may be done and what not yet. */
export const getLead = route({
  method: 'GET',
  path: '/api/leads/{id}',
  summary: 'A lead with its evidence, acts and open steps',
  access: 'ledger.read',
  params: z.object({ id }),
  reply: z.object({
    line: ledgerLine,
    evidence: z.array(
      z.object({
        id,
        feed: z.string().nullable(),
        department: z.string().nullable(),
        fileName: z.string().nullable(),
        row: z.int().nullable(),
        facts: z.array(z.object({ label: z.string(), value: z.string() })),
        clause: z.string().nullable(),
        on: day,
      }),
    ),
    acts: z.array(
      z.object({
        seq: z.int(),
        kind: z.string(),
        label: z.string(),
        on: day,
        at: z.int(),
        by: z.string(),
        text: z.string(),
      }),
    ),
    open: z.array(z.object({ step: z.string(), label: z.string() })),
    refused: z.array(refusal),
    visit: visit.partial().nullable(),
    known: z.object({
      income: z.array(
        z.object({ key: z.string(), value: z.string().nullable(), source: z.string().nullable(), on: day.nullable() }),
      ),
      risks: z.array(z.string()),
    }),
  }),
});

export const exportLedger = route({
  method: 'GET',
  path: '/api/ledger/sheet.xlsx',
  summary: '附件2 of a month as a workbook, identity numbers masked',
  access: 'ledger.export',
  kind: 'file',
  query: z.strictObject({ month, town: z.coerce.number().int().optional() }),
  reply: z.unknown(),
});

export const printLedger = route({
  method: 'GET',
  path: '/api/ledger/sheet.pdf',
  summary: '附件2 of a month as pages to print, identity numbers masked',
  access: 'ledger.export',
  kind: 'file',
  query: z.strictObject({ month, town: z.coerce.number().int().optional() }),
  reply: z.unknown(),
});
