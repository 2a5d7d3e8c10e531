import type { TableRow } from './cli-command.ts';

/**
 * The rows as lines of text: a heading, a rule, one line a row, columns aligned by the width a terminal gives them
 * (a Chinese character takes two places). No rows give no lines.
 */
export function tableText(rows: readonly TableRow[]): string[] {
  const first = rows[0];
  if (first === undefined) return [];
  const names = Object.keys(first);
  const cells = rows.map((row) => names.map((name) => cellText(row[name])));
  const widths = names.map((name, column) =>
    Math.max(displayWidth(name), ...cells.map((line) => displayWidth(line[column] ?? ''))),
  );
  const asLine = (line: readonly string[]): string =>
    line
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - displayWidth(text)))
      .join('  ')
      .trimEnd();
  return [asLine(names), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(asLine)];
}

/** Columns a terminal needs for the text: wide East Asian characters and emoji count two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const combining = /\p{Mn}|\p{Me}|\p{Cf}/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(cellText).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
