import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day } from './values.ts';

/** Work of one kind that somebody has to be reminded of: no person is named. */
const reminderItem = z.object({
  procedure: z.string(),
  step: z.string(),
  label: z.string(),
  n: z.int(),
  state: z.enum(['soon', 'today', 'overdue']),
  /** Due day of the one due first, and how late it is. */
  due: day,
  late: z.int(),
  unit: z.enum(['working-day', 'day']),
  /** So late that the level above is told. */
  escalated: z.int(),
});

export const listReminders = route({
  method: 'GET',
  path: '/api/reminders',
  summary: '催办: what is due by the next working day or overdue, by the office that has to act; no person is named',
  access: 'reminder.read',
  reply: z.object({
    today: day,
    /** Working days overdue from which the level above is told; null while the county has not set it. */
    escalateAfter: z.int().nullable(),
    groups: z.array(
      z.object({
        office: z.object({ id: z.string(), label: z.string() }),
        area: areaRef,
        items: z.array(reminderItem),
      }),
    ),
  }),
});
