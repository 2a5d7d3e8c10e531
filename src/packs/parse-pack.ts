import { createHash } from 'node:crypto';
import type { Case } from '#domain/policy/case-shape.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { Pack, PackHead, Reference, TextPlace } from '#domain/policy/pack-shape.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { packHash } from './pack-hash.ts';
import { joinSections } from './pack-sections.ts';
import { readCases } from './reading/read-case.ts';
import { readDuty, readGrading } from './reading/read-duty.ts';
import { readFeed } from './reading/read-feed.ts';
import { readForm } from './reading/read-form.ts';
import { readClauses, readHead } from './reading/read-head.ts';
import { distinct } from './reading/read-item.ts';
import { keyed, listOf, mapOf, problem, type Read, type Reading } from './reading/read-node.ts';
import { readParameter, readStatistic } from './reading/read-parameter.ts';
import { readInsertion, readProcedure, readRemoval } from './reading/read-procedure.ts';
import { readTerms } from './reading/read-terms.ts';
import { parseYamlText, type TextNode } from './reading/yaml-text.ts';

/** One file of a pack: its path relative to the pack's folder, and its text; of a Word file base64. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

export interface ParsedPack {
  /** undefined when the head is broken or any part could not be read: see `problems`. */
  readonly pack: Pack | undefined;
  readonly cases: readonly Case[];
  /** What a pack that is not sound names and declares, so that its unknown names are told with its other errors. */
  readonly draft?: PackDraft;
  /** Everything wrong within the pack itself, in order of the text. Empty: the pack may be resolved. */
  readonly problems: readonly PackProblem[];
}

/** A pack that could not be read as a whole. */
export interface PackDraft {
  /** undefined when the head itself is broken. */
  readonly head: PackHead | undefined;
  readonly references: readonly Reference[];
  /** What of it could be read; undefined when its head or the YAML of a file is broken. */
  readonly pack: Pack | undefined;
  /** Every key, id, label, alias and section in its text: what these words name is there, sound or not. */
  readonly declared: ReadonlySet<string>;
}

const UNREAD: Pick<PackHead, 'id' | 'from'> = { id: '', from: plainDate('1900-01-01') };

/**
 * A pack from the texts of its files (a folder's or a single one's). `cases/*.yaml` are bare lists of cases, every other
 * file repeats the pack's top-level keys. References to other names are collected, not checked: that needs the packs around.
 */
export function parsePack(files: readonly PackFile[], name: string): ParsedPack {
  const texts = JSON.stringify([name, ...files.flatMap(({ path, text }) => [path, text])]);
  const key = createHash('sha256').update(texts).digest('hex');
  const pack = known.get(key) ?? parsed(files, name);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(key, pack);
  return pack;
}

/** The same texts are asked for again and again, and what they say never changes: packs by their texts. */
const known = new Map<string, ParsedPack>();
const MOST_KNOWN = 200;

function parsed(files: readonly PackFile[], name: string): ParsedPack {
  const problems: PackProblem[] = [];
  const references: Reference[] = [];
  const templates = templatesOf(files);
  const roots = files.filter(isYaml).map((file) => {
    const parsed = parseYamlText(file.path, file.text);
    problems.push(...parsed.problems);
    return { path: file.path, root: parsed.root };
  });
  const isCase = (path: string): boolean => /(^|\/)cases\//.test(path);
  const bodies = roots.filter((each) => !isCase(each.path) && each.root !== null).map((each) => each.root as TextNode);
  const start: Reading = { problems, references, head: UNREAD, templates };
  const sections = joinSections(bodies, start);
  const headNode = sections.get('pack');
  if (headNode === undefined)
    problem(start, 'no-pack-head', { file: files[0]?.path ?? name, line: 1, column: 1 }, { name });
  const head = headNode === undefined ? undefined : readHead(headNode, start);
  const reading: Reading = head === undefined ? start : { ...start, head };
  const section = <T>(key: string, read: Read<T>, none: T): T => {
    const node = sections.get(key);
    return node === undefined ? none : (read(node, reading) ?? none);
  };
  const caseReading: Reading = { ...reading, references: [] };
  const cases = [
    ...section('cases', readCases, []),
    ...roots
      .filter((each) => isCase(each.path))
      .flatMap((each) => (each.root === null ? [] : (readCases(each.root, caseReading) ?? []))),
  ];
  const body = readBody(section);
  if (head !== undefined) reportUnknownClauses(head, body.clauses, reading);
  const sorted = [...problems].sort(byPlace);
  const pack =
    head === undefined || sorted.length > 0
      ? undefined
      : { head, ...body, references, hash: packHash(sections, templates) };
  if (pack !== undefined) return { pack, cases, problems: sorted };
  const readable = head === undefined || problems.some(({ code }) => code === 'yaml-broken') ? undefined : head;
  const part = readable === undefined ? undefined : { head: readable, ...leniently(sections, reading), references };
  const declared = new Set(bodies.flatMap(declaredIn));
  const draft = { head, references, declared, pack: part === undefined ? undefined : { ...part, hash: 'draft' } };
  return { pack, cases, problems: sorted, draft };
}

