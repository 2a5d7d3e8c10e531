import { recordOf } from '#domain/procedures/matter-state.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { ensureStaff } from '#store/staff.ts';
import type { CommandContext } from './command-context.ts';
import { assignment, checkDay, eachLead, receivedFirst, type SetOutcome } from './lead-acts.ts';
import { leadOutcomes, leadSteps } from './lead-steps.ts';
import { loadMatter, type MatterFile, recordAct } from './matter-file.ts';
import { recordNumber, verifyLead } from './record-visit.ts';

/** Cells of one line as typed in the grid or a spreadsheet; only those given count. Verifiers by name. */
export interface LedgerFill {
  readonly id: string;
  readonly seq: number;
  readonly idNumber?: string | undefined;
  readonly visitedOn?: PlainDate | undefined;
  readonly verdict?: string | undefined;
  readonly reason?: string | undefined;
  readonly told?: { readonly on: PlainDate; readonly how: string; readonly written: boolean } | undefined;
  readonly verifiers?: readonly string[] | undefined;
  readonly finishedOn?: PlainDate | undefined;
}

/** One cell that would change. */
export interface FilledCell {
  readonly id: string;
  readonly column: 'idNumber' | 'verifiers' | 'verdict' | 'reason' | 'told' | 'finishedOn';
  readonly from: string | null;
  readonly to: string;
}

/**
 * Cells become acts, line by line in the order of the procedure: number, verifiers, verdict, told, finished. A line that
 * is refused stays as it was; the others stand. Errors of a value (`invalid-date`, `invalid-id-number`) end the command.
 * @source SD#A2-09 SD#A2-10 SD#A2-11 SD#A2-12 SD#A2-13
 */
export function fillLedger(context: CommandContext, input: { rows: readonly LedgerFill[] }): Promise<SetOutcome> {
  return eachLead(context, input.rows, (file, row) => fillLine(context, file, row as LedgerFill));
}

/** What the same rows would change, cell by cell; writes nothing. */
export async function previewFill(
  context: CommandContext,
  input: { rows: readonly LedgerFill[] },
): Promise<FilledCell[]> {
  const cells: FilledCell[] = [];
  for (const row of input.rows) {
    const file = await loadMatter(context, row.id, row.seq);
    const verified = recordOf(file.state, leadSteps.verify);
    const offer = (column: FilledCell['column'], from: string | null, to: string | undefined) => {
      if (to !== undefined && to !== '' && to !== from) cells.push({ id: row.id, column, from, to });
    };
    offer('idNumber', null, row.idNumber);
    offer('verifiers', null, row.verifiers?.join('、'));
    offer('verdict', verified.outcome, row.verdict);
    offer('reason', null, row.reason);
    offer('told', recordOf(file.state, leadSteps.tell).doneOn, row.told?.on);
    offer('finishedOn', recordOf(file.state, leadSteps.writeOff).doneOn, row.finishedOn);
  }
  return cells;
}

async function fillLine(context: CommandContext, file: MatterFile, row: LedgerFill): Promise<MatterFile> {
  const { today } = context.now;
  let filled = file;
  if (row.idNumber !== undefined && row.idNumber !== '')
    filled = await recordNumber(context, filled, row.idNumber, today);
  const verifiers = row.verifiers === undefined ? [] : await verifierIds(context, filled, row.verifiers);
  if (row.verdict !== undefined && recordOf(filled.state, leadSteps.verify).doneOn === null) {
    filled = await verifyLead(context, filled, {
      id: row.id,
      seq: row.seq,
      visit: {
        on: row.visitedOn ?? today,
        verifiers: verifiers.length > 0 ? verifiers : assignedTo(filled),
        risks: [],
        photos: [],
      },
      verdict: row.verdict,
      reason: row.reason,
    });
  } else if (verifiers.length > 0 && recordOf(filled.state, leadSteps.assign).doneOn === null) {
    filled = await recordAct(context, await receivedFirst(context, filled, today), assignment(verifiers, today));
  }
  return closeLine(context, filled, row);
}

async function closeLine(context: CommandContext, file: MatterFile, row: LedgerFill): Promise<MatterFile> {
  let filled = file;
  if (row.told !== undefined) {
    checkDay(context, filled, row.told.on);
    filled = await recordAct(context, filled, {
      kind: leadSteps.tell,
      on: row.told.on,
      values: { 方式: row.told.how, 书面: row.told.written },
    });
  }
  if (row.finishedOn !== undefined) {
    checkDay(context, filled, row.finishedOn);
    filled = await recordAct(context, filled, {
      kind: leadSteps.writeOff,
      on: row.finishedOn,
      outcome: leadOutcomes.writtenOff,
    });
  }
  return filled;
}

async function verifierIds(context: CommandContext, file: MatterFile, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of new Set(names)) {
    const person = { county: context.keys.county, area: file.row.town, name };
    ids.push(await ensureStaff(context.tx, person, context.now.at));
  }
  return ids;
}

function assignedTo(file: MatterFile): string[] {
  const seq = recordOf(file.state, leadSteps.assign).doneSeq;
  const named = file.state.acts.find((act) => act.seq === seq)?.values['核查人员'];
  return Array.isArray(named) ? named.filter((each): each is string => typeof each === 'string') : [];
}
