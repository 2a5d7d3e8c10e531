import type { Clause, Pack } from '#domain/policy/pack-shape.ts';
import { type ClauseProof, clauseName, type Shortfall } from './prove-clause.ts';

/** A number, or unknown: not proved, or nothing was run yet. Never 0 for want of knowledge. */
export type Counted = number | 'unknown';

export interface CoverageRow {
  readonly clauses: number;
  /** Clauses without whose items a golden case naming them gives another answer. */
  readonly carried: Counted;
  /** Of the carried: those whose cases only read what stands under a key. */
  readonly onlyRead: Counted;
  /** Clauses a browser or API test of the last run has marked as seen by a user. */
  readonly shown: Counted;
  readonly organisational: number;
  /** Clauses that only say what holds anyway: cases answer otherwise as soon as they say the opposite. */
  readonly default: Counted;
  /** Neither carried nor organisational nor default. */
  readonly missing: Counted;
}

export interface CoverageReport {
  readonly documents: Readonly<
    Record<string, CoverageRow & { readonly classes: Readonly<Record<string, CoverageRow>> }>
  >;
  /** Clauses that are not carried, each with the reason. */
  readonly inert: readonly {
    readonly clause: string;
    readonly why: Shortfall;
    readonly carriers: readonly string[];
    readonly cases: readonly string[];
  }[];
  /** Clauses that say what holds anyway, with the cases that answer otherwise when they say the opposite. */
  readonly defaults: readonly { readonly clause: string; readonly changed: readonly string[] }[];
  /** Clauses carried, without whose items the packs would not load. */
  readonly unloadable: readonly { readonly clause: string; readonly dangling: readonly string[] }[];
}

/** Numbers by document and class. `proofs` and `shown` null: not known. Packs without clauses (the base) are left out. */
export function coverageReport(
  packs: readonly Pack[],
  proofs: readonly ClauseProof[] | null,
  shown: ReadonlySet<string> | null,
): CoverageReport {
  const byClause = proofs === null ? null : new Map(proofs.map((proof) => [proof.clause, proof]));
  const row = (pack: Pack, clauses: readonly Clause[]): CoverageRow => rowOf(pack, clauses, byClause, shown);
  const documents = packs.filter((pack) => pack.clauses.length > 0);
  return {
    documents: Object.fromEntries(
      documents.map((pack) => {
        const classes = [...new Set(pack.clauses.map(classOf))].sort();
        const rows = classes.map((name) => [
          name,
          row(
            pack,
            pack.clauses.filter((each) => classOf(each) === name),
          ),
        ]);
        return [pack.head.id, { ...row(pack, pack.clauses), classes: Object.fromEntries(rows) }];
      }),
    ),
    inert: (proofs ?? []).flatMap(({ clause, why, carriers, cases }) =>
      why === null || why === 'default' ? [] : [{ clause, why, carriers, cases }],
    ),
    defaults: (proofs ?? []).filter(({ why }) => why === 'default').map(({ clause, changed }) => ({ clause, changed })),
    unloadable: (proofs ?? [])
      .filter((proof) => proof.carried && proof.dangling.length > 0)
      .map(({ clause, dangling }) => ({ clause, dangling })),
  };
}

function classOf(clause: Clause): string {
  return clause.class ?? 'unclassed';
}

function rowOf(
  pack: Pack,
  clauses: readonly Clause[],
  proofs: ReadonlyMap<string, ClauseProof> | null,
  shown: ReadonlySet<string> | null,
): CoverageRow {
  const names = clauses.map((clause) => clauseName({ pack: pack.head.id, clause: clause.id }));
  const organisational = clauses.filter((clause) => clause.status === 'organisational').length;
  const own = proofs === null ? null : names.flatMap((name) => proofs.get(name) ?? []);
  // A document that was left out of the proof is not known either.
  const proved = own !== null && own.length === clauses.length - organisational ? own : null;
  const carried = proved === null ? ('unknown' as const) : proved.filter((proof) => proof.carried).length;
  const stated = proved?.filter((proof) => proof.why === 'default').length ?? 0;
  return {
    clauses: clauses.length,
    carried,
    onlyRead: proved === null ? 'unknown' : proved.filter((proof) => proof.onlyRead).length,
    shown: shown === null ? 'unknown' : names.filter((name) => shown.has(name)).length,
    organisational,
    default: proved === null ? 'unknown' : stated,
    missing: carried === 'unknown' ? 'unknown' : clauses.length - organisational - carried - stated,
  };
}
