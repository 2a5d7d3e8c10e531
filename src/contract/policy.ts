import { z } from 'zod';
import { changedFields, changedSections } from '#domain/policy/comparison/policy-change.ts';
import { policyItemKinds } from '#domain/policy/policy-items.ts';
import { route } from './route.ts';
import { day, requestId, source } from './values.ts';

export const getClause = route({
  method: 'GET',
  path: '/api/policy/clause',
  summary: '依据: a clause with its document, section, dates and own-words summary',
  access: 'policy.read',
  query: z.strictObject({ pack: z.string(), clause: z.string() }),
  reply: z.object({
    pack: z.string(),
    title: z.string(),
    number: z.string(),
    issuers: z.array(z.string()),
    signedOn: day.nullable(),
    from: day,
    to: day.nullable(),
    section: z.string(),
    clauses: z.array(
      z.object({ id: z.string(), summary: z.string(), strength: z.string(), why: z.string().nullable() }),
    ),
  }),
});

const parameter = z.object({
  name: z.string(),
  value: z.unknown(),
  unit: z.string().nullable(),
  source: z.array(source),
  from: day.nullable(),
  inferred: z.string().nullable(),
  set: z.object({ by: z.string(), on: day, document: z.string().nullable() }).nullable(),
  setBy: z.string().nullable(),
  suggestion: z.object({ value: z.unknown(), unit: z.string().nullable(), why: z.string() }).nullable(),
  overridden: z.array(z.object({ pack: z.string(), clause: z.string().nullable(), value: z.unknown() })),
  waitsFor: z.array(z.string()),
  /** What the administrator is asked where the text leaves it open. */
  question: z.array(z.string()),
  choices: z.array(z.object({ value: z.string(), label: z.string().nullable(), source: z.array(source) })),
  /** Texts an entry must carry. */
  basis: z.array(z.string()),
  note: z.string().nullable(),
  /** Whether the caller's own office sets it. */
  own: z.boolean(),
  /** Offices that must all say the same before the value counts, each with what it said last; empty: not such a value. */
  joint: z.array(
    z.object({
      office: z.string(),
      own: z.boolean(),
      value: z.unknown(),
      text: z.string().nullable(),
      from: day.nullable(),
    }),
  ),
  /** Entered for this area, looked wrong, counts when a second person has confirmed it. */
  waiting: z.array(
    z.object({
      id: z.uuid(),
      value: z.string(),
      unit: z.string().nullable(),
      from: day,
      by: z.string(),
      reason: z.string(),
      why: z.array(z.string()),
      mayConfirm: z.boolean(),
    }),
  ),
});
export type ParameterReply = z.output<typeof parameter>;

/** A rule in force, with every clause it or a part of it rests on. */
const policyItem = z.object({
  kind: z.enum(policyItemKinds),
  path: z.string(),
  label: z.string(),
  of: z.string().nullable(),
  who: z.array(z.string()),
  time: z
    .object({ amount: z.number().nullable(), unit: z.string().nullable(), parameter: z.string().nullable() })
    .nullable(),
  strength: z.string(),
  sources: z.array(source),
  inferred: z.string().nullable(),
});
export type PolicyItemReply = z.output<typeof policyItem>;

/** Division code of another area: there the documents alone speak, not what its offices have set. */
const otherArea = z
  .string()
  .regex(/^\d{2,12}$/)
  .optional();

export const currentPolicy = route({
  method: 'GET',
  path: '/api/policy',
  summary: '本地现行规定: every parameter in force in the own area on a day, with where it comes from',
  access: 'policy.read',
  query: z.strictObject({ on: day.optional(), area: otherArea }),
  reply: z.object({
    on: day,
    area: z.string(),
    /** False: another area's, by the documents alone. */
    own: z.boolean(),
    documents: z.array(
      z.object({ pack: z.string(), title: z.string(), number: z.string(), from: day, level: z.string() }),
    ),
    parameters: z.array(parameter),
    /** Everything else the documents order here, values included, by what it rests on. */
    items: z.array(policyItem),
    maySet: z.boolean(),
  }),
});

export const setParameter = route({
  method: 'POST',
  path: '/api/policy/settings',
  summary: '参数设置: set what the documents leave to this level, with document number, from-date and reason',
  access: 'settings.write',
  body: z.strictObject({
    requestId,
    name: z.string(),
    value: z.string().trim().min(1).max(60),
    unit: z.string().optional(),
    from: day,
    document: z.string().trim().max(100).optional(),
    basis: z.array(z.string().trim().min(1).max(300)).max(10).optional(),
    reason: z.string().trim().min(1).max(500),
  }),
  reply: z.object({ parameter, waiting: z.boolean() }),
});

export const previewSetting = route({
  method: 'GET',
  path: '/api/policy/settings/preview',
  summary: '参数设置: whether a value would be taken, and which due days of running matters it would move',
  access: 'settings.write',
  query: z.strictObject({
    name: z.string(),
    value: z.string().trim().min(1).max(60),
    unit: z.string().optional(),
    from: day,
  }),
  reply: z.object({
    accepted: z.boolean(),
    refusals: z.array(z.object({ code: z.string(), source: z.array(source), facts: z.record(z.string(), z.string()) })),
    suspicious: z.array(z.string()),
    looked: z.int(),
    moved: z.int(),
    examples: z.array(z.object({ no: z.string(), step: z.string(), before: day.nullable(), after: day.nullable() })),
    /** For a city or province: how many in which of its counties; their numbers are the counties' own. */
    counties: z.array(z.object({ name: z.string(), looked: z.int(), moved: z.int() })),
  }),
});

