import { randomUUID } from 'node:crypto';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { QualityHousehold } from '#domain/registry/quality/quality-household.ts';
import type { QualityFinding } from '#domain/registry/quality/quality-rule.ts';
import {
  type FieldValue,
  findRegistryField,
  type RegistryField,
  registryFields,
} from '#domain/registry/registry-fields.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { parseIdNumber } from '#domain/values/id-number.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { insertCorrection, type ProposedValue } from '#store/corrections.ts';
import { lockSubject } from '#store/household-changes.ts';
import { lastSources } from '#store/household-page.ts';
import { isSealed, shownValue } from '#store/registry-columns.ts';
import { findValue } from '#store/registry-undo.ts';
import { previewFaults } from './check-quality.ts';
import type { CommandContext } from './command-context.ts';

/** Name of the source of what was corrected by people at work on the household. */
export const CORRECTION_SOURCE = 'correction';

/** What follows from acts of its own, or is given by the national system: not proposed here. */
const NOT_PROPOSED: readonly string[] = ['village', 'headName', 'memberCount', 'householdNumber', 'personNumber', 'relation', 'riskCleared', 'clearanceManner', 'clearedOn']; // biome-ignore format: one list

/** Values somebody says are otherwise: field by field as typed. */
export interface CorrectionInput {
  readonly household: string;
  /** The member it is about; absent: the household. */
  readonly person?: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** A field that may be proposed, with the words it can take; null: any text of its type. */
export interface CorrectionField {
  readonly field: RegistryField;
  readonly choices: readonly string[] | null;
}

/** The fields of households and persons a correction may be about, in the order people read them. */
export function correctionFields(policy: Policy): CorrectionField[] {
  return registryFields
    .filter(({ name }) => !NOT_PROPOSED.includes(name))
    .map((field) => ({ field, choices: policy.terms.lists[field.label]?.map(({ id }) => id) ?? null }));
}

/**
 * What the rules find in the household as it stands and as it would stand with these values. Nothing is written.
 * Errors: as `proposeCorrection`.
 */
export async function lookAtCorrection(
  context: CommandContext,
  input: CorrectionInput,
): Promise<{ before: QualityFinding[]; after: QualityFinding[] }> {
  const values = await readValues(context, input);
  const said = Object.fromEntries(values.map(({ field, value }) => [field.name, value]));
  return previewFaults(context, input.household, (household): QualityHousehold => {
    if (input.person === undefined) return { ...household, values: { ...household.values, ...said } };
    const members = household.members.map((member) =>
      member.key === input.person ? { ...member, values: { ...member.values, ...said } } : member,
    );
    return { ...household, members };
  });
}

/**
 * 信息更正: a proposal with its reason. Nothing is overtyped: each value becomes a difference that somebody else decides.
 * Returns the proposal's id and how many values differ from what is known.
 * Errors: `not-found`, `bad-request` (no such field, not a value of it), `invalid-id-number`, `already-exists` (all as known).
 */
export async function proposeCorrection(
  context: CommandContext,
  input: CorrectionInput,
): Promise<{ correction: string; differences: number }> {
  const { tx, keys, actor, now } = context;
  const subject = await lockSubject(tx, keys.county, input.household);
  const values = await readValues(context, input);
  if (subject === undefined) throw new AppError('not-found', { what: 'household' });
  const of = input.person === undefined ? ('household' as const) : ('person' as const);
  const id = input.person ?? input.household;
  const sources = await lastSources(tx, keys.county, input.household);
  const proposed: ProposedValue[] = [];
  for (const { field, value } of values) {
    const known = await findValue(tx, keys, of, id, field.name);
    if (known !== null && shownOf(known) === shownOf(value)) continue;
    const table = of === 'household' ? 'households_changes' : 'persons_changes';
    const place = { table, column: field.sql, row: id };
    proposed.push({
      ...{ subject: of, subjectId: id, field: field.name, offered: shownValue(field, value) },
      known: known === null ? null : shownValue(field, known),
      knownSource: sources.get(`${id}/${field.name}`)?.source ?? 'unknown',
      cipher: isSealed(field) ? keys.seal(place, JSON.stringify({ current: known, offered: value })) : null,
    });
  }
  if (proposed.length === 0) throw new AppError('already-exists', { what: 'value' });
  const correction = randomUUID();
  await insertCorrection(tx, keys, {
    ...{
      id: correction,
      household: input.household,
      person: input.person ?? null,
      reason: input.reason,
      on: now.today,
    },
    ...{ at: now.at, by: { account: actor.account, name: actor.name }, town: subject.town, village: subject.village },
    ...{ source: CORRECTION_SOURCE, values: proposed },
  });
  return { correction, differences: proposed.length };
}

interface ReadValue {
  readonly field: RegistryField;
  readonly value: FieldValue;
}

async function readValues(context: CommandContext, input: CorrectionInput): Promise<ReadValue[]> {
  const subject = await lockSubject(context.tx, context.keys.county, input.household);
  const member = input.person === undefined || subject?.members.some(({ id }) => id === input.person);
  if (subject === undefined || !member) throw new AppError('not-found', { what: 'household' });
  const area = subject.village ?? subject.town;
  const { policy } = await context.policy.inForce(context.tx, area, context.now.today);
  const may = correctionFields(policy);
  return Object.entries(input.values).map(([name, text]) => {
    const field = findRegistryField(name);
    const found = may.find((each) => each.field.name === name);
    const of = input.person === undefined ? 'household' : 'person';
    if (field?.of !== of || found === undefined)
      throw new AppError('bad-request', { field: name, why: 'no-such-field' });
    const value = readFieldValue(field, text.trim(), found.choices, context.now.today);
    if (value === undefined) throw new AppError('bad-request', { field: name, why: 'value' });
    return { field, value };
  });
}

/** A value as typed; undefined when it is none of the field. Errors: `invalid-id-number`. */
export function readFieldValue(
  field: RegistryField,
  text: string,
  choices: readonly string[] | null,
  today: PlainDate,
): FieldValue | undefined {
  if (text === '') return undefined;
  if (field.name === 'idNumber') {
    const number = parseIdNumber(text, today);
    if (number === undefined) throw new AppError('invalid-id-number', { field: 'idNumber' });
    return number;
  }
  switch (field.type) {
    case 'boolean':
      return text === '是' ? true : text === '否' ? false : undefined;
    case 'integer':
      return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
    case 'fen':
      return parseYuan(text);
    case 'date': {
      const day = parsePlainDate(text);
      return day !== undefined && day <= today ? day : undefined;
    }
    case 'date-or-month':
      return parsePlainDate(text.length === 7 ? `${text}-01` : text) === undefined ? undefined : text;
    case 'list': {
      const words = text.split('、').filter((word) => word !== '');
      return choices === null || words.every((word) => choices.includes(word)) ? words : undefined;
    }
    case 'area':
      return undefined;
    case 'text':
      return choices === null || choices.includes(text) ? text : undefined;
  }
}

function shownOf(value: FieldValue): string {
  return Array.isArray(value) ? value.toSorted().join('、') : String(value);
}
