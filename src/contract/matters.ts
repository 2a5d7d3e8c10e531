import { z } from 'zod';
import { visit } from './leads.ts';
import { PHOTOS_A_VISIT } from './photos.ts';
import { route } from './route.ts';
import { areaRef, day, due, id, refusal, requestId, source } from './values.ts';

const stepState = z.enum([
  'not-applicable',
  'waiting',
  'refused',
  'open',
  'begun',
  'done',
  'exempt',
  'skipped',
  'voided',
  'not-drawn',
]);

/** A step as the pack in force orders it, with where it stands. */
const step = z.object({
  id: z.string(),
  label: z.string(),
  state: stepState,
  owed: z.boolean(),
  outcome: z.string().nullable(),
  begunOn: day.nullable(),
  doneOn: day.nullable(),
  after: z.array(z.string()),
  by: z.array(z.string()),
  /** 1, 2 …: steps of one rank stand side by side. */
  rank: z.int(),
  /** It lasts a while between a beginning and an end. */
  lasts: z.boolean(),
  due: due.nullable(),
  source: z.array(source),
  inferred: z.string().nullable(),
  note: z.string().nullable(),
  /** Who did it, by name; empty while nobody has. */
  doneBy: z.array(z.string()),
});

/** One thing an act may say beside outcome, day and reason. `choices`: the only words it may take; empty: any. */
const actField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['boolean', 'number', 'money', 'date', 'text', 'choice', 'list']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  needed: z.boolean(),
  /** A paper of the step is not complete without it. */
  wanted: z.boolean(),
  hint: z.string().nullable(),
});
export type ActFieldReply = z.output<typeof actField>;

/** What may be done now: the fields the act has to bring and the words its outcome may be. */
const openAct = z.object({
  step: z.string(),
  moment: z.enum(['begin', 'finish']),
  label: z.string(),
  by: z.array(z.string()),
  mine: z.boolean(),
  needs: z.array(z.string()),
  /** Facts of the act that a rule reads and that may be left out, such as 到会人数. */
  may: z.array(z.string()),
  outcomes: z.array(z.string()),
  reasonRequired: z.array(refusal),
  /** `mayLeave`: a person may leave the member out, under the waiver `why` names. */
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      exempt: z.boolean(),
      mayLeave: z.boolean(),
      why: z.string().nullable(),
    }),
  ),
  items: z.array(z.string()),
  /** Facts of the act: those it must bring first, then what its checks and papers can take. */
  fields: z.array(actField),
  signers: z.array(z.string()),
  distinct: z.boolean(),
  /** Truths told of each member with the act, such as 已授权. */
  memberFacts: z.array(z.string()),
  /** Everybody of the household, where members are told about or sign. `minor`: younger than 18; null: age unknown. */
  household: z.array(z.object({ id: z.string(), name: z.string(), minor: z.boolean().nullable() })),
  papers: z.array(
    z.object({ id: z.string(), label: z.string(), statements: z.array(z.string()), signs: z.array(z.string()) }),
  ),
  /** Offices without a desk here for which the actor's may record the act, by the document that came. */
  recordsFor: z.array(z.object({ office: z.string(), label: z.string() })),
  /** Who of these offices holds an account for the place, by name. */
  people: z.array(z.string()),
  /** 入户核实: the act takes a whole visit. */
  visit: z.boolean(),
  meeting: z.boolean(),
  /** What hangs out or is announced, drafted from what may be published; null for other acts. */
  draft: z.string().nullable(),
});
export type OpenActReply = z.output<typeof openAct>;

const matterLine = z.object({
  id,
  no: z.string(),
  seq: z.int(),
  procedure: z.string(),
  procedureLabel: z.string(),
  household: id.nullable(),
  headName: z.string(),
  town: areaRef.nullable(),
  village: areaRef.nullable(),
  state: z.string(),
  openSteps: z.array(z.string()),
  openLabels: z.array(z.string()),
  openedOn: day,
  closedOn: day.nullable(),
  due,
});
export type MatterLine = z.output<typeof matterLine>;

