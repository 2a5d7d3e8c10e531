import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Case } from '#domain/policy/case-shape.ts';
import type { Clause, Pack, SourceRef } from '#domain/policy/pack-shape.ts';
import { askKind } from '../asks/ask-kinds.ts';
import type { CaseFault } from '../case-setup.ts';
import type { LoadedPack } from '../load-packs.ts';
import { runCase } from '../run-case.ts';
import { danglingNames } from './dangling-names.ts';
import { type Carrier, takeAway } from './take-away.ts';

/** A golden case with the area of the pack it lies in. */
export interface PlacedCase {
  readonly pack: string;
  readonly area: string;
  readonly written: Case;
}

/**
 * `no-item`: nothing names the clause · `no-case`: no case names it · `case-fails`: the cases naming it do not pass as it
 * is · `unchanged`: they all still pass without its items · `unloadable`: without its items the packs do not load and no
 * case gives another answer, they only break off · `default`: its items say what holds anyway, and a case gives another
 * answer as soon as they say the opposite; neither carried nor missing.
 */
export type Shortfall = 'no-item' | 'no-case' | 'case-fails' | 'unchanged' | 'unloadable' | 'default';

/** What carries a clause, and what taking it away changes. */
export interface ClauseProof {
  readonly clause: string;
  readonly carriers: readonly string[];
  readonly cases: readonly string[];
  /** Cases that give another answer without the carriers; up to the first that does more than read, unless all were run. */
  readonly changed: readonly string[];
  /** No case that changed asks for anything but what stands under a key (`resolve`): written down, not seen at work. */
  readonly onlyRead: boolean;
  readonly carried: boolean;
  readonly why: Shortfall | null;
  /** Names that lead nowhere once the carriers are gone: the packs would not load so. */
  readonly dangling: readonly string[];
}

export interface ProofGround {
  readonly loaded: readonly LoadedPack[];
  readonly calendar: Calendar;
}

/** Cases by the clauses they name (`SD#2-f`), by id only. */
export function casesByClause(loaded: readonly LoadedPack[]): ReadonlyMap<string, readonly PlacedCase[]> {
  const found = new Map<string, PlacedCase[]>();
  for (const { pack, cases } of loaded) {
    for (const written of cases) {
      const placed = { pack: pack.head.id, area: pack.head.area, written };
      for (const name of new Set(written.clauses.map(clauseName))) {
        const list = found.get(name);
        if (list === undefined) found.set(name, [placed]);
        else list.push(placed);
      }
    }
  }
  return found;
}

export function clauseName({ pack, clause }: SourceRef): string {
  return `${pack}#${clause}`;
}

/** What carries a clause, without trying anything. */
export function carriersOf(packs: readonly Pack[], clause: SourceRef): readonly Carrier[] {
  return packs.flatMap((pack) =>
    takeAway(pack, clause).carriers.map((each) => ({ ...each, path: `${pack.head.id}/${each.path}` })),
  );
}

/**
 * Proves one clause: takes away all that names it, in all packs, and runs the cases naming it, the smallest first, until
 * one gives another answer (`all`: every one). `passing` remembers which cases pass as it is.
 */
export function proveClause(
  { loaded, calendar }: ProofGround,
  ref: SourceRef,
  cases: readonly PlacedCase[],
  passing: Map<Case, boolean>,
  all = false,
): ClauseProof {
  const packs = loaded.map(({ pack }) => pack);
  const taken = packs.map((pack) => takeAway(pack, ref));
  const carriers = taken.flatMap(({ pack, carriers: own }) => own.map((each) => `${pack.head.id}/${each.path}`));
  const names = cases.map(({ written }) => written.id);
  const base = {
    clause: clauseName(ref),
    carriers,
    cases: names,
    changed: [],
    carried: false,
    onlyRead: false,
    dangling: [],
  };
  if (carriers.length === 0) return { ...base, why: 'no-item' };
  if (cases.length === 0) return { ...base, why: 'no-case' };
  const left = taken.map(({ pack }) => pack);
  const changed: string[] = [];
  const seen = new Set<Answer>();
  for (const placed of cases.toSorted((a, b) => size(a) - size(b))) {
    if (!passes(packs, calendar, placed, passing)) continue;
    const answer = answerWithout(left, calendar, placed);
    seen.add(answer);
    if (answer === 'other' || answer === 'other-read') changed.push(placed.written.id);
    if (answer === 'other' && !all) break;
  }
  const gone = taken.flatMap((each) => each.carriers);
  const proof = { ...base, changed, dangling: danglingNames(left, gone) };
  if (changed.length > 0) return { ...proof, carried: true, onlyRead: !seen.has('other'), why: null };
  if (seen.size === 0) return { ...proof, why: 'case-fails' };
  const against = changedByOpposites({ packs, calendar, carriers: taken.flatMap((each) => each.carriers) }, ref, cases);
  if (against.length > 0) return { ...proof, changed: against, why: 'default' };
  return { ...proof, why: seen.has('broken') ? 'unloadable' : 'unchanged' };
}

