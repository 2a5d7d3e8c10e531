import type { OfficeTerm } from './pack-shape.ts';
import type { Check, Gate, Procedure, Step, Who } from './procedure-shape.ts';

/**
 * The id of the office a word means: its id, official word or alias; `局@county` picks the one of that level. A word no
 * office has stays as it is.
 */
export function officeId(offices: readonly OfficeTerm[], written: string): string {
  const [word = written, level] = written.split('@', 2);
  const own = offices.filter((office) => level === undefined || office.level === level);
  if (own.some((office) => office.id === word)) return word;
  const meant = own.find(({ label, labels, aliases }) => [label, ...labels, ...aliases].includes(word));
  return meant?.id ?? word;
}

/** The procedure with every office named by its id, so that who acts is compared by one word. */
export function withOfficeIds<T extends Procedure>(procedure: T, offices: readonly OfficeTerm[]): T {
  const id = (word: string): string => officeId(offices, word);
  const ids = (words: readonly string[]): readonly string[] => words.map(id);
  const who = (of: Who): Who => ({
    ...of,
    choices: of.choices.map((choice) => ({
      ...choice,
      office: id(choice.office),
      ...(choice.together === undefined ? {} : { together: ids(choice.together) }),
    })),
    never: ids(of.never),
  });
  const named = <I extends { readonly by?: Who }>(item: I): I =>
    item.by === undefined ? item : { ...item, by: who(item.by) };
  const check = <C extends Check>(of: C): C =>
    of.override === undefined ? of : { ...of, override: { by: ids(of.override.by) } };
  const checked = <I extends { readonly checks: readonly Check[] }>(item: I): I => ({
    ...item,
    checks: item.checks.map(check),
  });
  const step = <S extends Step>(of: S): S => ({
    ...named(checked(of)),
    hands: ids(of.hands),
    ...(of.appeal === undefined ? {} : { appeal: { ...of.appeal, to: id(of.appeal.to) } }),
    ...(of.reuse === undefined ? {} : { reuse: { ...of.reuse, by: ids(of.reuse.by) } }),
  });
  return {
    ...procedure,
    steps: procedure.steps.map(step),
    gates: procedure.gates.map((gate): Gate => check(gate)),
    routes: procedure.routes.map((route) => ({ ...named(checked(route)), gates: route.gates.map(step) })),
    holds: procedure.holds.map((hold) => ({
      ...named(hold),
      ...(hold.liftedBy === undefined ? {} : { liftedBy: who(hold.liftedBy) }),
    })),
    helps: procedure.helps.map((help) => named(checked(help))),
  };
}