export const listMatters = route({
  method: 'GET',
  path: '/api/matters',
  summary: '识别办理 and other procedures of households: matters of the own area, by due day',
  access: 'matter.read',
  query: z.strictObject({
    /** Absent: every procedure about a household. */
    procedure: z.string().max(60).optional(),
    open: z.stringbool().default(true),
    step: z.string().optional(),
    q: z.string().max(64).optional(),
  }),
  reply: z.object({
    matters: z.array(matterLine),
    total: z.int(),
    /** Procedures about households, for the filter. */
    procedures: z.array(z.object({ id: z.string(), label: z.string() })),
    /** Recognitions the account may open for a household without a ledger line before; with their channels. */
    cases: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        channels: z.array(z.object({ id: z.string(), label: z.string() })),
      }),
    ),
  }),
});

export const getMatter = route({
  method: 'GET',
  path: '/api/matters/{id}',
  summary: '办件页: where it stands, what may be done, what not and why, who must act next',
  access: 'matter.read',
  params: z.object({ id }),
  reply: z.object({
    matter: matterLine,
    /** `第 n 天/15 天`, with the latest day to post the notice. */
    limit: z.object({ day: z.int(), of: z.int().nullable(), due: due, latestNotice: day.nullable() }).nullable(),
    steps: z.array(step),
    open: z.array(openAct),
    refused: z.array(refusal),
    waiting: z.array(z.object({ step: z.string(), label: z.string(), for: z.string() })),
    routes: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        state: z.string(),
        missing: z.array(z.string()),
        source: z.array(source),
      }),
    ),
    /** Help that may be given now: to a household on the register, or under an open route. */
    helps: z.array(openAct),
    owed: z.array(z.string()),
    /** Facts that a step or route waits for and nobody has told yet: `户.饮水安全`, `严重困难`. */
    unknown: z.array(
      z.object({
        path: z.string(),
        kind: z.enum(['boolean', 'number', 'money', 'date', 'choice']),
        choices: z.array(z.string()),
      }),
    ),
    note: z.string().nullable(),
    /** Months the income of a household is asked for, as the documents or their readings have it. */
    windows: z.array(z.object({ name: z.string(), from: day, to: day, inferred: z.string().nullable() })),
    /** 家庭人口, by which both figures are shared. */
    persons: z.int(),
    /** Waivers a person may take now. */
    waivers: z.array(
      z.object({ step: z.string(), label: z.string(), waiver: z.string(), mine: z.boolean(), source: z.array(source) }),
    ),
    /** Steps that may be sent back to, with everything after them. */
    returnable: z.array(z.object({ step: z.string(), label: z.string() })),
    /** The last act, while who did it may take it back. */
    undo: z.object({ seq: z.int(), label: z.string() }).nullable(),
    acts: z.array(
      z.object({
        seq: z.int(),
        kind: z.string(),
        label: z.string(),
        on: day,
        at: z.int(),
        by: z.string(),
        text: z.string(),
        /** The document it rests on, what was published, and photos, where there are any. */
        document: z.string().nullable(),
        published: z.string().nullable(),
        photos: z.array(id),
      }),
    ),
    /** Help given so far. `ahead`: before recognition. */
    helped: z.array(z.object({ label: z.string(), on: day, ahead: z.boolean() })),
    /** Papers the procedure is written on, with the steps they belong to. */
    papers: z.array(
      z.object({ id: z.string(), label: z.string(), steps: z.array(z.string()), filled: day.nullable() }),
    ),
    lead: z.object({ id, no: z.string() }).nullable(),
  }),
});

export const openMatter = route({
  method: 'POST',
  path: '/api/households/{id}/matters',
  summary: 'Open a procedure of the policy in force for a household; refused with every reason',
  access: 'matter.open',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    procedure: z.string().min(1).max(60),
    /** How a risk became known and since when: for a recognition that no ledger line stands before. */
    channel: z.string().max(60).optional(),
    foundOn: day.optional(),
  }),
  reply: z.object({ matter: matterLine }),
});

