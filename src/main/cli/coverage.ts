import path from 'node:path';
import type { Command } from 'commander';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import { AppError } from '#domain/values/app-error.ts';
import { keepProof, type Mark, readMarks, readProof } from '#packs/coverage/coverage-files.ts';
import { type CoverageReport, coverageReport } from '#packs/coverage/coverage-report.ts';
import {
  type ClauseProof,
  carriersOf,
  casesByClause,
  clauseName,
  type ProofGround,
  proveAll,
  proveClause,
} from '#packs/coverage/prove-clause.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { loadPacks } from '#packs/load-packs.ts';
import type { CliIo, TableRow } from './cli-command.ts';

interface Options {
  readonly prove: boolean;
  readonly clause?: string;
  readonly document?: string;
  readonly packs: readonly string[];
}

/** `policy coverage`: which clauses are carried, shown and missing; for one clause what carries it. */
export function registerCoverage(policy: Command, io: CliIo): void {
  policy
    .command('coverage')
    .description('clauses of every document: carried by a rule a golden case tests, shown to a user, missing')
    .option('--prove', 'take away what names each clause and run the cases naming it', false)
    .option('--clause <PACK#id>', 'one clause: what carries it, which cases name it, where it is shown')
    .option('--document <id>', 'prove and count only the clauses of this pack')
    .option(
      '--packs <dir>',
      'further packs, may be given several times',
      (dir, before: string[]) => [...before, dir],
      [],
    )
    .action((options: Options) => coverage(options, io));
}

async function coverage(options: Options, io: CliIo): Promise<void> {
  const { root } = io.config;
  const folders = options.packs.map((folder) => path.resolve(folder));
  const { loaded, problems } = loadPacks([path.join(root, 'packs'), ...folders]);
  if (problems.length > 0) throw new AppError('refused', { problems: problems.length, see: 'policy check' });
  const ground = { loaded, calendar: await loadCalendar(root) };
  const marks = readMarks(root);
  if (options.clause !== undefined) return showClause(io, ground, { ...options, clause: options.clause }, marks);
  const known = loaded.some(({ pack }) => pack.head.id === options.document);
  if (options.document !== undefined && !known) throw new AppError('not-found', { pack: options.document });
  const wanted = loaded.filter(({ pack }) => options.document === undefined || pack.head.id === options.document);
  const proofs = options.prove
    ? proveAll(ground, (_, pack) => wanted.some((each) => each.pack === pack))
    : readProof(root, loaded);
  if (options.prove && options.document === undefined && proofs !== null) keepProof(root, loaded, proofs);
  const shown = marks === null ? null : new Set(marks.map((mark) => mark.clause));
  const report = coverageReport(
    wanted.map(({ pack }) => pack),
    proofs,
    shown,
  );
  io.show(report, () => {
    io.table(rows(report));
    for (const { clause, why, carriers, cases } of report.inert) {
      io.line(`${clause}  ${why}  ${carriers.join(' ')}  ${cases.join(' ')}`.trimEnd());
    }
    for (const { clause, changed } of report.defaults)
      io.line(`${clause}  default; with the opposite said these answer otherwise: ${changed.join(', ')}`);
    for (const { clause, dangling } of report.unloadable)
      io.line(`${clause}  carried; without it unloadable: ${dangling.join(', ')}`);
  });
}

/** One row a document, then one for each of its classes. */
function rows({ documents }: CoverageReport): readonly TableRow[] {
  return Object.entries(documents).flatMap(([id, { classes, ...all }]) => [
    { document: id, class: 'all', ...plainRow(all) },
    ...Object.entries(classes).map(([name, row]) => ({ document: '', class: name, ...plainRow(row) })),
  ]);
}

function plainRow({
  clauses,
  carried,
  onlyRead,
  shown,
  organisational,
  default: stated,
  missing,
}: Omit<CoverageReport['documents'][string], 'classes'>): TableRow {
  return { clauses, carried, 'only read': onlyRead, shown, organisational, default: stated, missing };
}

function showClause(
  io: CliIo,
  ground: ProofGround,
  options: Options & { readonly clause: string },
  marks: readonly Mark[] | null,
): void {
  const ref = clauseRef(options.clause);
  const clause = ground.loaded
    .find(({ pack }) => pack.head.id === ref.pack)
    ?.pack.clauses.find((each) => each.id === ref.clause);
  if (clause === undefined) throw new AppError('not-found', { clause: options.clause });
  const cases = casesByClause(ground.loaded).get(clauseName(ref)) ?? [];
  const carriers = carriersOf(
    ground.loaded.map(({ pack }) => pack),
    ref,
  );
  const proof: ClauseProof | null = options.prove ? proveClause(ground, ref, cases, new Map(), true) : null;
  const { place: _, ...told } = clause;
  const view = {
    ...told,
    clause: clauseName(ref),
    carriers: carriers.map((each) => each.path),
    cases: cases.map(({ written }) => ({ id: written.id, file: written.place.file, line: written.place.line })),
    shown: marks === null ? ('unknown' as const) : marks.filter((mark) => mark.clause === clauseName(ref)),
    carried: proof === null ? ('unknown' as const) : proof.carried,
    ...(proof === null
      ? {}
      : {
          why: clause.why ?? proof.why,
          changed: proof.changed,
          'only-read': proof.onlyRead,
          dangling: proof.dangling,
        }),
  };
  io.show(view, () => {
    io.line(`${view.clause}  ${clause.section}  ${clause.strength}  ${clause.status}  ${clause.summary}`);
    for (const carrier of view.carriers) io.line(`carried by: ${carrier}`);
    for (const { id, file, line } of view.cases)
      io.line(`case: ${id}  ${file}:${line}${proof?.changed.includes(id) === true ? '  fails without' : ''}`);
    if (view.shown !== 'unknown')
      for (const { screen, test, file } of view.shown) io.line(`shown: ${screen ?? ''}  ${file}  ${test}`);
    io.line(`carried: ${view.carried}${proof?.why == null ? '' : ` (${proof.why})`}`);
  });
}

function clauseRef(text: string): SourceRef {
  const at = text.indexOf('#');
  if (at < 1 || at === text.length - 1) throw new AppError('not-found', { clause: text, wanted: 'PACK#id' });
  return { pack: text.slice(0, at), clause: text.slice(at + 1) };
}
