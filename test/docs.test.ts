import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { terminalIo } from '#main/cli/terminal-io.ts';
import { allCommands } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { rooms } from './architecture/rooms.ts';

const commands = await allCommands();

const root = path.resolve(import.meta.dirname, '..');
const ignored = ['node_modules', 'dist', 'data', 'coverage', 'test-results'];
const topFolders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !ignored.includes(entry.name) && !/^\.(?!ci$)/.test(entry.name))
  .map((entry) => entry.name);
const files = [
  ...topFolders.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))), // biome-ignore format: one list
  ...readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name), // biome-ignore format: one list
].map((file) => file.replaceAll('\\', '/'));

interface Page {
  readonly file: string;
  readonly text: string;
  /** Code between backticks, and the lines of code blocks. */
  readonly code: readonly string[];
}

const pages: Page[] = files
  .filter((file) => file.endsWith('.md'))
  .map((file) => {
    const text = read(file);
    const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap((match) => (match[1] ?? '').split('\n'));
    const prose = text.replaceAll(/^```\w*\n[\s\S]*?^```/gm, '');
    return { file, text, code: [...[...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ''), ...blocks] };
  });
const page = (file: string): Page => {
  const found = pages.find((each) => each.file === file);
  if (found === undefined) throw new Error(`${file} is missing`);
  return found;
};
const package_ = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

describe('documents', () => {
  it('name only paths that exist', () => {
    expect(pages.length).toBeGreaterThan(10);
    const gone = pages.flatMap(({ file, text, code }) => [
      ...code.flatMap(pathsIn).filter((named) => !isThere(named, file) && !isPromised(named)),
      ...linksIn(text).filter((link) => !existsSync(path.join(root, path.dirname(file), link))),
    ].map((named) => `${file}: ${named}`)); // biome-ignore format: one list
    expect(gone).toEqual([]);
  });

  it('would notice a path that is gone', () => {
    expect(['src/main/cli.ts', 'cli/due.ts', 'packs/*/cases/*.yaml', 'sql/'].map((named) => isThere(named, 'x.md'))).toEqual([true, true, true, true]); // biome-ignore format: one line
    expect(['src/main/gone.ts', 'cli/gone.ts', 'gone/'].map((named) => isThere(named, 'x.md'))).toEqual([false, false, false]); // biome-ignore format: one line
  });

  it('name only npm scripts that exist', () => {
    const own = ['ci', 'install', 'pack', ...Object.keys(package_.scripts)];
    const wrong = pages.flatMap(({ file, code }) =>
      code.flatMap(scriptsIn).flatMap((script) => (own.includes(script) ? [] : [`${file}: npm ${script}`])),
    );
    expect(wrong).toEqual([]);
  });

  it('name only commands and options that exist', () => {
    const program = wholeProgram();
    const wrong = pages.flatMap(({ file, code }) =>
      code.flatMap((line) => wrongCalls(program, line)).map((call) => `${file}: ${call}`),
    );
    expect(wrong).toEqual([]);
    expect(wrongCalls(program, 'bin/shouwang serve --demo --fast')).toEqual(['shouwang serve --fast']);
    expect(wrongCalls(program, 'shouwang policy forget')).toEqual(['shouwang policy forget']);
  });

  it('are short', () => {
    const most = (file: string): number => (/^docs\/decisions\/\d{4}-/.test(file) ? 40 : 150);
    const held = [
      'README.md',
      'README.zh-CN.md',
      'ARCHITECTURE.md',
      ...files.filter((file) => /^docs\/decisions\/\d{4}-.*\.md$/.test(file)),
    ];
    const long = held.filter((file) => page(file).text.trimEnd().split('\n').length > most(file));
    expect(long).toEqual([]);
  });
});

