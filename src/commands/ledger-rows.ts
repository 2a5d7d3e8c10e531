import type { Calendar } from '#domain/calendar/calendar.ts';
import { dutySlots, rolledDue } from '#domain/duties/duty-slots.ts';
import type { Duty, Form } from '#domain/policy/duty-shape.ts';
import type { ChannelTerm } from '#domain/policy/pack-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { addMonths, daysBetween, monthEnd, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { listFilings, listLedgerLines } from '#store/filings.ts';
import { type ListedLead, listLeads } from '#store/lead-lines.ts';
import { staffNames } from '#store/staff.ts';
import type { CommandContext } from './command-context.ts';
import { type FormColumn, formColumns } from './form-columns.ts';
import { type FrozenRow, frozenRows } from './frozen-rows.ts';

/** Name of the township's monthly duty in every pack that has one; its `form` is the ledger form. */
export const LEDGER_DUTY = '台账报备';

/** Channels whose people are told the result. @source SD#A2-11 */
const TOLD_CHANNELS: readonly string[] = ['self-application', 'petition'];

/** A line of the ledger as the form shows it. `cells` by column key, '' = blank. */
export interface LedgerRow extends FrozenRow {
  /** Headings of the columns the form wants and the line does not have. */
  readonly missing: readonly string[];
  /** A result that has to be told and has not been. */
  readonly untold: boolean;
}

/** What the ledger form of an area and month is made from. */
export interface LedgerForm {
  readonly form: Form;
  readonly columns: readonly FormColumn[];
  readonly channels: readonly ChannelTerm[];
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** The ledger of a month `YYYY-MM`. */
export interface LedgerMonth extends LedgerForm {
  readonly month: string;
  readonly rows: readonly LedgerRow[];
}

/** First and last day of a month written `YYYY-MM`. */
export function daysOfMonth(month: string): { from: PlainDate; to: PlainDate } {
  const from = plainDate(`${month}-01`);
  return { from, to: monthEnd(from) };
}

/** The monthly duty of the ledger in force in a month, or undefined. */
export function ledgerDuty(policy: Policy): Duty | undefined {
  return policy.duties.find((duty) => duty.id === LEDGER_DUTY);
}

/**
 * The last day to file a month in time, from the duty of the pack, moved off a rest day where its `roll` says so; null when
 * no duty is in force then. @source SD#1.3-f
 */
export function filingDueDay(policy: Policy, month: string, calendar: Calendar): PlainDate | null {
  const duty = ledgerDuty(policy);
  const named = duty && dutySlots(duty, daysOfMonth(month))[0]?.due;
  return duty === undefined || named === undefined ? null : rolledDue(duty, named, calendar);
}

/** The ledger form of a township (or of the actor's area) as in force in a month. Errors: `not-found` where no pack has one. */
export async function ledgerForm(context: CommandContext, month: string, town?: number): Promise<LedgerForm> {
  const { to } = daysOfMonth(month);
  const on = earlier(to, context.now.today);
  const area = town ?? context.actor.area;
  if (area === null) throw new AppError('forbidden', { why: 'no-area' });
  const { policy, calendar } = await context.policy.inForce(context.tx, area, on);
  const form = policy.forms.find((each) => each.id === ledgerDuty(policy)?.form);
  if (!form) throw new AppError('not-found', { what: 'form', month });
  return { form, columns: formColumns(policy, form), channels: policy.terms.channels, policy, calendar };
}

/**
 * The month's ledger of a township, or of all the actor sees: lines that came in since the last filing and lines still
 * open. A line filed open comes again with its end; one filed with its end does not. What happened after the month's
 * last day stands blank. Order: township, 信息反馈日期, number. @source SD#1.3-f SD#1.3-h
 */
export async function ledgerMonth(
  context: CommandContext,
  { month, town }: { month: string; town?: number | undefined },
): Promise<LedgerMonth> {
  const wanted = await ledgerLines(context, month, town);
  const form = await ledgerForm(context, month, town);
  const lines = await linesOf(
    context,
    wanted.map((line) => line.matter),
  );
  const rows = await formRows(context, form, lines, daysOfMonth(month).to);
  return { ...form, month, rows };
}

/** The lines of `ledgerMonth` by id, with their township. */
export async function ledgerLines(
  context: CommandContext,
  month: string,
  town?: number,
): Promise<{ matter: string; town: number }[]> {
  const { from, to } = daysOfMonth(month);
  const before = monthOf(addMonths(from, -1));
  const filings = await listFilings(context.tx, context.keys, { town, month: before });
  const settled = new Set(
    filings.flatMap((filing) => frozenRows(filing.sheet).flatMap((row) => (row.ended ? [row.lead] : []))),
  );
  const lines = await listLedgerLines(context.tx, context.keys.county, { from, to, before }, town);
  return lines.filter((line) => !settled.has(line.matter));
}

/** Stored lines of these leads. */
export async function linesOf(context: CommandContext, matters: readonly string[]): Promise<ListedLead[]> {
  if (matters.length === 0) return [];
  const { lines } = await listLeads(context.tx, context.keys, { matters, limit: matters.length });
  return lines;
}

/** Lines as rows of the form, as known at the end of `asOf`. */
export async function formRows(
  context: CommandContext,
  form: LedgerForm,
  lines: readonly ListedLead[],
  asOf: PlainDate,
): Promise<LedgerRow[]> {
  const { tx, keys, now } = context;
  const areas = new Map((await listCountyAreas(tx, keys.county, now.today)).map((area) => [area.area, area]));
  const names = await staffNames(tx, keys.county, [...new Set(lines.flatMap((line) => line.verifiers))]);
  const order = (line: ListedLead) => `${String(line.town).padStart(9, '0')} ${line.feedbackOn} ${line.no}`;
  return lines
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((line) => rowOf(form, asKnown(line, asOf), areas, names));
}

function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return daysBetween(a, b) > 0 ? a : b;
}

