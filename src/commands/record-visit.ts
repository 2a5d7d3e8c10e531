import { randomUUID } from 'node:crypto';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type Fen, parseYuan } from '#domain/values/fen.ts';
import { readIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { fileHeads } from '#store/filings.ts';
import { findPersonByNumber, headOf, setPersonNumber } from '#store/households.ts';
import { insertIncome } from '#store/incomes.ts';
import type { CommandContext } from './command-context.ts';
import { assignment, checkDay, eachLead, hasStep, receivedFirst, type SetOutcome } from './lead-acts.ts';
import { leadSteps, verdicts, visitStep } from './lead-steps.ts';
import { type MatterFile, recordAct } from './matter-file.ts';
import { openIdentification } from './open-identification.ts';

/** What was seen on a visit. Amounts in yuan as typed, of the household for the income window; null: not asked. */
export interface VisitInput {
  readonly on: PlainDate;
  readonly verifiers: readonly string[];
  readonly income?: Readonly<Record<IncomeLine, string | null>> | undefined;
  readonly guarantees?: Readonly<Record<Guarantee, 'ok' | 'problem' | 'unknown'>> | undefined;
  readonly risks: readonly string[];
  readonly note?: string | undefined;
  readonly photos: readonly string[];
}

type IncomeLine =
  | 'wage'
  | 'business'
  | 'property'
  | 'transfer'
  | 'businessCost'
  | 'compliantOutOfPocket'
  | 'insurancePayout';
type Guarantee = 'housing' | 'education' | 'water' | 'medicalInsurance';

export interface VerifyInput {
  readonly id: string;
  readonly seq: number;
  readonly visit: VisitInput;
  readonly verdict?: string | undefined;
  readonly reason?: string | undefined;
  /** The head's identity number, a required column, due by 销号. */
  readonly idNumber?: string | undefined;
}

/**
 * 入户核实 with its verdict. One visit serves the lead and, after 是, step one of identification: typed once.
 * Errors: `refused` (in the answer), `invalid-date`, `invalid-id-number`, `bad-request` (amount, photos), `already-exists`.
 * @source SD#1.2-e SD#1.3-d SD#2-d1 SD#A2-18
 */
export function recordVisit(context: CommandContext, input: VerifyInput): Promise<SetOutcome> {
  return eachLead(context, [input], (file) => verifyLead(context, file, input));
}

/** The same for one lead of a set: number, assignment where missing, visit and verdict, identification after 是. */
export async function verifyLead(context: CommandContext, file: MatterFile, input: VerifyInput): Promise<MatterFile> {
  checkDay(context, file, input.visit.on);
  await checkPhotos(context, file, input.visit.photos);
  const numbered =
    input.idNumber === undefined ? file : await recordNumber(context, file, input.idNumber, input.visit.on);
  const received = await receivedFirst(context, numbered, input.visit.on);
  const assigned = await assignedFirst(context, received, input.visit);
  const values = visitFacts(input);
  const reason = input.reason === undefined || input.reason === '' ? {} : { reason: input.reason };
  const verified = await recordAct(context, assigned, {
    kind: visitStep(file.state.setting.procedure.steps),
    on: input.visit.on,
    ...(input.verdict === undefined ? {} : { outcome: input.verdict }),
    ...reason,
    values,
    personal: input.visit.note === undefined ? {} : { note: input.visit.note },
  });
  await recordIncome(context, verified, input.visit);
  return input.verdict === verdicts.yes
    ? openIdentification(context, verified, { on: input.visit.on, values })
    : verified;
}

/** Photos are named that were stored for this place as photos. Errors: `bad-request`. */
export async function checkPhotos(context: CommandContext, file: MatterFile, photos: readonly string[]): Promise<void> {
  const heads = await fileHeads(context.tx, context.keys, photos);
  const stray = photos.filter((id) => heads.get(id)?.purpose !== 'photo' || heads.get(id)?.town !== file.row.town);
  if (stray.length > 0) throw new AppError('bad-request', { field: 'photos', why: 'not-stored-here' });
}

/** Sets the head's number after its check digit has been found right, and tells the lead that it is there. */
export async function recordNumber(
  context: CommandContext,
  file: MatterFile,
  text: string,
  on: PlainDate,
): Promise<MatterFile> {
  const reading = readIdNumber(text, context.now.today);
  if (!reading.ok) throw new AppError('invalid-id-number', { field: 'idNumber', why: reading.reason });
  const head =
    file.row.household === null ? undefined : await headOf(context.tx, context.keys.county, file.row.household);
  if (!head) throw new AppError('not-found', { what: 'household' });
  const known = await findPersonByNumber(context.tx, context.keys, reading.number);
  if (known && known.id !== head.person) {
    throw new AppError('already-exists', { what: 'person', household: known.household });
  }
  if (!known) await setPersonNumber(context.tx, context.keys, head.person, reading.number);
  return recordAct(context, file, {
    kind: 'correct',
    on,
    set: { 证件已登记: true },
    reason: 'identity number registered',
  });
}

/** Verifiers named on the visit count as assigned when nobody was before. */
async function assignedFirst(context: CommandContext, file: MatterFile, visit: VisitInput): Promise<MatterFile> {
  if (!hasStep(file, leadSteps.assign) || file.state.steps[leadSteps.assign]?.doneOn) return file;
  return recordAct(context, file, assignment(visit.verifiers, visit.on));
}

/** What a visit found, as plain values of its act. */
export function visitFacts(input: Pick<VerifyInput, 'visit' | 'reason'>): Facts {
  const { visit } = input;
  return {
    核查人员: [...new Set(visit.verifiers)],
    核查人数: new Set(visit.verifiers).size,
    入户日期: visit.on,
    风险: visit.risks,
    照片: visit.photos,
    ...(visit.guarantees === undefined ? {} : { 三保障和饮水: visit.guarantees }),
    // The reason itself is a personal value beside the chain; the act says that there is one.
    ...(input.reason === undefined || input.reason === '' ? {} : { 不符合原因: 'kept' }),
  };
}

/** Keeps the income worksheet of a visit; unknown lines stay unknown. @source national#收入 */
export async function recordIncome(context: CommandContext, file: MatterFile, visit: VisitInput): Promise<void> {
  if (visit.income === undefined || file.row.household === null) return;
  const lines = Object.fromEntries(
    Object.entries(visit.income).map(([line, text]) => [
      line,
      text === null || text.trim() === '' ? null : amount(line, text),
    ]),
  );
  if (Object.values(lines).every((line) => line === null)) return;
  await insertIncome(context.tx, context.keys.county, {
    id: randomUUID(),
    household: file.row.household,
    town: file.row.town,
    village: file.row.village,
    kind: 'visit',
    lines,
    source: 'visit',
    onDay: visit.on,
    matter: file.row.matter,
  });
}

function amount(line: string, text: string): Fen {
  const value = parseYuan(text.replaceAll(/[,，\s]/g, ''));
  if (value === undefined || value < 0n) throw new AppError('bad-request', { field: line, why: 'amount' });
  return value;
}