describe('the two READMEs', () => {
  it('name every npm script and no other', () => {
    const named = (file: string): string[] => [...new Set(page(file).code.flatMap(scriptsIn))].sort();
    const scripts = Object.keys(package_.scripts);
    expect(scripts.length).toBeLessThanOrEqual(14);
    for (const file of ['README.md', 'README.zh-CN.md']) expect(named(file)).toEqual([...scripts, 'ci'].sort());
  });

  it('name every command, and the same commands in the same order', () => {
    const lines = (file: string): string[] => page(file).code.filter((line) => /^(bin\/)?shouwang |^npm /.test(line)).map((line) => line.replace(/\s+#.*/, '')); // biome-ignore format: one line
    expect(lines('README.zh-CN.md')).toEqual(lines('README.md'));
    const named = lines('README.md').map((line) => /shouwang ([a-z-]+)/.exec(line)?.[1]);
    for (const { name } of commands) expect(named).toContain(name);
  });
});

describe('the table of rooms', () => {
  const rows = tableRows(page('ARCHITECTURE.md').text)
    .map(([names = '', what = '', imports = '']) => ({ rooms: quoted(names), what, imports }))
    .filter((row) => row.rooms.some((room) => room.startsWith('src/') || room.endsWith('/')));
  const code = rows.filter((row) => row.rooms[0]?.startsWith('src/'));

  it('is that of the architecture test', () => {
    const table = code.flatMap((row) =>
      row.rooms.map((room) => [room.slice(4), importsOf(room, row.imports)] as const),
    );
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(Object.entries(rooms).map(([room, may]) => [room, [...may]]))); // biome-ignore format: one line
  });

  it('says of every room whether it is there yet', () => {
    const wrong = code.flatMap((row) => row.rooms.filter((room) => existsSync(path.join(root, room)) === row.what.includes('(not yet)'))); // biome-ignore format: one line
    expect(wrong).toEqual([]);
  });

  it('and the line below it name every folder at the top', () => {
    const data = rows
      .filter((row) => !code.includes(row))
      .flatMap((row) => row.rooms.map((room) => room.replace('/', '')));
    const beside = quoted(/^Beside them: .*$/m.exec(page('ARCHITECTURE.md').text)?.[0] ?? '')
      .filter((name) => name.endsWith('/'))
      .map((name) => name.replace('/', ''));
    expect([...data, ...beside, 'src'].sort()).toEqual(topFolders.toSorted());
    for (const row of rows.filter((each) => !code.includes(each))) expect(row.what).toMatch(/^DATA: /);
  });
});

describe('what always holds', () => {
  const section = /^## What always holds[\s\S]*?^## /m.exec(page('ARCHITECTURE.md').text)?.[0] ?? '';
  const items = section.split(/^(?=\d+\. )/m).slice(1);

  it('has fourteen points, each with the test that keeps it or the words not yet', () => {
    expect(items.map((item) => Number.parseInt(item, 10))).toEqual(Array.from({ length: 14 }, (_, at) => at + 1));
    const bare = items.filter(
      (item) => !/`(?:src|test|packs)\/[\w/.-]+\.test\.ts`/.test(item) && !item.includes('not yet'),
    );
    expect(bare).toEqual([]);
  });
});

describe('the glossary', () => {
  const rows = tableRows(page('GLOSSARY.md').text).filter(([name]) => name?.startsWith('`'));
  const names = rows.map(([name = '']) => name.replaceAll('`', ''));

  it('names only what stands in the code or the packs', () => {
    const code = files
      .filter((file) => /^(src|packs|sql)\/.*\.(tsx?|yaml|sql)$/.test(file))
      .map(read)
      .join('\n');
    const gone = names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code));
    expect(names.length).toBeGreaterThan(60);
    expect(gone).toEqual([]);
  });

  it('has one name a term, one term a name, and pinyin with tones', () => {
    const terms = rows.map(([, term = '']) => term);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(terms).size).toBe(terms.length);
    for (const [name, term = '', pinyin = '', meaning = '', from = ''] of rows) {
      expect(term, name).toMatch(/^[\p{Script=Han}（）]+$/u);
      expect(pinyin, name).toMatch(
        /[\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc]/,
      );
      expect(meaning.length, name).toBeGreaterThan(5);
      expect(['SD', 'national', 'law', 'house'], name).toContain(from);
    }
  });
});

describe('dependencies', () => {
  const rows = tableRows(page('docs/decisions/dependencies.md').text).filter(([name]) => name?.startsWith('`'));
  const wanted = [package_.dependencies, package_.devDependencies, package_.optionalDependencies].flatMap((each) => Object.keys(each)); // biome-ignore format: one line

  it('have a line each, with every column', () => {
    expect(rows.map(([name = '']) => name.replaceAll('`', '')).sort()).toEqual(wanted.toSorted());
    for (const row of rows) expect(row.filter((cell) => cell !== '').length, row[0]).toBe(5);
  });

  it('have the licence that their own package says', () => {
    for (const [name = '', , licence] of rows) {
      const file = path.join(root, 'node_modules', name.replaceAll('`', ''), 'package.json');
      // Node for other machines is not installed on this one.
      if (!existsSync(file)) continue;
      expect(licence, name).toBe((JSON.parse(readFileSync(file, 'utf8')) as { license: string }).license);
    }
  });
});

