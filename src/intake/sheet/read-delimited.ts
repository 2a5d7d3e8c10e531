import Papa from 'papaparse';
import { decodeText } from './decode-text.ts';
import { plainMarks, textCell } from './make-cell.ts';
import { rowCollector } from './row-collector.ts';
import type { SheetCell, SheetFile } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';

const DELIMITERS = [',', '\t', ';', '|', '，'] as const;
const SAMPLE_LINES = 20;

/** A text table (.csv, .tsv, .txt). Throws `file-unreadable` (encoding, unclosed-quote, wrong-type), `file-too-large`. */
export function readDelimited(bytes: Uint8Array, limits: SheetLimits): SheetFile {
  const { text, encoding } = decodeText(bytes);
  refuseMarkup(text);
  const delimiter = findDelimiter(text);
  const rows = rowCollector(limits);
  let number = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: false,
    step({ data, errors }, parser) {
      number += 1;
      if (errors.some((error) => error.type === 'Quotes')) {
        parser.abort();
        throw unreadable('unclosed-quote', { row: number });
      }
      rows.add(number, cellsOf(data, limits));
    },
  });
  const sheet = { name: '', hidden: false, rows: rows.take(), merges: [], formulaCells: 0 };
  return { kind: delimiter === '\t' ? 'tsv' : 'csv', encoding, macros: false, sheets: [sheet] };
}

function cellsOf(values: readonly string[], limits: SheetLimits): readonly SheetCell[] {
  if (values.length > limits.columns && values.slice(limits.columns).some((value) => value !== '')) {
    throw tooLarge('columns', limits.columns, values.length);
  }
  const cells: SheetCell[] = [];
  for (const [column, value] of values.entries()) {
    if (value.trim() === '') continue;
    if (value.length > limits.cellCharacters) throw tooLarge('cellCharacters', limits.cellCharacters, value.length);
    cells.push(textCell(column, value, plainMarks));
  }
  return cells;
}

/** Exports named .xls or .csv that are web pages or XML inside: readable to Excel, not a table to us. */
function refuseMarkup(text: string): void {
  const head = text.slice(0, 500).trimStart().toLowerCase();
  if (!head.startsWith('<')) return;
  throw unreadable('wrong-type', {
    detected: /^<(!doctype html|html|table|meta|head|style)/.test(head) ? 'html' : 'xml',
  });
}

/** The mark that splits the first lines most evenly: most lines with it, then most marks; a comma when none is found. */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 64_000)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  let [best, bestScore] = [',', 0];
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    const score = counts.filter((count) => count > 0).length * 1000 + Math.min(999, Math.max(0, ...counts));
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}
