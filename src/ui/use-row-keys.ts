import type { KeyboardEvent } from 'react';

type Acts = {
  /** Enter on a row. */
  onOpen?: ((key: string) => void) | undefined;
  /** Esc anywhere in the list. */
  onBack?: (() => void) | undefined;
  /** Ctrl+Enter: save this row and go to the next. */
  onSaveNext?: ((key: string) => void) | undefined;
};

/**
 * Keys of a list whose rows carry `data-row` and whose fillable cells carry `data-cell`: ↑↓ between rows (keeping the
 * cell), ←→ between cells, Enter, Esc, Ctrl+Enter. Inside a text field only Ctrl+Enter is ours.
 */
export function useRowKeys(acts: Acts) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('[data-row]');
    const key = row?.dataset.row;
    if (row === null || key === undefined) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      acts.onSaveNext?.(key);
      neighbour(row, 1)?.focus();
      return;
    }
    if (isTyping(target)) return;
    const cell = target.dataset.cell;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = neighbour(row, event.key === 'ArrowDown' ? 1 : -1);
      ((cell && next?.querySelector<HTMLElement>(`[data-cell="${cell}"]`)) || next)?.focus();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      moveAlong(event, row, target);
    } else if (event.key === 'Enter' && target === row) {
      event.preventDefault();
      acts.onOpen?.(key);
    } else if (event.key === 'Escape') {
      if (cell !== undefined) row.focus();
      else acts.onBack?.();
    }
  };
}

/** Puts the focus on the next fillable cell of the row, or on the row after the last one. */
export function focusNextCell(from: HTMLElement, cell: string): void {
  const row = from.closest<HTMLElement>('[data-row]');
  const cells = row ? cellsOf(row) : [];
  const index = cells.findIndex((item) => item.dataset.cell === cell);
  (cells[index + 1] ?? row)?.focus();
}

function moveAlong(event: KeyboardEvent, row: HTMLElement, target: HTMLElement): void {
  const cells = cellsOf(row);
  const index = cells.indexOf(target);
  const next = cells[index + (event.key === 'ArrowRight' ? 1 : -1)];
  if (index < 0 && target !== row) return;
  if (event.key === 'ArrowLeft' && index <= 0) row.focus();
  else if (next) next.focus();
  event.preventDefault();
}

function cellsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('[data-cell]')];
}

function neighbour(row: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  return rows[rows.indexOf(row) + step];
}

function isTyping(target: HTMLElement): boolean {
  return target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]');
}
