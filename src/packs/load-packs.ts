import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Case } from '#domain/policy/case-shape.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { checkDraft } from './check-draft.ts';
import { type PackFile, type ParsedPack, parsePack } from './parse-pack.ts';

export interface LoadedPack {
  readonly pack: Pack;
  readonly cases: readonly Case[];
  /** Folder or file the pack was read from. */
  readonly path: string;
}

export interface LoadedPacks {
  /** Packs without a problem of their own, in order of their ids. */
  readonly loaded: readonly LoadedPack[];
  readonly problems: readonly PackProblem[];
}

/**
 * All packs found in the folders. A folder may be a pack itself (it holds a file with `pack:`), or hold packs: a subfolder
 * or a YAML file each. A pack of a later folder takes the place of one with the same id found earlier, so that a draft can
 * be tried. Places in problems are paths relative to the folder's parent.
 */
export function loadPacks(folders: readonly string[]): LoadedPacks {
  const found = new Map<string, LoadedPack>();
  const problems: PackProblem[] = [];
  const drafts: ParsedPack[] = [];
  for (const path of folders.flatMap(packPaths)) {
    const parsed = loadPack(path);
    problems.push(...parsed.problems);
    if (parsed.draft !== undefined) drafts.push(parsed);
    if (parsed.pack !== undefined) found.set(parsed.pack.head.id, { pack: parsed.pack, cases: parsed.cases, path });
  }
  for (const folder of folders.filter((each) => !existsSync(each))) {
    problems.push({ code: 'unreadable-folder', place: { file: folder, line: 1, column: 1 }, facts: { folder } });
  }
  const loaded = [...found.values()].sort((a, b) => (a.pack.head.id < b.pack.head.id ? -1 : 1));
  const packs = loaded.map(({ pack }) => pack);
  problems.push(...drafts.flatMap((draft) => checkDraft(draft, packs)));
  return { loaded, problems: problems.sort(byPlace) };
}

/** The pack in a folder or in one YAML file, with its problems. */
export function loadPack(path: string): ParsedPack {
  return parsePack(packFiles(path), basename(path));
}

/** Texts of a pack's YAML files and templates, in order of their paths. */
export function packFiles(path: string): readonly PackFile[] {
  if (statSync(path).isFile()) return [{ path: basename(path), text: readFileSync(path, 'utf8') }];
  const root = join(path, '..');
  return filesIn(path, (name) => isYaml(name) || TEMPLATE.test(name)).map((file) => ({
    path: relative(root, file).split(sep).join('/'),
    text: readFileSync(file, file.endsWith('.docx') ? 'base64' : 'utf8'),
  }));
}

function byPlace({ place: a }: PackProblem, { place: b }: PackProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function packPaths(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile() || isPackFolder(folder)) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? entry.name !== 'cases' : isYaml(entry.name)))
    .map((entry) => join(folder, entry.name))
    .flatMap((path) => (isYaml(path) ? [path] : yamlFiles(path).length === 0 ? [] : inner(path)))
    .sort();
}

/** A folder within: packs of its own, or one pack, also one whose head is missing: that is told, not passed over. */
function inner(folder: string): readonly string[] {
  return headsIn(folder).length > 1 ? packPaths(folder) : [folder];
}

/** One head beside its other files; a second head, beside it or in a folder below, makes the folder one that holds packs. */
function isPackFolder(folder: string): boolean {
  const heads = headsIn(folder);
  return heads.length === 1 && (dirname(heads[0] ?? '') === folder || readsAsOne(folder));
}

function headsIn(folder: string): readonly string[] {
  return yamlFiles(folder).filter((file) => HEAD.test(readFileSync(file, 'utf8')));
}

/** A head may lie in a folder of its own as long as other keys of the same pack lie above it. */
function readsAsOne(folder: string): boolean {
  return readdirSync(folder).some(isYaml);
}

const HEAD = /^["']?pack["']?\s*:/m;

const TEMPLATE = /\.(typ|docx)$/;

function yamlFiles(folder: string): readonly string[] {
  return filesIn(folder, isYaml);
}

function filesIn(folder: string, wanted: (name: string) => boolean): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && wanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isYaml(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.yml');
}
