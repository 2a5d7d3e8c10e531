import type { PlainDate } from '../values/plain-date.ts';
import { areaDigits, packsOfArea } from './area-packs.ts';
import { checkAmounts } from './check-amounts.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkGateNames } from './check-gate-names.ts';
import { checkBounds, checkOverlay } from './check-overlay.ts';
import { checkPopulations } from './check-populations.ts';
import { checkProcedures } from './check-procedures.ts';
import { checkReferences } from './check-references.ts';
import { checkRemovals } from './check-removals.ts';
import type { PackProblem } from './pack-problem.ts';
import type { Pack } from './pack-shape.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { Policy } from './resolved-policy.ts';

/**
 * Everything wrong with packs that are each sound in themselves, once laid over each other for the area of every pack:
 * each problem once, in order of its place. Names are checked over the chain; steps on every day on which something changes.
 */
export function checkPacks(packs: readonly Pack[]): readonly PackProblem[] {
  const problems = packs.flatMap((pack) => checkArea(packs, pack.head.area));
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].sort(byPlace);
}

/** As `checkPacks`, for one area. */
export function checkArea(packs: readonly Pack[], area: string): readonly PackProblem[] {
  const chain = packsOfArea(packs, areaDigits(area));
  const byDay = onEachDay(packs, area, (policy) => [
    ...checkProcedures(policy),
    ...checkBounds(policy),
    ...checkAmounts(policy),
  ]);
  return [
    ...checkReferences(chain),
    ...checkExpressions(chain),
    ...checkOverlay(chain),
    ...checkRemovals(chain),
    ...checkGateNames(chain),
    ...checkPopulations(chain),
    ...byDay,
  ];
}

/** Steps of the area's procedures that are not there, wait for themselves or can never open, on any day. */
export function checkSteps(packs: readonly Pack[], area: string): readonly PackProblem[] {
  return onEachDay(packs, area, checkProcedures);
}

function onEachDay(
  packs: readonly Pack[],
  area: string,
  check: (policy: Policy) => readonly PackProblem[],
): readonly PackProblem[] {
  return changeDays(packsOfArea(packs, areaDigits(area))).flatMap((day) => check(resolvePolicy({ packs, area, day })));
}

/** Days on which a pack, a procedure or one of its steps begins to be in force. */
function changeDays(chain: readonly Pack[]): readonly PlainDate[] {
  const days = chain.flatMap((pack) => [
    pack.head.from,
    ...pack.procedures.flatMap((procedure) => [
      procedure.valid.from,
      ...procedure.steps.map((step) => step.valid.from),
    ]),
    ...pack.remove.map((removal) => removal.valid.from),
    ...pack.insert.map((insertion) => insertion.step.valid.from),
  ]);
  return [...new Set(days)].sort();
}

function byPlace(a: PackProblem, b: PackProblem): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}