export const confirmSetting = route({
  method: 'POST',
  path: '/api/policy/settings/{id}/confirmation',
  summary: '参数设置: a second person confirms a value that looked wrong',
  access: 'settings.write',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ requestId, note: z.string().trim().min(1).max(500) }),
  reply: z.object({ id: z.uuid() }),
});

export const listClauses = route({
  method: 'GET',
  path: '/api/policy/documents',
  summary: '文件与条款: the documents in force here with their clauses',
  access: 'policy.read',
  query: z.strictObject({ on: day.optional(), area: otherArea }),
  reply: z.object({
    documents: z.array(
      z.object({
        pack: z.string(),
        title: z.string(),
        number: z.string(),
        issuers: z.array(z.string()),
        from: day,
        clauses: z.array(
          z.object({
            id: z.string(),
            section: z.string(),
            summary: z.string(),
            strength: z.string(),
            /** Why nothing here rests on it, where the document leaves it to people. */
            why: z.string().nullable(),
            /** What rests on it here, by its place among the rules in force. */
            rests: z.array(
              z.object({
                kind: z.enum(policyItemKinds),
                path: z.string(),
                label: z.string(),
                of: z.string().nullable(),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

export const getCalendarYear = route({
  method: 'GET',
  path: '/api/calendar/{year}',
  summary: '工作日日历: days off and make-up working days of a year, and whether the notice is published',
  access: 'calendar.read',
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  reply: z.object({
    year: z.int(),
    published: z.boolean(),
    notice: z.string().nullable(),
    holidays: z.array(day),
    makeUpDays: z.array(day),
  }),
});

const holiday = z.strictObject({ name: z.string().trim().min(1).max(20), from: day, to: day });
const noticeHead = {
  year: z.coerce.number().int().min(2000).max(2100),
  number: z.string().trim().min(1).max(60),
  published: day,
};

export const previewNotice = route({
  method: 'GET',
  path: '/api/calendar/preview',
  summary:
    '工作日日历: which due days of the own running matters another notice would move, and which days make them move',
  access: 'calendar.write',
  query: z.strictObject({
    ...noticeHead,
    /** `name:from:to`, separated by commas. */
    holidays: z.string().max(4000),
    /** Worked weekends, separated by commas. */
    working: z.string().max(2000).optional(),
  }),
  reply: z.object({
    looked: z.int(),
    moved: z.int(),
    examples: z.array(
      z.object({
        no: z.string(),
        step: z.string(),
        before: day.nullable(),
        after: day.nullable(),
        because: z.array(z.object({ day, worked: z.boolean() })),
      }),
    ),
  }),
});

export const loadNotice = route({
  method: 'POST',
  path: '/api/calendar/notices',
  summary: '工作日日历: enter a holiday notice of the State Council; due days follow at once',
  access: 'calendar.write',
  body: z.strictObject({
    requestId,
    ...noticeHead,
    year: z.int().min(2000).max(2100),
    holidays: z.array(holiday).min(1).max(20),
    workingWeekends: z.array(day).max(20),
  }),
  reply: z.object({ year: z.int(), moved: z.int() }),
});

const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('something') }),
  z.object({ kind: z.literal('unset'), parameter: z.string(), setBy: z.string().nullable() }),
  z.object({ kind: z.literal('term'), amount: z.number(), unit: z.string(), parameter: z.string().nullable() }),
  z.object({ kind: z.literal('money'), yuan: z.string(), unit: z.string() }),
  z.object({ kind: z.literal('number'), value: z.string(), unit: z.string().nullable() }),
  z.object({ kind: z.literal('words'), words: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('strength'), strength: z.string() }),
]);

const side = z.object({
  on: day,
  area: z.string(),
  areaName: z.string().nullable(),
  documents: z.array(z.object({ pack: z.string(), title: z.string(), number: z.string() })),
});

const policyChange = z.object({
  section: z.enum(changedSections),
  id: z.string(),
  label: z.string(),
  inside: z.string().nullable(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.object({ field: z.enum(changedFields), before: told, after: told })).readonly(),
  source: z.array(z.object({ pack: z.string(), clause: z.string(), section: z.string() })).readonly(),
  from: day.nullable(),
  inferred: z.boolean(),
  versionBy: z.enum(['start-event', 'opening', 'act-day']).nullable(),
  clocks: z.array(z.string()).readonly(),
  /** Running matters of the caller's area that keep the earlier value; null where nobody counted (another area). */
  still: z.int().nullable(),
});
export type PolicyChangeReply = z.output<typeof policyChange>;

const aSide = z.string().regex(/^(own|\d{2,12}|[A-Za-z][\w-]*)(@\d{4}-\d{2}-\d{2})?$/);

export const comparePolicies = route({
  method: 'GET',
  path: '/api/policy/comparison',
  summary: '规定对比: what one day, area or document orders otherwise than another',
  access: 'policy.read',
  /** A side is `own@DAY`, `AREA@DAY` or the id of a document. */
  query: z.strictObject({ before: aSide, after: aSide }),
  reply: z.object({
    before: side,
    after: side,
    changes: z.array(policyChange),
    documents: z.array(z.object({ pack: z.string(), title: z.string(), number: z.string(), from: day })),
  }),
});
