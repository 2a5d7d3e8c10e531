import type { PackProblem } from './pack-problem.ts';
import type { Pack, Reference, ReferenceKind, TextPlace } from './pack-shape.ts';

/** Office words that stand for whoever it is when the rule is used. */
const OFFICE_WORDS = ['sender', 'same-level-departments', 'applicant', 'any', 'village', 'decider'];

type Names = ReadonlyMap<Exclude<ReferenceKind, 'feel' | 'statistic'>, ReadonlySet<string>>;

/**
 * Names the packs of one chain use but none of them has: clauses, offices, parameters, procedures, channels, forms, feeds,
 * duties. `offered` are packs that exist beside the chain: a source may only cite what lies in the chain.
 * Statistics are not checked: offices publish them after the pack was written.
 */
export function checkReferences(chain: readonly Pack[]): readonly PackProblem[] {
  const names = namesOf(chain);
  return chain.flatMap((pack) => [
    ...pack.references.flatMap((each) => unknown(each, names)),
    ...missingOuter(pack, chain),
  ]);
}

/**
 * As `checkReferences` for a pack that could not be read as a whole: what its text declares counts as there, so that one
 * mistake is told once.
 */
export function checkLooseReferences(
  references: readonly Reference[],
  declared: ReadonlySet<string>,
  chain: readonly Pack[],
): readonly PackProblem[] {
  const names = namesOf(chain);
  return references.flatMap((each) => {
    const own = each.kind === 'source' ? each.name.slice(each.name.indexOf('#') + 1) : officeName(each.name);
    return declared.has(own) ? [] : unknown(each, names);
  });
}

function unknown(reference: Reference, names: Names): readonly PackProblem[] {
  if (reference.kind === 'feel' || reference.kind === 'statistic') return [];
  const known = names.get(reference.kind);
  const name = reference.kind === 'office' ? officeName(reference.name) : reference.name;
  if (known?.has(name)) return [];
  return [{ code: 'unknown-reference', place: reference.place, facts: { kind: reference.kind, name: reference.name } }];
}

/** `卫健局@county` → `卫健局`. */
export function officeName(written: string): string {
  return written.split('@', 1)[0] ?? written;
}

function namesOf(chain: readonly Pack[]): Names {
  const set = (pick: (pack: Pack) => readonly string[]): ReadonlySet<string> => new Set(chain.flatMap(pick));
  return new Map<Exclude<ReferenceKind, 'feel' | 'statistic'>, ReadonlySet<string>>([
    [
      'source',
      set((pack) => pack.clauses.flatMap((each) => [`${pack.head.id}#${each.id}`, `${pack.head.id}#${each.section}`])),
    ],
    ['office', new Set([...OFFICE_WORDS, ...chain.flatMap(officeNames)])],
    ['parameter', set((pack) => pack.parameters.map((each) => each.name))],
    ['procedure', set((pack) => pack.procedures.map((each) => each.id))],
    ['channel', set((pack) => pack.terms.channels.flatMap((each) => [each.id, each.label ?? each.id]))],
    ['form', set((pack) => pack.forms.map((each) => each.id))],
    ['feed', set((pack) => pack.feeds.map((each) => each.id))],
    ['duty', set((pack) => pack.duties.map((each) => each.id))],
  ]);
}

function officeNames(pack: Pack): readonly string[] {
  return pack.terms.offices.flatMap((office) => [
    office.id,
    ...office.labels,
    ...office.aliases,
    ...(office.label === undefined ? [] : [office.label]),
  ]);
}

function missingOuter(pack: Pack, chain: readonly Pack[]): readonly PackProblem[] {
  return pack.head.extends
    .filter((outer) => !chain.some((each) => each.head.id === outer))
    .map((outer) => ({ code: 'unknown-outer-pack', place: startOf(pack), facts: { pack: pack.head.id, outer } }));
}

/** A place for what concerns the pack as a whole. */
export function startOf(pack: Pack): TextPlace {
  return pack.clauses[0]?.place ?? { file: pack.head.id, line: 1, column: 1 };
}
