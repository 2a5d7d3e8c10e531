import type { Sheet, SheetRow } from '../sheet/sheet-content.ts';

/** The headings of a table: for each column the readings to try, most particular first. */
export type HeaderRows = {
  /** 1-based row numbers, first and last. */
  readonly from: number;
  readonly to: number;
  readonly labels: ReadonlyMap<number, readonly string[]>;
};

const LOOKED_AT = 40;

/** Every place headings could stand among the first rows: single rows, and two rows with groups merged above. */
export function headerCandidates(sheet: Sheet): readonly HeaderRows[] {
  const texts = rowTexts(sheet);
  const candidates: HeaderRows[] = [];
  for (const row of sheet.rows.slice(0, LOOKED_AT)) {
    candidates.push(single(row.number, texts), double(row.number, texts));
  }
  return candidates;
}

/** Headings of one row. */
function single(row: number, texts: RowTexts): HeaderRows {
  const labels = new Map([...(texts.get(row) ?? [])].map(([column, text]) => [column, [text]]));
  return { from: row, to: row, labels };
}

/** Headings of two rows: the lower one, alone and behind the group above it. */
function double(row: number, texts: RowTexts): HeaderRows {
  const [upper, lower] = [texts.get(row) ?? new Map<number, string>(), texts.get(row + 1) ?? new Map<number, string>()];
  const labels = new Map<number, readonly string[]>();
  for (const column of new Set([...upper.keys(), ...lower.keys()])) {
    const [group, own] = [upper.get(column), lower.get(column)];
    if (own === undefined || own === group) labels.set(column, [group ?? '']);
    else labels.set(column, group === undefined ? [own] : [`${group}${own}`, own]);
  }
  return { from: row, to: row + 1, labels };
}

/** A line numbering the columns (1 2 3 … or 甲 乙 1 2 …) below the headings. */
export function isNumberingRow(row: SheetRow): boolean {
  const numbers = row.cells.map((cell) => cell.text.trim()).filter((text) => !/^[甲乙丙丁戊栏次序号]+$/u.test(text));
  return (
    numbers.length >= 2 &&
    numbers.every((text, index) => index === 0 || Number(text) === Number(numbers[index - 1]) + 1)
  );
}

type RowTexts = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Texts by row and column, a merged block's text standing in each of its cells (headings only: the first rows). */
function rowTexts(sheet: Sheet): RowTexts {
  const texts = new Map<number, Map<number, string>>();
  const rows = sheet.rows.slice(0, LOOKED_AT + 1);
  for (const row of rows) texts.set(row.number, new Map(row.cells.map((cell) => [cell.column, cell.text])));
  const last = rows.at(-1)?.number ?? 0;
  for (const block of sheet.merges) {
    const text = texts.get(block.fromRow)?.get(block.fromColumn);
    if (text === undefined || block.fromRow > last) continue;
    for (let row = block.fromRow; row <= Math.min(block.toRow, last); row++) {
      const line = texts.get(row) ?? new Map<number, string>();
      texts.set(row, line);
      for (let column = block.fromColumn; column <= Math.min(block.toColumn, block.fromColumn + 100); column++) {
        line.set(column, text);
      }
    }
  }
  return texts;
}
