import type { LedgerLine } from '#contract/leads.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { dayWritten } from '#words/day-entry.ts';
import type { SentenceKey } from '#words/sentences.ts';
import type { FillCellName } from './ledger-cells.tsx';
import { isFillable, type LedgerOptions, type LineDraft } from './ledger-data.ts';

/** Columns 9–13 in the order a spreadsheet has them. */
export const pasteOrder: readonly FillCellName[] = ['verdict', 'reason', 'told', 'verifiers', 'finishedOn'];

export type PastedCell = {
  line: LedgerLine;
  cell: FillCellName;
  text: string;
  /** What it means, or why it cannot be taken. */
  change: LineDraft | undefined;
  fault: SentenceKey | undefined;
};

/** Cells of a copied spreadsheet block. Quotes around cells with line breaks are taken off; trailing empty rows dropped. */
export function cellsOf(block: string): string[][] {
  const unquoted = block.replace(/"((?:[^"]|"")*)"/g, (_, inner: string) =>
    inner.replace(/""/g, '"').replace(/\s*\n\s*/g, ' '),
  );
  const rows = unquoted.split(/\r?\n/).map((row) => row.split('\t').map((cell) => cell.trim()));
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return rows;
}

/** Lays the block over the lines from `startLine` and the column `startCell` on. Empty cells change nothing. */
export function pasteOver(
  block: readonly (readonly string[])[],
  place: { lines: readonly LedgerLine[]; startLine: string; startCell: FillCellName },
  meaning: { options: LedgerOptions; today: PlainDate },
): { cells: PastedCell[]; beyond: number } {
  const first = place.lines.findIndex((line) => line.id === place.startLine);
  const column = pasteOrder.indexOf(place.startCell);
  const cells = block.flatMap((row, down) => {
    const line = place.lines[first + down];
    if (line === undefined) return [];
    return row.flatMap((text, right) => {
      const cell = pasteOrder[column + right];
      return cell === undefined || text === '' ? [] : [pastedCell(line, cell, text, meaning)];
    });
  });
  return { cells, beyond: Math.max(0, first + block.length - place.lines.length) };
}

/** The rows to send: changes of the same line together, faulty cells left out. */
export function rowsOf(cells: readonly PastedCell[]): (LineDraft & { id: string; seq: number })[] {
  const rows = new Map<string, LineDraft & { id: string; seq: number }>();
  for (const { line, change } of cells) {
    if (change === undefined) continue;
    rows.set(line.id, { ...(rows.get(line.id) ?? { id: line.id, seq: line.seq }), ...change });
  }
  return [...rows.values()];
}

function pastedCell(
  line: LedgerLine,
  cell: FillCellName,
  text: string,
  meaning: { options: LedgerOptions; today: PlainDate },
): PastedCell {
  const read = isFillable(line, cell) ? readCell(line, cell, text, meaning) : 'ledger.paste.read-only';
  return typeof read === 'string'
    ? { line, cell, text, change: undefined, fault: read }
    : { line, cell, text, change: read, fault: undefined };
}

function readCell(
  line: LedgerLine,
  cell: FillCellName,
  text: string,
  { options, today }: { options: LedgerOptions; today: PlainDate },
): LineDraft | SentenceKey {
  switch (cell) {
    case 'verdict': {
      const verdict = options.verdicts.find(({ label }) => label === text);
      return verdict ? { verdict: verdict.id } : 'ledger.paste.bad-verdict';
    }
    case 'reason':
      return { reason: text };
    case 'told':
      return line.told.needed ? readTold(text, options, today) : 'ledger.cell.not-for-channel';
    case 'verifiers':
      return { verifiers: text.split(/[、，,;；\s]+/).filter((name) => name !== '') };
    case 'finishedOn': {
      const day = dayWritten(text, today);
      return day ? { finishedOn: day } : 'ledger.paste.bad-date';
    }
    case 'idNumber':
      return { idNumber: text.toUpperCase() };
  }
}

/** `是`, or `是（4月6日 当面）`: the day is today's and the manner the first offered where the cell does not say. */
function readTold(text: string, options: LedgerOptions, today: PlainDate): LineDraft | SentenceKey {
  const [first] = options.toldHow;
  if (!text.startsWith('是') || first === undefined) return 'ledger.paste.bad-told';
  const details = text
    .slice(1)
    .replace(/[()（）]/g, ' ')
    .trim()
    .split(/\s+/);
  const on = details.map((part) => dayWritten(part, today)).find((day) => day !== undefined) ?? today;
  const how = options.toldHow.find((label) => text.includes(label)) ?? first;
  return { told: { on, how, written: text.includes('书面') } };
}
