import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rooms } from './architecture/rooms.ts';

/** Files over 400 lines (tests: 600), each with a reason. The list only shrinks. */
const longFiles: Record<string, string> = {
  'src/store/schema.ts': 'made by tools/generate-schema.ts',
};

const root = resolve(import.meta.dirname, '..');
const sources = walk(join(root, 'src')).filter((file) => /\.tsx?$/.test(file));

describe('rooms', () => {
  it('holds every source file in a room of the table', () => {
    expect(sources.length).toBeGreaterThan(50);
    const homeless = sources.filter((file) => roomOf(file) === undefined).map((file) => relative(root, file));
    expect(homeless).toEqual([]);
  });

  it('imports only what the table allows', () => {
    const wrong: string[] = [];
    for (const file of sources) {
      const from = roomOf(file);
      if (from === undefined) continue;
      for (const target of importsOf(file)) {
        const to = roomOf(target);
        if (to === undefined || !allowed(from, to)) wrong.push(`${relative(root, file)} → ${relative(root, target)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps the domain pure: no Node modules, no clock, no randomness', () => {
    const impure = sources
      .filter((file) => file.includes('/src/domain/') && !isTest(file))
      .filter((file) =>
        /from 'node:|Date\.now\(|new Date\(\)|Math\.random\(|process\./.test(readFileSync(file, 'utf8')),
      );
    expect(impure.map((file) => relative(root, file))).toEqual([]);
  });

  it('lets only main read the environment', () => {
    const readers = sources
      .filter((file) => roomOf(file) !== 'main' && !isTest(file))
      .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
    expect(readers.map((file) => relative(root, file))).toEqual([]);
  });

  it('opens transactions and sets scope in one file only', () => {
    const openers = sources
      .filter(
        (file) =>
          !isTest(file) &&
          !['/main/', '/web/', '/ui/', '/domain/'].some((room) => file.includes(`/src${room}`)) &&
          /\bset local\b|`begin;|sql\.raw\('begin/i.test(readFileSync(file, 'utf8')),
      )
      .map((file) => relative(root, file));
    expect(openers.filter((file) => file !== 'src/store/migrate.ts')).toEqual(['src/store/as-actor.ts']);
  });
});

describe('files', () => {
  it('are not long', () => {
    const long = sources
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > (isTest(file) ? 600 : 400))
      .map((file) => relative(root, file));
    expect(long.sort()).toEqual(Object.keys(longFiles).sort());
  });

  it('have names that say something, and no barrels', () => {
    const named = sources.map((file) => relative(root, file));
    expect(
      named.filter((file) => /(^|\/)(utils?|helpers?|common|shared|lib|misc|manager)(\/|\.tsx?$)/.test(file)),
    ).toEqual([]);
    expect(named.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
  });

  it('name no region in code', () => {
    const regional = sources
      .filter((file) => !isTest(file))
      .filter((file) => /['"](shandong|xili|laiyuan|fujian|yueyang|3703|1306|4306)/i.test(readFileSync(file, 'utf8')));
    expect(regional.map((file) => relative(root, file))).toEqual([]);
  });

  it('switch no test off', () => {
    const tests = [...sources, ...walk(join(root, 'test'))].filter(isTest);
    const off = tests.filter((file) => /\b(it|test|describe)\.(only|todo)\b/.test(readFileSync(file, 'utf8')));
    expect(off.map((file) => relative(root, file))).toEqual([]);
  });
});

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function isTest(file: string): boolean {
  return /\.(test|e2e)\.tsx?$/.test(file);
}

function roomOf(file: string): string | undefined {
  const path = relative(join(root, 'src'), file);
  return Object.keys(rooms).find((room) => path.startsWith(`${room}/`));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers
    .flatMap((specifier) => {
      if (specifier.startsWith('#test/')) return isTest(file) ? [] : [join(root, 'test', 'x')];
      if (specifier.startsWith('#')) return [join(root, 'src', specifier.slice(1))];
      if (specifier.startsWith('.')) return [resolve(dirname(file), specifier)];
      return [];
    })
    .filter((target) => !isTest(file) || target.startsWith(join(root, 'src')))
    .filter((target) => !/\.(css|svg|json)$/.test(target));
}

function allowed(from: string, to: string): boolean {
  const may = rooms[from] ?? [];
  return from === to || may.includes('*') || may.includes(to) || (to.startsWith('domain/') && may.includes('domain'));
}
