import { areaDigits, packsOfArea } from '#domain/policy/area-packs.ts';
import { checkExpressions } from '#domain/policy/check-expressions.ts';
import { checkSteps } from '#domain/policy/check-policy.ts';
import { checkLooseReferences } from '#domain/policy/check-references.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PackDraft, ParsedPack } from './parse-pack.ts';

/**
 * What else is wrong with a pack that could not be read as a whole, beside the problems already told: names nobody has,
 * conditions, and steps that are not there, wait for themselves or can never open, as far as the rest can be read. Names
 * its text declares count as there, sound or not. None for a sound pack: it is checked with the whole policy. With a broken
 * head every pack at hand counts as one it may name.
 */
export function checkDraft(parsed: ParsedPack, packs: readonly Pack[]): readonly PackProblem[] {
  const { draft, problems } = parsed;
  if (draft === undefined) return [];
  const told = new Set(problems.map(spot));
  const found = [
    ...checkLooseReferences(draft.references, draft.declared, chainOf(draft, packs)),
    ...inside(draft, packs),
  ];
  const once = new Map(found.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].filter((problem) => !told.has(spot(problem)));
}

/** Conditions and steps of the part that could be read, over the packs around it. */
function inside(draft: PackDraft, packs: readonly Pack[]): readonly PackProblem[] {
  const { pack, declared } = draft;
  if (pack === undefined) return [];
  const others = packs.filter(({ head }) => head.id !== pack.head.id);
  const own = new Set(
    [...pack.references, ...pack.procedures.flatMap(({ steps }) => steps)].map(({ place }) => place.file),
  );
  const chain = packsOfArea([...others, pack], areaDigits(pack.head.area));
  return [...checkExpressions(chain), ...checkSteps([...others, pack], pack.head.area)].filter(
    (problem) => own.has(problem.place.file) && !isDeclared(problem, declared),
  );
}

/** About a name that stands in the text where it could not be read: one mistake is told once. */
function isDeclared({ code, facts }: PackProblem, declared: ReadonlySet<string>): boolean {
  const unknown = code === 'bad-expression' && String(facts['reason']).startsWith('unknown-');
  const name = code === 'unknown-step' ? facts['step'] : unknown ? facts['name'] : undefined;
  const parts = name === undefined ? [] : String(name).split('.');
  return parts.some((part) => declared.has(part) || declared.has(part.replaceAll('_', '-')));
}

function chainOf({ head }: PackDraft, packs: readonly Pack[]): readonly Pack[] {
  return head === undefined ? packs : packsOfArea(packs, areaDigits(head.area));
}

function spot({ place, code }: PackProblem): string {
  return `${code} ${place.file} ${place.line} ${place.column}`;
}