describe('the security checklist', () => {
  const rows = tableRows(page('docs/security.md').text).filter(([no]) => /^\d+$/.test(no ?? ''));

  it('has its twenty-one points with a state, and a file for what is there', () => {
    expect(rows.map(([no]) => Number(no))).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
    for (const [no, , state = '', evidence = ''] of rows) {
      expect(['there', 'partly', 'not yet'], no).toContain(state);
      if (state !== 'not yet')
        expect(quoted(evidence).filter((name) => isThere(name, 'x.md')).length, no).toBeGreaterThan(0);
    }
  });
});

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** Cells of every table row of a page, headings and rulers left out. */
function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
    .map((line) => line.replace(/^\|/, '').replace(/\|\s*$/, '').split('|').map((cell) => cell.trim())); // biome-ignore format: one step
}

/** `everything`, `–`, or names; of a domain room also the short names of its neighbours. */
function importsOf(room: string, cell: string): string[] {
  if (cell === '–') return [];
  if (cell === 'everything') return ['*'];
  const names = cell.split(', ');
  return room.startsWith('src/domain/') ? names.map((name) => `domain/${name}`) : names;
}

/** Pieces of code that mean a place in this tree. Capitals, `x.test.ts`, `<…>` and `…` stand for something else. */
function pathsIn(code: string): string[] {
  return code
    .split(/\s+/)
    .map((word) => word.replace(/[,;:)]+$/, ''))
    .filter(
      (word) => /^[\w.*-]+(\/[\w.*-]+)*\/?$/.test(word) && !/(^|\/)([A-Z]+(\.yaml)?|x(\.db)?\.test\.ts)$/.test(word),
    )
    .filter(
      (word) => /\.(ts|tsx|md|sql)$/.test(word) || [...topFolders, 'src'].some((top) => word.startsWith(`${top}/`)),
    );
}

/** A path from the root, from the page's folder, or the end of one; with stars at least one file fits. */
function isThere(named: string, file: string): boolean {
  if (named.includes('*')) return globSync(named, { cwd: root }).length > 0;
  const places = [path.join(root, named), path.join(root, path.dirname(file), named)];
  return places.some((place) => existsSync(place)) || files.some((each) => each.endsWith(`/${named}`));
}

/** A room of the table that has no file yet; the table itself says so of each, and a test below holds it to that. */
function isPromised(named: string): boolean {
  return Object.keys(rooms).some((room) => named === `src/${room}`);
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

function scriptsIn(line: string): string[] {
  return [...line.matchAll(/\bnpm (?:run )?([a-z][\w-]*)/g)].map((match) => match[1] ?? '');
}

function wholeProgram(): Command {
  const program = new Command('shouwang');
  const io = terminalIo(readConfig({}), { out: () => {}, err: () => {} });
  for (const command of commands) command.register(program, io);
  return program;
}

/** Calls of our program in a line that it would not understand. */
function wrongCalls(program: Command, line: string): string[] {
  return [...line.matchAll(/^\s*(?:bin\/)?shouwang (?=[a-z])([^#`·]*)/g)].flatMap((match) => {
    const words = (match[1] ?? '').split(/\s+/);
    const command = program.commands.find((each) => each.name() === words[0]);
    if (command === undefined) return [`shouwang ${words[0]}`];
    const inner = command.commands.find((each) => each.name() === words[1]);
    if (command.commands.length > 0 && inner === undefined) return [`shouwang ${words[0]} ${words[1]}`];
    const known = [...(inner ?? command).options.map((option) => option.long), '--json', '--help'];
    const called = ['shouwang', command.name(), ...(inner ? [inner.name()] : [])].join(' ');
    return words
      .map((word) => /^\[?(--[a-z-]+)/.exec(word)?.[1])
      .filter((option) => option !== undefined && !known.includes(option))
      .map((option) => `${called} ${option}`);
  });
}
