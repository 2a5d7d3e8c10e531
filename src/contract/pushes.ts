import { z } from 'zod';
import { route } from './route.ts';
import { day, due, id, month, requestId, source } from './values.ts';

/** One list to one department. */
const list = z.object({
  id,
  duty: z.string(),
  dutyLabel: z.string(),
  department: z.string(),
  departmentLabel: z.string(),
  period: month,
  rows: z.int(),
  receiptNo: z.string(),
  due: day.nullable(),
  madeOn: day,
  madeBy: z.string(),
  signed: z.object({ on: day, by: z.string() }).nullable(),
  may: z.object({ sign: z.boolean() }),
});
export type PushList = z.output<typeof list>;

export const listPushes = route({
  method: 'GET',
  path: '/api/pushes',
  summary: '对象推送: the county sees what is to be pushed and who has signed; a department the lists it received',
  access: 'push.read',
  reply: z.object({
    /** What the county owes for last month; empty for departments. */
    owed: z.array(
      z.object({
        duty: z.string(),
        label: z.string(),
        period: month,
        source: z.array(source),
        note: z.string().nullable(),
        due,
        departments: z.array(z.string()),
        fields: z.array(z.string()),
        pushed: z.boolean(),
        may: z.boolean(),
      }),
    ),
    /** Of the last twelve months, the latest first. */
    lists: z.array(list),
    unsigned: z.int(),
  }),
});

export const makePushes = route({
  method: 'POST',
  path: '/api/pushes',
  summary:
    '推送: every department of a duty gets its list of a month, only the columns it may see, each with a receipt',
  access: 'push.make',
  body: z.strictObject({ requestId, duty: z.string().min(1).max(80), period: month }),
  reply: z.object({ lists: z.array(list) }),
});

export const getPush = route({
  method: 'GET',
  path: '/api/pushes/{id}',
  summary: 'One list with its lines; null where nobody has collected a value',
  access: 'push.read',
  params: z.object({ id }),
  reply: z.object({
    list,
    columns: z.array(z.string()),
    rows: z.array(
      z.object({ no: z.int(), event: z.string(), on: day, cells: z.record(z.string(), z.string().nullable()) }),
    ),
  }),
});

export const pushSheet = route({
  method: 'GET',
  path: '/api/pushes/{id}/sheet.xlsx',
  summary: '对象名单 as a workbook, with the columns the list has',
  access: 'push.read',
  kind: 'file',
  params: z.object({ id }),
  query: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const signPush = route({
  method: 'POST',
  path: '/api/pushes/{id}/sign',
  summary: '签收: the department has received the list',
  access: 'push.sign',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ list }),
});