/** What can be read of a pack that is wrong in places. */
function leniently(sections: ReadonlyMap<string, TextNode>, strict: Reading): ReturnType<typeof readBody> {
  const reading: Reading = { ...strict, problems: [], references: [], lenient: true };
  return readBody((key, read, none) => {
    const node = sections.get(key);
    return node === undefined ? none : (read(node, reading) ?? none);
  });
}

function isYaml({ path }: PackFile): boolean {
  return path.endsWith('.yaml') || path.endsWith('.yml');
}

/** Layouts and Word files by their path within the pack's folder. */
function templatesOf(files: readonly PackFile[]): ReadonlyMap<string, string> {
  return new Map(
    files.filter((file) => !isYaml(file)).map(({ path, text }) => [path.slice(path.indexOf('/') + 1), text]),
  );
}

const NAMING: readonly string[] = ['id', 'label', 'labels', 'aliases', 'section'];

function declaredIn(node: TextNode): readonly string[] {
  if (node.kind === 'text') return [];
  if (node.kind === 'list') return node.items.flatMap(declaredIn);
  return node.entries.flatMap(({ key, value }) => [
    key,
    ...(NAMING.includes(key) ? textsIn(value) : []),
    ...declaredIn(value),
  ]);
}

function textsIn(node: TextNode): readonly string[] {
  if (node.kind === 'text') return [node.text.trim()];
  return node.kind === 'list' ? node.items.flatMap(textsIn) : [];
}

type SectionReader = <T>(key: string, read: Read<T>, none: T) => T;

function readBody(section: SectionReader): Omit<Pack, 'head' | 'references' | 'hash'> {
  const noTerms: Pack['terms'] = {
    offices: [],
    channels: [],
    classes: [],
    risks: [],
    groups: [],
    lists: {},
    facts: [],
    areas: [],
  };
  return {
    clauses: section('clauses', distinct(readClauses), []),
    terms: section('terms', readTerms, noTerms),
    parameters: Object.values(section('parameters', mapOf(readParameter), {})),
    statistics: Object.values(section('statistics', mapOf(readStatistic), {})),
    procedures: Object.values(section('procedures', mapOf(readProcedure), {})),
    feeds: section('feeds', distinct(listOf(readFeed)), []),
    duties: section('duties', distinct(listOf(readDuty)), []),
    grading: section('grading', distinct(listOf(readGrading)), []),
    forms: section('forms', distinct(keyed(readForm)), []),
    remove: section('remove', listOf(readRemoval), []),
    insert: section('insert', listOf(readInsertion), []),
  };
}

/** Sources that name this very pack must be among its own clauses; others are checked once the packs around are known. */
function reportUnknownClauses(head: PackHead, clauses: Pack['clauses'], reading: Reading): void {
  const known = new Set(clauses.flatMap((clause) => [clause.id, clause.section]));
  for (const reference of reading.references) {
    if (reference.kind !== 'source' || !reference.name.startsWith(`${head.id}#`)) continue;
    const clause = reference.name.slice(head.id.length + 1);
    if (known.has(clause)) continue;
    problem(reading, 'unknown-reference', reference.place, { kind: 'source', name: reference.name });
  }
}

function byPlace(a: { readonly place: TextPlace }, b: { readonly place: TextPlace }): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
