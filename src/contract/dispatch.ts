import { z } from 'zod';
import { ledgerLine } from './leads.ts';
import { route } from './route.ts';
import { areaRef, day, due, id, refusal, requestId } from './values.ts';

/** 汇总下发: warnings of the month merged by household, by township, with what a person must look at first. */
export const pendingDispatch = route({
  method: 'GET',
  path: '/api/dispatch',
  summary: '汇总下发: leads waiting at the county, with due day and counts by township',
  access: 'lead.dispatch',
  reply: z.object({
    due,
    lines: z.array(
      ledgerLine.extend({
        /** Who named the household and what for, side by side. */
        sources: z.array(z.object({ department: z.string(), label: z.string(), on: day })),
        /** 已是监测对象: 已纳入 is proposed. */
        monitored: z.boolean(),
        /** A line of the household already at its township: 并入 is proposed. */
        openLead: z.object({ id, no: z.string() }).nullable(),
        /** 待定位: has to be placed before it can be dispatched; `place` as the file writes it. */
        unplaced: z.boolean(),
        place: z.string().nullable(),
      }),
    ),
    byTown: z.array(z.object({ town: areaRef, leads: z.int(), unplaced: z.boolean() })),
    receipts: z.array(z.object({ id, no: z.string(), town: areaRef, on: day, leads: z.int() })),
  }),
});

export const dispatch = route({
  method: 'POST',
  path: '/api/dispatch',
  summary: '下发: one act of the county, one receipt a township; the verification clocks start',
  access: 'lead.dispatch',
  body: z.strictObject({
    requestId,
    leads: z
      .array(z.strictObject({ id, seq: z.int() }))
      .min(1)
      .max(2000),
  }),
  reply: z.object({
    receipts: z.array(z.object({ id, no: z.string(), town: areaRef, on: day, leads: z.int() })),
    refused: z.array(z.object({ id, headName: z.string(), refusals: z.array(refusal) })),
  }),
});

export const placeLead = route({
  method: 'POST',
  path: '/api/leads/{id}/place',
  summary: '定位: give a lead without village its village, so that it can be dispatched',
  access: 'lead.dispatch',
  params: z.object({ id }),
  body: z.strictObject({ requestId, seq: z.int(), village: z.int().positive() }),
  reply: z.object({ line: ledgerLine }),
});

export const findElsewhere = route({
  method: 'POST',
  path: '/api/leads/{id}/elsewhere',
  summary:
    '查外县: which other counties know a person the register here does not. The county only; every question is logged, so many an hour',
  access: 'lead.dispatch',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ counties: z.array(areaRef) }),
});
