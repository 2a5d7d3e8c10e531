import type { Pack, Reference, TextPlace } from '#domain/policy/pack-shape.ts';
import { writtenAt } from '../reading/written-items.ts';
import type { TextNode } from '../reading/yaml-text.ts';
import type { Carrier } from './take-away.ts';

/**
 * Parameters, offices, feeds, duties, forms, channels and procedures that the packs still use although they have them no
 * longer: with these gone the packs would not load. `gone` is what was taken away: names used inside it do not count.
 */
export function danglingNames(packs: readonly Pack[], gone: readonly Carrier[]): readonly string[] {
  const taken = gone.flatMap(({ item }) => [Reflect.get(item, 'id'), Reflect.get(item, 'name')]).filter(isText);
  if (taken.length === 0) return [];
  const inside = new Set(gone.flatMap(({ item }) => placesIn(item)));
  const uses = packs.flatMap((pack) => pack.references.filter(({ name }) => taken.some((each) => name.includes(each))));
  // Only names of what was taken away matter: everything else was checked when the packs were loaded.
  const names = uses
    .filter((each) => !inside.has(placeText(each.place)))
    .flatMap((each) => namesIn(each))
    .filter((name) => taken.includes(name.slice(name.indexOf(' ') + 1)));
  if (names.length === 0) return [];
  const known = namesOf(packs);
  return [...new Set(names.filter((name) => !known.has(name)))];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function namesIn({ kind, name }: Reference): readonly string[] {
  if (kind === 'feel') {
    return [...name.matchAll(/参数\.([\p{L}_][\p{L}\p{N}_]*)/gu)].map((match) => `parameter ${match[1] ?? ''}`);
  }
  return kind === 'source' || kind === 'statistic' ? [] : [`${kind} ${name.split('@', 1)[0] ?? name}`];
}

function namesOf(packs: readonly Pack[]): ReadonlySet<string> {
  return new Set(
    packs.flatMap((pack) => [
      ...pack.parameters.map((each) => `parameter ${each.name}`),
      ...pack.terms.offices.flatMap((each) => [each.id, ...each.labels, ...each.aliases].map((id) => `office ${id}`)),
      ...pack.terms.channels.map((each) => `channel ${each.id}`),
      ...pack.feeds.map((each) => `feed ${each.id}`),
      ...pack.duties.map((each) => `duty ${each.id}`),
      ...pack.forms.map((each) => `form ${each.id}`),
      ...pack.procedures.map((each) => `procedure ${each.id}`),
    ]),
  );
}

function placesIn(item: object): readonly string[] {
  const place: unknown = Reflect.get(item, 'place');
  if (typeof place !== 'object' || place === null) return [];
  const node = writtenAt(place as TextPlace);
  return node === undefined ? [] : within(node);
}

/** A quoted expression stands one column further in than its text. */
function within(node: TextNode): readonly string[] {
  const { place } = node;
  const own = [placeText(place), placeText({ ...place, column: place.column + 1 })];
  if (node.kind === 'text') return own;
  const inner = node.kind === 'list' ? node.items : node.entries.map((entry) => entry.value);
  return [...own, ...inner.flatMap(within)];
}

function placeText({ file, line, column }: TextPlace): string {
  return `${file}:${line}:${column}`;
}