export const actOnMatter = route({
  method: 'POST',
  path: '/api/matters/{id}/acts',
  summary: 'One official act on a matter; refused with every reason and what would open it',
  access: 'matter.act',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    seq: z.int(),
    do: z.string().min(1).max(60),
    on: day,
    target: z.string().max(60).optional(),
    outcome: z.string().max(40).optional(),
    reason: z.string().trim().max(500).optional(),
    /** Act that `annul` takes back. */
    targetSeq: z.int().optional(),
    /** Who signed, by role: somebody known, or a name that is remembered for the place. */
    signers: z
      .array(
        z.strictObject({
          role: z.string().max(40),
          person: id.optional(),
          name: z.string().trim().min(1).max(40).optional(),
        }),
      )
      .max(6)
      .optional(),
    results: z.record(z.string(), z.record(z.string(), z.string())).optional(),
    values: z
      .record(z.string(), z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(60)).max(40)]))
      .optional(),
    /** Recorded for an office that has no desk here: its document, by number and day. */
    recordedFor: z.strictObject({ office: z.string().max(40), document: z.string().trim().min(2).max(120) }).optional(),
    /** Truths about members by member id, such as 已授权. */
    members: z.record(z.string(), z.record(z.string().max(40), z.boolean())).optional(),
    /** How each member signed. */
    signatures: z
      .array(
        z.strictObject({
          member: z.string().max(60),
          how: z.enum(['self', 'thumbprint', 'guardian', 'proxy']),
          /** Who filled in for a thumbprint, who signed as guardian or for somebody absent. */
          name: z.string().trim().max(40).optional(),
        }),
      )
      .max(40)
      .optional(),
    /** With 入户核实: what was found there. */
    visit: visit.omit({ on: true }).optional(),
    /** Photos stored for this matter. */
    photos: z.array(id).max(PHOTOS_A_VISIT).optional(),
    /** What hangs out or is announced. */
    text: z.string().trim().max(2000).optional(),
    /** With `do: correct`: what was found out, by path as rules write it (`户.饮水安全`); money in yuan. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    note: z.string().max(2000).optional(),
  }),
  reply: z.object({ matter: matterLine }),
});

/** What the national export imported last says of households recognised here; null before one was imported. */
const entryCheck = z.object({
  asOf: day,
  entered: z.array(z.object({ household: id, headName: z.string(), village: areaRef.nullable() })),
  waiting: z.array(z.object({ household: id, headName: z.string(), village: areaRef.nullable() })),
  unexpected: z.array(z.object({ household: id, headName: z.string(), village: areaRef.nullable() })),
  differing: z.array(
    z.object({
      household: id,
      headName: z.string(),
      village: areaRef.nullable(),
      field: z.string(),
      here: z.string().nullable(),
      there: z.string().nullable(),
    }),
  ),
});

/** One household waiting to be keyed into the national system, fields in the order of its screens. */
export const listNationalEntries = route({
  method: 'GET',
  path: '/api/national-entries',
  summary: '全国系统录入: recognised households not yet keyed, numbers masked',
  access: 'national-entry.read',
  reply: z.object({
    check: entryCheck.nullable(),
    households: z.array(
      z.object({
        matter: id,
        seq: z.int(),
        headName: z.string(),
        village: areaRef.nullable(),
        due,
        refused: z.array(refusal),
        fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string().nullable() })),
        members: z.array(
          z.object({
            name: z.string(),
            fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string().nullable() })),
          }),
        ),
      }),
    ),
  }),
});

export const nationalEntrySheet = route({
  method: 'GET',
  path: '/api/national-entries/sheet.xlsx',
  summary: 'The entry list as a workbook with full numbers, for keying; audited',
  access: 'national-entry.full-numbers',
  kind: 'file',
  reply: z.unknown(),
});
