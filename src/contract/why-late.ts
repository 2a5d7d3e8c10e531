import { z } from 'zod';
import { ledgerLine } from './leads.ts';
import { route } from './route.ts';
import { day, id, source } from './values.ts';

export const whyLate = route({
  method: 'GET',
  path: '/api/leads/{id}/why-late',
  summary: '逾期追因: with whom a lead lay for how many days, holidays apart, and under which clause it was due',
  access: 'ledger.read',
  params: z.object({ id }),
  reply: z.object({
    line: ledgerLine,
    /** In the order the lead lay with them; the last one without `to` still has it. */
    stretches: z.array(
      z.object({
        holder: z.string(),
        what: z.string(),
        from: day,
        to: day.nullable(),
        days: z.int(),
        workingDays: z.int(),
        by: z.string(),
      }),
    ),
    /** Sums by holder: working days it had the lead, and days off in the same time. */
    totals: z.array(z.object({ holder: z.string(), workingDays: z.int(), daysOff: z.int() })),
    clauses: z.array(source),
  }),
});
