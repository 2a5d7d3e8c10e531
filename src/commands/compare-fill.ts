import { type IdNumber, readIdNumber } from '#domain/values/id-number.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { LedgerFill } from './fill-ledger.ts';
import { verdicts } from './lead-steps.ts';

/** A line as it stands, as far as the sheet may fill it. */
export interface StandingLine {
  readonly id: string;
  readonly seq: number;
  readonly no: string;
  readonly headName: string;
  readonly idKnown: boolean;
  readonly foundOn: PlainDate;
  readonly visitedOn: string | null;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly toldOn: string | null;
  readonly toldHow: string | null;
  readonly verifiers: readonly string[];
  readonly finishedOn: string | null;
}

/** A filled cell: its text, the day it says when it is one, and where it stands. */
export interface FilledIn {
  readonly text: string;
  readonly day: string | null;
  readonly address: string;
}

export type FillField = 'idNumber' | 'visitedOn' | 'verdict' | 'reason' | 'toldOn' | 'toldHow' | 'verifiers' | 'finishedOn'; // biome-ignore format: one list

/**
 * Why a cell is not taken. `line` no such open line in sight · `other-household` the locked columns were changed ·
 * `stands` the line says otherwise already · `day` no day · `future` after today · `before` before the lead arose · `word` not in the list ·
 * `needs` something it goes with is missing · `id-number` not a number of a person.
 */
export type FillFault =
  | 'line'
  | 'other-household'
  | 'stands'
  | 'day'
  | 'future'
  | 'before'
  | 'word'
  | 'needs'
  | 'id-number';

export interface WrongCell {
  readonly address: string;
  readonly why: FillFault;
  /** What stands, or what is missing or allowed. */
  readonly told: string | null;
}

export interface FillChange {
  readonly field: FillField;
  readonly address: string;
  readonly to: string;
}

/** What one row of the sheet would change; a row with a wrong cell changes nothing. */
export interface ComparedFill {
  readonly line: StandingLine;
  readonly changes: readonly FillChange[];
  readonly wrong: readonly WrongCell[];
  readonly fill: LedgerFill | null;
}

/** What words and days the sheet may hold. */
export interface FillRules {
  readonly today: PlainDate;
  readonly toldHow: readonly string[];
}

/**
 * Compares a filled row with the line as it stands. A blank cell says nothing; an equal one changes nothing; a cell that says
 * otherwise than an act that was done is wrong, since acts are taken back by acts.
 */
export function compareFill(
  line: StandingLine,
  cells: Partial<Record<FillField, FilledIn>>,
  rules: FillRules,
): ComparedFill {
  const changes: FillChange[] = [];
  const wrong: WrongCell[] = [];
  const take = (
    field: FillField,
    stands: string | null,
    read: (cell: FilledIn) => string | WrongCell,
  ): string | undefined => {
    // biome-ignore format: one signature
    const cell = cells[field];
    if (cell === undefined || cell.text === stands) return undefined;
    const value = read(cell);
    if (typeof value !== 'string') return void wrong.push(value);
    if (value === stands) return undefined;
    if (stands !== null && stands !== '')
      return void wrong.push({ address: cell.address, why: 'stands', told: stands });
    changes.push({ field, address: cell.address, to: value });
    return value;
  };
  const day = (cell: FilledIn): string | WrongCell => dayOf(cell, line, rules.today);
  const idNumber = line.idKnown ? undefined : take('idNumber', null, (cell) => idNumberOf(cell, rules.today));
  const verdict = take('verdict', line.verdict, (cell) => word(cell, Object.values(verdicts)));
  const visitedOn = take('visitedOn', line.visitedOn, day);
  const reason = take('reason', line.reason, ({ text }) => text);
  // Whoever made the visit counts, whoever was sent; without a visit an assignment stands.
  const assigned = line.verifiers.join('、') || null;
  const same = cells.verifiers !== undefined && names(cells.verifiers.text).join('、') === assigned;
  const verifiers = same
    ? undefined
    : take('verifiers', verdict === undefined ? assigned : null, ({ text }) => names(text).join('、'));
  const toldOn = take('toldOn', line.toldOn, day);
  const toldHow = take('toldHow', line.toldHow, (cell) => word(cell, rules.toldHow));
  const finishedOn = take('finishedOn', line.finishedOn, day);
  const needs = (field: FillField, missing: string): void => {
    wrong.push({ address: cells[field]?.address ?? '', why: 'needs', told: missing });
  };
  if (verdict === verdicts.no && reason === undefined) needs('verdict', 'reason');
  if ((visitedOn !== undefined || reason !== undefined) && verdict === undefined)
    needs(visitedOn === undefined ? 'reason' : 'visitedOn', 'verdict');
  if (toldOn !== undefined && toldHow === undefined) needs('toldOn', 'toldHow');
  if (toldHow !== undefined && toldOn === undefined) needs('toldHow', 'toldOn');
  if (wrong.length > 0 || changes.length === 0)
    return { line, changes: wrong.length > 0 ? [] : changes, wrong, fill: null };
  return {
    line,
    changes,
    wrong,
    fill: {
      id: line.id,
      seq: line.seq,
      idNumber,
      visitedOn: visitedOn === undefined ? undefined : plainDate(visitedOn),
      verdict,
      reason,
      verifiers: verifiers === undefined ? undefined : names(verifiers),
      told: toldOn === undefined || toldHow === undefined ? undefined : { on: plainDate(toldOn), how: toldHow, written: true }, // biome-ignore format: one shape
      finishedOn: finishedOn === undefined ? undefined : plainDate(finishedOn),
    },
  };
}

function dayOf(cell: FilledIn, line: StandingLine, today: PlainDate): string | WrongCell {
  const { address, day } = cell;
  if (day === null) return { address, why: 'day', told: null };
  if (day > today) return { address, why: 'future', told: today };
  return day < line.foundOn ? { address, why: 'before', told: line.foundOn } : day;
}

function word(cell: FilledIn, list: readonly string[]): string | WrongCell {
  return list.includes(cell.text) ? cell.text : { address: cell.address, why: 'word', told: list.join('、') };
}

function idNumberOf(cell: FilledIn, today: PlainDate): string | WrongCell {
  const reading = readIdNumber(cell.text, today);
  return reading.ok ? (reading.number as IdNumber as string) : { address: cell.address, why: 'id-number', told: null };
}

function names(text: string): string[] {
  return text.split(/[、,，;；\s]+/u).filter((name) => name !== '');
}
