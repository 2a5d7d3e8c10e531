import { randomUUID } from 'node:crypto';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { dutySlots, type Slot } from '#domain/duties/duty-slots.ts';
import { effectiveOf, type PushDuty, pushDuties, pushedTo } from '#domain/duties/push-duty.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { addMonths, monthEnd, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { listActs } from '#store/acts.ts';
import { listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import {
  findPushList,
  insertPushList,
  listPushedObjects,
  listPushLists,
  type PushedObject,
  signPushList,
} from '#store/push-lists.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy } from './feed-batch.ts';
import { engineAct, matterNumber, OPENED } from './matter-file.ts';

/** The slot of a duty whose days end in the month, or null. */
export function pushSlot(duty: PushDuty, period: string, calendar: Calendar): Slot | null {
  const from = plainDate(`${period}-01`);
  const slots = dutySlots(duty, { from, to: monthEnd(addMonths(from, 2)) }, calendar);
  return slots.find(({ covers }) => monthOf(covers.to) === period) ?? null;
}

/**
 * 对象推送 of a month: every department the duty names gets a list of its own with a receipt, also where there was nobody.
 * Only the columns of the document are written, as they stand today. Errors: `not-found` (no such duty, or it does not
 * apply), `invalid-date` (the month is not over), `already-exists`. @source SD#1.2-f FJ#6-e
 */
export async function pushLists(
  context: CommandContext,
  input: { readonly duty: string; readonly period: string },
): Promise<{ lists: string[] }> {
  const { tx, keys, now, actor } = context;
  const { policy, unplaced, calendar } = await countyPolicy(context);
  const duty = pushDuties(policy, now.today).find(({ id }) => id === input.duty);
  const slot = duty === undefined ? null : pushSlot(duty, input.period, calendar);
  if (duty === undefined || slot === null) throw new AppError('not-found', { what: 'duty', duty: input.duty });
  if (slot.covers.to >= now.today) throw new AppError('invalid-date', { field: 'period', why: 'not-over' });
  const before = await listPushLists(tx, keys.county, input);
  if (before.length > 0) throw new AppError('already-exists', { what: 'push-list' });
  const rows = await rowsOf(context, policy, duty, slot);
  const lists: string[] = [];
  for (const department of pushedTo(policy, duty)) {
    const list = {
      id: randomUUID(),
      town: unplaced,
      department,
      duty: duty.id,
      period: input.period,
      fields: [...duty.push.fields],
      rows: rows.length,
      receipt_no: matterNumber(now.today),
      due_on: slot.due,
      made_on: now.today,
      made_by: actor.account,
      made_by_name: actor.name,
      at: now.at,
    };
    await insertPushList(tx, keys, list, rows);
    lists.push(list.id);
  }
  await audited(context, 'export', [`push:${duty.id}:${input.period}`], 'pushed');
  return { lists };
}

/** 签收 by the department itself, once. Errors: `not-found`, `refused` when it is signed already. */
export async function signPush(context: CommandContext, input: { readonly id: string }): Promise<{ id: string }> {
  const { tx, keys, now, actor } = context;
  const list = await findPushList(tx, keys.county, input.id, true);
  if (list === undefined || list.department !== actor.department)
    throw new AppError('not-found', { what: 'push-list' });
  const by = { on: now.today, at: now.at, account: actor.account, name: actor.name };
  if (!(await signPushList(tx, keys.county, input.id, by))) {
    throw new AppError('refused', { what: 'push-list', why: 'signed' });
  }
  return { id: input.id };
}

async function rowsOf(context: CommandContext, policy: Policy, duty: PushDuty, slot: Slot) {
  const { tx, keys, now } = context;
  const procedures = duty.push.events.flatMap((event) => effectiveOf(event) ?? []);
  const objects = await listPushedObjects(tx, keys.county, { procedures, ...slot.covers });
  const areas = new Map((await listCountyAreas(tx, keys.county, now.today)).map((row) => [row.area, row.name]));
  const place = (area: number | null) => (area === null ? null : areaLabel(areas.get(area) ?? ''));
  const rows = [];
  for (const [index, object] of objects.entries()) {
    const values = await valuesOf(context, policy, object, place);
    const cells = Object.fromEntries(duty.push.fields.map((field) => [field, values[field] ?? null]));
    rows.push({ no: index + 1, event: object.procedure, on: object.on, town: object.town, cells });
  }
  return rows;
}

/** Columns documents may name, under their official words. What nobody has collected is absent. */
async function valuesOf(
  context: CommandContext,
  policy: Policy,
  object: PushedObject,
  place: (area: number | null) => string | null,
): Promise<Readonly<Record<string, string | null>>> {
  const codes = object.risks ?? (await seenRisks(context, object.matter));
  const risks = codes.map((code) => policy.terms.risks.find((risk) => risk.code === code)?.label ?? code).join('、');
  return {
    户主姓名: object.headName,
    乡镇: place(object.town),
    村: place(object.village),
    监测对象类别: object.category,
    风险类型: risks === '' ? null : risks,
    风险: risks === '' ? null : risks,
    认定日期: object.on,
  };
}

/** Risks as the last visit of the matter found them. */
async function seenRisks(context: CommandContext, matter: string): Promise<string[]> {
  const acts = await listActs(context.tx, context.keys.county, matter);
  const told = acts
    .filter(({ kind }) => kind !== OPENED)
    .map((act) => engineAct(act).values['风险'])
    .findLast(Array.isArray);
  return Array.isArray(told) ? told.map(String) : [];
}

async function audited(context: CommandContext, kind: 'export', subject: string[], reason: string): Promise<void> {
  const { tx, keys, now, actor } = context;
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: actor.account,
    kind,
    subject,
    result: 'done',
    reason,
  });
}
