import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Anything that knows its address: a browser page. */
interface Addressed {
  url(): string;
}

/**
 * Says that a user sees here what the clauses ask for (`SD-1.3-f` or `SD#1.3-f`). Stands after the assertion it speaks of,
 * so that a failing test says nothing. `screen` is the page, its path, or the address of the API. The word is kept for
 * `policy coverage` when the whole of the tests runs (`tools/test-all.ts`); alone a test keeps nothing.
 */
export function shows(clauses: string | readonly string[], screen?: string | Addressed): void {
  const file = process.env['SHOUWANG_SHOWN_FILE'];
  const names = typeof clauses === 'string' ? [clauses] : clauses;
  for (const name of names) if (!/^[^-#\s]+[-#]\S+$/.test(name)) throw new Error(`no clause: ${name}`);
  if (file === undefined || file === '') return;
  const { currentTestName = '', testPath = '' } = expect.getState();
  const at = testPath.replaceAll('\\', '/').replace(/^.*\/(?=(test|src)\/)/, '');
  const lines = names.map((name) =>
    JSON.stringify({ clause: clauseName(name), test: currentTestName, file: at, screen: screenOf(screen) }),
  );
  appendFileSync(file, `${lines.join('\n')}\n`);
}

/** `SD-1.3-f` as packs write it: `SD#1.3-f`. */
export function clauseName(name: string): string {
  return name.includes('#') ? name : name.replace('-', '#');
}

function screenOf(screen: string | Addressed | undefined): string | null {
  if (screen === undefined) return null;
  return typeof screen === 'string' ? screen : new URL(screen.url()).pathname;
}
