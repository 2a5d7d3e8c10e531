import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, due, id, refusal, requestId } from './values.ts';

const hit = z.object({
  id,
  headName: z.string(),
  village: areaRef.nullable(),
  town: areaRef.nullable(),
  persons: z.int(),
  /** The member the search met, when it is not the head. */
  matched: z.string().nullable(),
  idMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  monitored: z.boolean(),
  openLead: z.object({ id, no: z.string() }).nullable(),
});
export type HouseholdHit = z.output<typeof hit>;

export const searchHouseholds = route({
  method: 'GET',
  path: '/api/households/search',
  summary: 'Households by name, pinyin initials, the last four of an identity number, or a whole number',
  access: 'household.read',
  query: z.strictObject({
    q: z.string().trim().min(1).max(64),
    village: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(50).default(12),
  }),
  reply: z.object({ hits: z.array(hit), more: z.boolean() }),
});

export const listHouseholds = route({
  method: 'GET',
  path: '/api/households',
  summary: '农户名册 of the own area',
  access: 'household.read',
  query: z.strictObject({
    q: z.string().max(64).optional(),
    town: z.coerce.number().int().optional(),
    village: z.coerce.number().int().optional(),
    monitored: z.stringbool().optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ households: z.array(hit), total: z.int() }),
});

/** A stored value with where it came from: sources have rank and date, none is overtyped. */
export const sourced = z.object({
  key: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  source: z.string().nullable(),
  on: day.nullable(),
});

export const getHousehold = route({
  method: 'GET',
  path: '/api/households/{id}',
  summary: '农户页: members, income with both figures, timeline',
  access: 'household.read',
  params: z.object({ id }),
  reply: z.object({
    household: hit,
    addressMasked: z.string().nullable(),
    provisional: z.boolean(),
    facts: z.array(sourced),
    status: z.object({ monitored: z.boolean(), label: z.string(), since: day.nullable(), risks: z.array(z.string()) }),
    members: z.array(
      z.object({
        id,
        name: z.string(),
        relation: z.string().nullable(),
        sex: z.string().nullable(),
        age: z.int().nullable(),
        idMasked: z.string().nullable(),
        facts: z.array(sourced),
      }),
    ),
    income: z.object({
      window: z.object({ from: day, to: day }).nullable(),
      lines: z.array(sourced),
      perCapitaNet: z.string().nullable(),
      referenceRange: z.string().nullable(),
    }),
    timeline: z.array(
      z.object({
        on: day,
        at: z.int(),
        kind: z.enum(['lead', 'act', 'visit', 'feed', 'registry', 'identification']),
        title: z.string(),
        text: z.string(),
        by: z.string(),
        matter: id.nullable(),
      }),
    ),
    leads: z.array(z.object({ id, no: z.string(), stage: z.string(), due })),
    /** Procedures that begin from the state the household is in: one that runs, or what speaks against opening one. */
    procedures: z.array(
      z.object({ id: z.string(), label: z.string(), running: id.nullable(), refused: z.array(refusal) }),
    ),
  }),
});

export const callHousehold = route({
  method: 'POST',
  path: '/api/households/{id}/call',
  summary:
    'The number to dial for a household; the call is written to the audit log, the screen keeps the number masked',
  access: 'household.call',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ number: z.string() }),
});

export const revealNumber = route({
  method: 'POST',
  path: '/api/households/{id}/reveal',
  summary: '查看全号: one number in full, with a reason; written to the audit log',
  access: 'household.reveal-number',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    subject: z.enum(['person-id', 'household-phone', 'person-phone']),
    person: id.optional(),
    reason: z.string().trim().min(2).max(200),
  }),
  reply: z.object({ value: z.string() }),
});
