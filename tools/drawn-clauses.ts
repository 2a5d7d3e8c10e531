import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { terminalIo } from '#main/cli/terminal-io.ts';
import { readConfig } from '#main/config.ts';
import { type Mark, readMarks, readProof } from '#packs/coverage/coverage-files.ts';
import { type ClauseProof, casesByClause, clauseName } from '#packs/coverage/prove-clause.ts';
import { type LoadedPack, loadPacks } from '#packs/load-packs.ts';

// `bin/node tools/drawn-clauses.ts [SEED]`: thirty clauses nobody chose, each with the case that proves it and the screen
// a test saw it on. Without a seed the hash of the commit.

const HOW_MANY = 30;

/** The clauses with the lowest SHA-256 of seed and clause, organisational ones left out; the same for everybody. */
export function drawn(
  seed: string,
  loaded: readonly LoadedPack[],
  proofs: readonly ClauseProof[] | null,
  marks: readonly Mark[] | null,
): readonly Readonly<Record<string, unknown>>[] {
  const cases = casesByClause(loaded);
  const all = loaded.flatMap(({ pack }) =>
    pack.clauses
      .filter((clause) => clause.status !== 'organisational')
      .map((clause) => ({ name: clauseName({ pack: pack.head.id, clause: clause.id }), summary: clause.summary })),
  );
  const ranked = all.map((each) => ({
    ...each,
    rank: createHash('sha256').update(`${seed} ${each.name}`).digest('hex'),
  }));
  return ranked
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, HOW_MANY)
    .map(({ name, summary }) => {
      const proof = proofs?.find((each) => each.clause === name);
      const shown = marks?.filter((mark) => mark.clause === name) ?? [];
      const screens = [...new Set(shown.map((mark) => mark.screen ?? mark.file))];
      return {
        clause: name,
        case: proof?.changed.at(-1) ?? cases.get(name)?.[0]?.written.id ?? null,
        carried: proof === undefined ? 'unknown' : proof.carried,
        screen: marks === null ? 'unknown' : screens.length === 0 ? null : screens,
        summary,
      };
    });
}

/** Hash of the commit that is checked out. */
export function headCommit(root: string): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}

function main(given: string | undefined): void {
  const config = readConfig();
  const io = terminalIo(config, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  const { loaded } = loadPacks([path.join(config.root, 'packs')]);
  const seed = given ?? headCommit(config.root);
  io.line(seed);
  io.table(drawn(seed, loaded, readProof(config.root, loaded), readMarks(config.root)));
}

if (import.meta.main) main(process.argv[2]);
