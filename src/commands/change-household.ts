import { randomUUID } from 'node:crypto';
import type {
  ChangePlan,
  ChangeRefusal,
  ChangeRequest,
  ChangeSubject,
  RunningMatter,
} from '#domain/registry/changes/household-change.ts';
import { planChange } from '#domain/registry/changes/plan-change.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type IdNumber, idNumberParts, parseIdNumber, type Sex } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listCountyAreas } from '#store/areas.ts';
import { lockSubject, type SubjectRow } from '#store/household-changes.ts';
import { findPersonByNumber } from '#store/households.ts';
import { listMatters } from '#store/matters.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import { applyChange, type Newcomer } from './apply-change.ts';
import type { CommandContext } from './command-context.ts';
import { LEAD } from './lead-steps.ts';
import { parameterTexts } from './parameter-texts.ts';

/** A change of a household as a form sends it. */
export interface ChangeInput {
  readonly household: string;
  readonly kind:
    | 'split'
    | 'merge'
    | 'move'
    | 'move-out'
    | 'head'
    | 'birth'
    | 'marriage-in'
    | 'death'
    | 'leave'
    | 'natural';
  readonly on: PlainDate;
  readonly persons?: readonly string[] | undefined;
  readonly head?: string | undefined;
  readonly relations?: Readonly<Record<string, string>> | undefined;
  /** The household it is merged into. */
  readonly into?: string | undefined;
  /** The village it moves to. */
  readonly village?: number | undefined;
  readonly newcomer?: NewcomerInput | undefined;
  /** Of 自然减少: one of the region's list. */
  readonly cause?: string | undefined;
  readonly reason: string;
  readonly evidence: readonly string[];
}

/** Somebody who is born into a household or marries into it. */
export interface NewcomerInput {
  readonly name: string;
  readonly relation: string;
  readonly sex: '男' | '女';
  readonly idNumber?: string | undefined;
  readonly bornOn?: PlainDate | undefined;
}

/** A change worked out against the register as it stands now. */
export interface LookedChange {
  readonly plan: ChangePlan;
  readonly subject: ChangeSubject;
  readonly other: ChangeSubject | undefined;
}

/**
 * Works a change out without making it: members before and after, the head, what runs, and every reason against it.
 * Errors: `not-found` (a household is not there or not visible).
 */
export async function lookAtChange(context: CommandContext, input: ChangeInput): Promise<LookedChange> {
  const { looked } = await workOut(context, input);
  return looked;
}

/**
 * Makes a change: one act with its reason, its day and its statistics; every value it changes is kept in the register's history.
 * Errors: `not-found`, `refused` with every reason.
 */
export async function changeHousehold(context: CommandContext, input: ChangeInput): Promise<{ change: string }> {
  await waitForTurn(context.tx, context.keys.county);
  const { looked, request, newcomer } = await workOut(context, input);
  refuseAll(looked.plan.refusals);
  const change = randomUUID();
  const { kind, household, on, reason, evidence } = input;
  await applyChange(context, {
    ...{ change, kind, household, on, reason, evidence, newcomer },
    other: kind === 'split' ? (request.newHousehold ?? null) : (input.into ?? null),
    monitored: looked.subject.monitored,
    plan: looked.plan,
  });
  return { change };
}

/** Throws `refused` with all of them when there is any. */
export function refuseAll(refusals: readonly ChangeRefusal[]): void {
  if (refusals.length === 0) return;
  throw new AppError('refused', {
    act: 'change-household',
    refusals: refusals.map(({ code, names }) => ({
      ...{ step: 'change-household', code, source: [], inferred: null, strength: 'must', text: null },
      ...{ missing: names, opensWhen: {} },
    })),
  });
}

interface Worked {
  readonly looked: LookedChange;
  readonly request: ChangeRequest;
  readonly newcomer: Newcomer | undefined;
}

