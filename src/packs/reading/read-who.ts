import type { Who, WhoChoice } from '#domain/policy/procedure-shape.ts';
import { andThen, type Fields, listOf, maybe, object, or, problem, type Read, type Reading } from './read-node.ts';
import { feel, office, offices, sources, strength, text, truth, word } from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

/** One entry of `by`: `office` names one or alternatives, `together` offices that act in one act. */
const choice: Read<readonly WhoChoice[]> = (node, reading) => {
  if (node.kind !== 'map') {
    const id = office(node, reading);
    return id === undefined ? undefined : [{ office: id }];
  }
  const raw = object({
    office: maybe(offices),
    together: maybe(offices),
    when: maybe(feel()),
    strength: maybe(strength),
    reason: maybe(word('required')),
    label: maybe(text),
    source: or(sources, []),
    inferred: maybe(text),
  })(node, reading);
  if (raw === undefined) return undefined;
  const { office: named, together, label: _label, source: _source, inferred: _inferred, ...rest } = raw;
  if (named !== undefined && together !== undefined) {
    return problem(reading, 'wrong-value', node.place, { wanted: 'office | together', found: '2' });
  }
  if (together !== undefined) return together.map((id) => ({ ...rest, office: id, together }));
  if (named === undefined) return problem(reading, 'missing-key', node.place, { key: 'office' });
  return named.map((id) => ({ ...rest, office: id }));
};

const choices: Read<readonly WhoChoice[]> = andThen(listOf(choice, true), (each) => each.flat());

/** `by: township` or a first-match list. */
export const who: Read<Who> = (node, reading) => {
  const named = choices(node, reading);
  return named === undefined
    ? undefined
    : { mode: 'first', choices: named, inOrder: false, never: [], strength: 'must' };
};

/** The keys by which an item says who acts. */
export const whoFields = {
  by: maybe(choices),
  allBy: maybe(offices),
  together: maybe(offices),
  neverBy: or(offices, []),
  byStrength: or(strength, 'must'),
  inOrder: or(truth, false),
} as const satisfies Fields;

interface RawWho {
  readonly by?: readonly WhoChoice[];
  readonly allBy?: readonly string[];
  readonly together?: readonly string[];
  readonly neverBy: readonly string[];
  readonly byStrength: Who['strength'];
  readonly inOrder: boolean;
}

/** The item with one `by` in place of the keys about who; `by` is absent where none is given. */
export function withWho<T extends RawWho>(
  raw: T,
  node: TextNode,
  reading: Reading,
): Omit<T, keyof RawWho> & { by?: Who } {
  const { by, allBy, together, neverBy, byStrength, inOrder, ...rest } = raw;
  const given = [by, allBy, together].filter((each) => each !== undefined);
  if (given.length > 1)
    problem(reading, 'wrong-value', node.place, { wanted: 'by | all-by | together', found: `${given.length}` });
  const named = allBy ?? together;
  const mode = allBy !== undefined ? 'all' : together !== undefined ? 'together' : 'first';
  const who = by ?? named?.map((id): WhoChoice => ({ office: id }));
  if (who === undefined && neverBy.length === 0) return rest;
  return { ...rest, by: { mode, choices: who ?? [], inOrder, never: neverBy, strength: byStrength } };
}
