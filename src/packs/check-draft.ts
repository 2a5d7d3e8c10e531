import { areaDigits, packsOfArea } from '#domain/policy/area-packs.ts';
import { checkLooseReferences } from '#domain/policy/check-references.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PackDraft, ParsedPack } from './parse-pack.ts';

/**
 * Names a pack that is wrong in itself uses and nobody has, beside the problems already told; none for a sound pack, whose
 * names are checked with the whole policy. With a broken head every pack at hand counts as one it may name.
 */
export function checkDraft(parsed: ParsedPack, packs: readonly Pack[]): readonly PackProblem[] {
  const { draft, problems } = parsed;
  if (draft === undefined) return [];
  const told = new Set(problems.map(spot));
  const found = checkLooseReferences(draft.references, draft.declared, chainOf(draft, packs));
  return found.filter((problem) => !told.has(spot(problem)));
}

function chainOf({ head }: PackDraft, packs: readonly Pack[]): readonly Pack[] {
  return head === undefined ? packs : packsOfArea(packs, areaDigits(head.area));
}

function spot({ place, code }: PackProblem): string {
  return `${code} ${place.file} ${place.line} ${place.column}`;
}
