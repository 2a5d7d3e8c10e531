import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { loadPacks } from '#packs/load-packs.ts';
import { clauseName, shows } from './shows.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'shouwang-shown-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('a mark keeps clause, test and screen, one line each', () => {
  const file = path.join(folder, 'shown.jsonl');
  vi.stubEnv('SHOUWANG_SHOWN_FILE', file);
  shows(['SD-1.3-f', 'SD#2-e'], { url: () => 'http://127.0.0.1:8700/ledger?month=2022-03' });
  const marks = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(marks.map((mark) => [mark['clause'], mark['screen'], mark['file']])).toEqual([
    ['SD#1.3-f', '/ledger', 'test/shows.test.ts'],
    ['SD#2-e', '/ledger', 'test/shows.test.ts'],
  ]);
  expect(marks[0]?.['test']).toContain('a mark keeps clause');
});

it('alone a test keeps nothing, and what is no clause is refused', () => {
  vi.stubEnv('SHOUWANG_SHOWN_FILE', '');
  expect(() => shows('SD-1.3-f')).not.toThrow();
  expect(() => shows('somewhere')).toThrow('no clause');
});

it('every mark in the tests names a clause of a pack', () => {
  const packs = loadPacks([path.join(root, 'packs')]).loaded;
  const known = new Set(packs.flatMap(({ pack }) => pack.clauses.map((clause) => `${pack.head.id}#${clause.id}`)));
  const files = globSync('{test,src}/**/*.{test,e2e}.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.endsWith('shows.test.ts'),
  );
  const named = files.flatMap((file) => {
    const calls = readFileSync(path.join(root, file), 'utf8').matchAll(/\bshows\(\s*(\[[^\]]*\]|'[^']*')/g);
    return [...calls].flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map((match) => `${file}: ${match[1]}`),
    );
  });
  expect(named.filter((each) => !known.has(clauseName(each.split(': ')[1] ?? '')))).toEqual([]);
});