/** The line without what happened after `asOf`. */
function asKnown(line: ListedLead, asOf: PlainDate): ListedLead {
  const late = (day: PlainDate | null) => day !== null && day > asOf;
  return {
    ...line,
    ...(late(line.visitedOn) ? { visitedOn: null, verdict: null, reason: null } : {}),
    ...(late(line.toldOn) ? { toldOn: null, toldHow: null } : {}),
    ...(late(line.finishedOn) ? { finishedOn: null } : {}),
    ...(late(line.endedOn) ? { endedOn: null } : {}),
  };
}

function rowOf(
  { columns, channels }: LedgerForm,
  line: ListedLead,
  areas: ReadonlyMap<number, AreaRow>,
  names: ReadonlyMap<string, string>,
): LedgerRow {
  const channel = channels.find((each) => each.id === line.channel);
  const toTell = TOLD_CHANNELS.includes(channel?.canonical ?? '');
  const label = (area: number | null) => (area === null ? null : areaLabel(areas.get(area)?.name ?? ''));
  const facts = {
    乡镇名: label(line.town),
    村名: label(line.village),
    户主姓名: known(line.headName),
    身份证号码: line.idMasked,
    预警方式: channel?.label ?? line.channel,
    预警信息来源: line.source,
    具体预警信息: known(line.text),
    信息反馈日期: line.feedbackOn,
    是否符合认定标准: line.verdict,
    不符合认定标准的主要原因: line.reason,
    是否已告知本人: toTell && line.verdict !== null ? line.toldOn !== null : null,
    核查人员: known(line.verifiers.map((id) => names.get(id) ?? '').join('、')),
    办结日期: line.finishedOn,
  };
  const details: Readonly<Record<string, string>> =
    line.toldOn === null
      ? {}
      : { 是否已告知本人: [line.toldOn, line.toldHow].filter((part) => part !== null).join(' ') };
  const cells = Object.fromEntries(
    columns.map((column) => [column.key, detailed(column.cell(facts), details[column.fact ?? ''])]),
  );
  return {
    lead: line.matter,
    no: line.no,
    seq: line.seq,
    household: line.household,
    headName: line.headName,
    ended: line.endedOn !== null,
    cells,
    missing: columns.filter((each) => each.required(facts) && cells[each.key] === '').map((each) => each.label),
    untold: toTell && line.verdict !== null && line.toldOn === null,
  };
}

/** A cell with its particulars behind it: 是（2022-03-21 当面签收）. */
function detailed(cell: string, detail: string | undefined): string {
  return cell === '' || detail === undefined ? cell : `${cell}（${detail}）`;
}

function known(text: string): string | null {
  return text === '' ? null : text;
}