/**
 * Cases that give another answer when a document that only writes down the default says the opposite: empty unless
 * everything that names the clause is such a statement.
 */
function changedByOpposites(
  { packs, calendar, carriers }: { packs: readonly Pack[]; calendar: Calendar; carriers: readonly Carrier[] },
  ref: SourceRef,
  cases: readonly PlacedCase[],
): readonly string[] {
  if (!carriers.every(({ path }) => path === 'head/transition')) return [];
  const opposite = packs.map((pack) => withOppositeTransition(pack, ref));
  if (opposite.includes(null)) return [];
  const told = opposite.flatMap((pack) => pack ?? []);
  const changed = cases.filter((placed) => ['other', 'other-read'].includes(answerWithout(told, calendar, placed)));
  return changed.map(({ written }) => written.id);
}

/** The pack with its clause's transition turned round; as it is where the clause is not its own, null where it is no default. */
function withOppositeTransition(pack: Pack, ref: SourceRef): Pack | null {
  const { transition } = pack.head;
  const own = transition?.source.some(({ pack: id, clause }) => id === ref.pack && clause === ref.clause) === true;
  if (transition === undefined || !own) return pack;
  if (transition.structure !== 'keep' || transition.values !== 'by-event') return null;
  return { ...pack, head: { ...pack.head, transition: { ...transition, structure: 'adopt', values: 'adopt' } } };
}

/** Cases that put the rule to work come before those that only read it, small ones before large ones. */
function size({ written }: PlacedCase): number {
  const works = written.asks.some((ask) => askKind(ask) !== 'resolve');
  return written.asks.length + written.acts.length + (works ? 0 : 1000);
}

function passes(packs: readonly Pack[], calendar: Calendar, placed: PlacedCase, passing: Map<Case, boolean>): boolean {
  const known = passing.get(placed.written);
  if (known !== undefined) return known;
  const pass =
    runCase({ packs, area: placed.area, calendar, database: 'asked-apart' }, placed.written).faults.length === 0;
  passing.set(placed.written, pass);
  return pass;
}

/**
 * `same`; `other`; `other-read` where only what stands under a key differs; `broken`: the case cannot be put at all (it
 * sets a parameter that is gone, or the engine meets a name the loader would have refused). A broken case proves nothing.
 */
type Answer = 'same' | 'other' | 'other-read' | 'broken';

function answerWithout(packs: readonly Pack[], calendar: Calendar, { area, written }: PlacedCase): Answer {
  const faults = faultsOf(packs, calendar, area, written);
  if (faults === 'broken') return 'broken';
  if (faults.length === 0) return 'same';
  const told = faults.filter((fault) => !fault.what.startsWith('set '));
  if (told.length === 0) return 'broken';
  const kinds = told.map(({ ask }) => (ask === null ? 'matter' : kindOf(written, ask)));
  return kinds.every((kind) => kind === 'resolve') ? 'other-read' : 'other';
}

function kindOf(written: Case, ask: number): string {
  const asked = written.asks[ask - 1];
  return asked === undefined ? 'matter' : askKind(asked);
}

function faultsOf(
  packs: readonly Pack[],
  calendar: Calendar,
  area: string,
  written: Case,
): readonly CaseFault[] | 'broken' {
  try {
    return runCase({ packs, area, calendar, database: 'asked-apart' }, written).faults;
  } catch {
    return 'broken';
  }
}

/** Proofs of all clauses that are not organisational, in the order of the documents. */
export function proveAll(
  ground: ProofGround,
  wanted: (clause: Clause, pack: Pack) => boolean = () => true,
): readonly ClauseProof[] {
  const cases = casesByClause(ground.loaded);
  const passing = new Map<Case, boolean>();
  return ground.loaded.flatMap(({ pack }) =>
    pack.clauses
      .filter((clause) => clause.status !== 'organisational' && wanted(clause, pack))
      .map((clause) => {
        const ref = { pack: pack.head.id, clause: clause.id };
        return proveClause(ground, ref, cases.get(clauseName(ref)) ?? [], passing);
      }),
  );
}
