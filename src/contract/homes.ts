import { z } from 'zod';
import { addingUp, ledgerLine } from './leads.ts';
import { route } from './route.ts';
import { areaRef, day, due, id } from './values.ts';

/** A counter on 工作台 with the address of the list behind it. */
const counter = z.object({
  key: z.string(),
  label: z.string(),
  /** null: a tile that counts nothing, it only opens its page. */
  n: z.int().nullable(),
  tone: z.enum(['plain', 'warn', 'late']),
  to: z.string(),
});

/** A piece of work, by due date. `matter`: the lead or identification behind it, when there is one. */
const workItem = z.object({
  key: z.string(),
  title: z.string(),
  village: z.string().nullable(),
  source: z.string().nullable(),
  next: z.string(),
  due,
  to: z.string(),
  /** A village's list only: 村民小组, the day of the last visit, the number to call (masked). */
  door: z
    .object({
      household: id,
      group: z.string().nullable(),
      lastVisit: day.nullable(),
      phoneMasked: z.string().nullable(),
    })
    .optional(),
});

export const getHome = route({
  method: 'GET',
  path: '/api/home',
  summary: '工作台 of the own role: counters, work by due date, sums',
  access: 'home.read',
  reply: z.object({
    today: day,
    counters: z.array(counter),
    work: z.array(workItem),
    addingUp: addingUp.nullable(),
    /** Rows of a table beside the list: per village for townships, per township for the county, per county above. */
    progress: z.array(
      z.object({
        area: areaRef,
        cells: z.record(z.string(), z.int()),
        /** Address of the list behind a cell; absent where the account may not see people. */
        links: z.record(z.string(), z.string()),
      }),
    ),
    /** The five longest overdue with where each lies; county and township. */
    late: z.array(
      z.object({
        lead: id,
        title: z.string(),
        place: z.string(),
        holder: z.string(),
        next: z.string(),
        due,
        to: z.string(),
      }),
    ),
    /** Day the figures are of: today, or the last day they were counted. */
    asOf: day,
    unsetParameters: z.array(z.object({ name: z.string(), setBy: z.string(), to: z.string() })),
    recent: z.array(ledgerLine),
    /** Administrators: what is running, what was checked last. */
    facts: z.array(
      z.object({ key: z.string(), label: z.string(), value: z.string(), tone: z.enum(['plain', 'warn', 'late']) }),
    ),
  }),
});
export type HomeReply = z.output<typeof getHome.reply>;
