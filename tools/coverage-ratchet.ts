import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { terminalIo } from '#main/cli/terminal-io.ts';
import { readConfig } from '#main/config.ts';
import { keepProof, readMarks, readProof } from '#packs/coverage/coverage-files.ts';
import { type Counted, type CoverageReport, coverageReport } from '#packs/coverage/coverage-report.ts';
import { proveAll } from '#packs/coverage/prove-clause.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { drawn, headCommit } from './drawn-clauses.ts';

// Proves every clause, prints what is carried and shown by document and class, and thirty clauses drawn by the commit;
// fails when a number of the floor went down. `--write` makes today's numbers the floor; `--prove` only proves and keeps the
// proof, `--proven` takes the one just kept.

/** Numbers that may not get worse, by document. */
export type Floor = Readonly<
  Record<
    string,
    { readonly clauses: number; readonly carried: number; readonly shown: number; readonly organisational: number }
  >
>;

/** What is worse than the floor, in sentences. An unknown number is not judged. */
export function fallen(floor: Floor, { documents }: Pick<CoverageReport, 'documents'>): readonly string[] {
  return Object.entries(floor).flatMap(([id, least]) => {
    const row = documents[id];
    if (row === undefined) return [`${id} is gone`];
    const lower = (['clauses', 'carried', 'shown'] as const).flatMap((name) =>
      isBelow(row[name], least[name]) ? [`${id}: ${name} ${row[name]}, was ${least[name]}`] : [],
    );
    const more = row.organisational > least.organisational;
    return more ? [...lower, `${id}: organisational ${row.organisational}, was ${least.organisational}`] : lower;
  });
}

function isBelow(found: Counted, least: number): boolean {
  return found !== 'unknown' && found < least;
}

/** Today's numbers as a floor; what is unknown stays as it was. */
export function floorOf({ documents }: Pick<CoverageReport, 'documents'>, before: Floor): Floor {
  const known = (found: Counted, least: number | undefined): number => (found === 'unknown' ? (least ?? 0) : found);
  return Object.fromEntries(
    Object.entries(documents).map(([id, { clauses, carried, shown, organisational }]) => [
      id,
      { clauses, carried: known(carried, before[id]?.carried), shown: known(shown, before[id]?.shown), organisational },
    ]),
  );
}

async function main(only: 'write' | 'prove' | 'proven' | undefined): Promise<void> {
  const config = readConfig();
  const io = terminalIo(config, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  const file = path.join(import.meta.dirname, 'coverage-floor.json');
  const floor = JSON.parse(readFileSync(file, 'utf8')) as Floor;
  const { loaded, problems } = loadPacks([path.join(config.root, 'packs')]);
  if (problems.length > 0) throw new Error(`the packs have ${problems.length} problems: see policy check`);
  const kept = only === 'proven' ? readProof(config.root, loaded) : null;
  const proofs = kept ?? proveAll({ loaded, calendar: await loadCalendar(config.root) });
  keepProof(config.root, loaded, proofs);
  if (only === 'prove') return;
  const marks = readMarks(config.root);
  const report = coverageReport(
    loaded.map(({ pack }) => pack),
    proofs,
    marks === null ? null : new Set(marks.map((mark) => mark.clause)),
  );
  const rows = Object.entries(report.documents).flatMap(([id, { classes, ...all }]) => [
    { document: id, class: 'all', ...all },
    ...Object.entries(classes).map(([name, row]) => ({ document: '', class: name, ...row })),
  ]);
  io.line('carried and organisational');
  io.table(rows.map(({ shown: _, ...row }) => row));
  io.line('shown by the last run of the tests');
  io.table(rows.map(({ document, class: name, clauses, shown }) => ({ document, class: name, clauses, shown })));
  for (const { clause, why } of report.inert) io.line(`missing: ${clause}  ${why}`);
  const seed = headCommit(config.root);
  io.line(`thirty clauses drawn by ${seed}`);
  io.table(drawn(seed, loaded, proofs, marks));
  if (only === 'write') {
    writeFileSync(file, `${JSON.stringify(floorOf(report, floor), null, 2)}\n`);
    return;
  }
  const worse = fallen(floor, report);
  for (const sentence of worse) io.note(`went down: ${sentence}`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}

if (import.meta.main)
  await main((['write', 'prove', 'proven'] as const).find((word) => process.argv.includes(`--${word}`)));