async function workOut(context: CommandContext, input: ChangeInput): Promise<Worked> {
  const subject = await subjectOf(context, input.household);
  const other = input.into === undefined ? undefined : await subjectOf(context, input.into);
  const { refusals, newcomer } = await readNewcomer(context, input);
  const place = await placeOf(context, input);
  const cause = await causeRefusals(context, input, subject);
  const request: ChangeRequest = {
    ...{ kind: input.kind, on: input.on },
    ...(input.persons === undefined ? {} : { persons: input.persons }),
    ...(input.head === undefined ? {} : { head: input.head }),
    ...(input.relations === undefined ? {} : { relations: input.relations }),
    ...(place.to === undefined ? {} : { place: place.to }),
    ...(newcomer === undefined ? {} : { newcomer: { ...newcomer, sex: newcomer.sexCode } }),
    ...(input.kind === 'split' ? { newHousehold: randomUUID() } : {}),
  };
  const worked = planChange(request, subject, context.now.today, other);
  const all = [...refusals, ...place.refusals, ...cause, ...worked.refusals];
  const plan = all.length === 0 ? worked : { refusals: all, after: [], gone: [], lines: [] };
  return { looked: { plan, subject, other }, request, newcomer };
}

/** A household with what runs about it. Errors: `not-found`. */
export async function subjectOf(context: CommandContext, id: string): Promise<ChangeSubject> {
  const row: SubjectRow | undefined = await lockSubject(context.tx, context.keys.county, id);
  if (row === undefined) throw new AppError('not-found', { what: 'household' });
  const open = await listMatters(context.tx, context.keys.county, { household: id, open: true });
  const { policy } = await context.policy.inForce(context.tx, row.village ?? row.town, context.now.today);
  const running = open.map(
    ({ matter, no, procedure }): RunningMatter => ({
      ...{ matter, no, kind: procedure === LEAD ? 'lead' : 'procedure' },
      label: policy.procedures[procedure]?.label ?? procedure,
    }),
  );
  const { town, village, head, members } = row;
  return { id, town, village, head, members, running, monitored: row.status === 'monitored' };
}

async function placeOf(
  { tx, keys, now, actor }: CommandContext,
  { kind, village }: ChangeInput,
): Promise<{ to?: { town: number; village: number }; refusals: ChangeRefusal[] }> {
  if (kind !== 'move' || village === undefined) return { refusals: [] };
  const areas = await listCountyAreas(tx, keys.county, now.today);
  const found = areas.find(({ area, level }) => area === village && level === 'village');
  if (found === undefined || found.parent === null) throw new AppError('not-found', { what: 'village' });
  const to = { town: found.parent, village };
  if (!actor.towns.includes(found.parent))
    return { to, refusals: [{ code: 'change-other-town', names: [found.name] }] };
  return { to, refusals: [] };
}

/** 自然减少 has one of the region's causes. */
async function causeRefusals(
  context: CommandContext,
  { kind, cause }: ChangeInput,
  at: ChangeSubject,
): Promise<ChangeRefusal[]> {
  if (kind !== 'natural') return [];
  const causes = await parameterTexts(context, at.village ?? at.town, '自然减少情形');
  return cause !== undefined && causes.includes(cause) ? [] : [{ code: 'change-cause', names: causes }];
}

async function readNewcomer(
  { tx, keys, now }: CommandContext,
  { newcomer, kind }: ChangeInput,
): Promise<{ refusals: ChangeRefusal[]; newcomer?: Newcomer }> {
  if (newcomer === undefined || !['birth', 'marriage-in'].includes(kind)) return { refusals: [] };
  const { name, relation, sex } = newcomer;
  const idNumber = readNumber(newcomer.idNumber, now.today);
  const parts = idNumber === null ? undefined : idNumberParts(idNumber);
  const bornOn = parts?.born ?? newcomer.bornOn ?? null;
  if (bornOn !== null && bornOn > now.today) throw new AppError('invalid-date', { why: 'future', field: 'bornOn' });
  const sexCode: Sex = parts?.sex ?? (sex === '男' ? 'male' : 'female');
  const made = { id: randomUUID(), name, relation, sexCode, idNumber, bornOn };
  const taken = idNumber === null ? undefined : await findPersonByNumber(tx, keys, idNumber);
  return { newcomer: made, refusals: taken === undefined ? [] : [{ code: 'change-number-taken', names: [name] }] };
}

/** The number as checked; null for none. Errors: `invalid-id-number`. */
export function readNumber(text: string | undefined, today: PlainDate): IdNumber | null {
  if (text === undefined || text === '') return null;
  const number = parseIdNumber(text, today);
  if (number === undefined) throw new AppError('invalid-id-number', { field: 'idNumber' });
  return number;
}
