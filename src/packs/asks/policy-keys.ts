import type { Item, SourceRef, TextPlace } from '#domain/policy/pack-shape.ts';
import type { Origin, Policy } from '#domain/policy/resolved-policy.ts';

/** Something a policy has under a key: an item, or the ids under a collection. */
export type Keyed =
  | {
      readonly kind: 'item';
      readonly id: string;
      readonly place: TextPlace | undefined;
      readonly pack: string | null;
      readonly source: readonly SourceRef[];
      readonly inferred: string | null;
      readonly origin: Origin | undefined;
      /** Values beside or instead of those written. */
      readonly also: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'absent' };

const TERMS = ['offices', 'channels', 'classes', 'risks', 'groups', 'areas'] as const;
const LISTS = ['feeds', 'duties', 'grading', 'forms'] as const;
const PARTS = ['steps', 'limits', 'gates', 'routes', 'holds', 'helps'] as const;

/**
 * What a policy has under a path: `duties/<id>`, `feeds/<id>/columns/<key>`, `forms/<id>/fields/<key>`, `offices/<id>`
 * (also `terms/offices/<id>`), `lists/<name>/<id>`, `facts/<name>`, `statistics/<name>`, `procedures/<id>` with its
 * `steps`, `limits`, `gates`, `routes`, `holds`, `helps`, `packs/<id>`, `clauses/<pack>#<id>`; without the last part the
 * ids there. undefined: no such kind of key.
 */
export function underKey(policy: Policy, written: string): Keyed | undefined {
  const path = written.replace(/^terms\//, '').replace(/^pack(\/|$)/, 'packs$1');
  const [section = '', id, ...rest] = path.split('/');
  const term = TERMS.find((each) => each === section);
  if (term !== undefined) return fromList(policy, policy.terms[term], `terms/${term}`, id);
  const list = LISTS.find((each) => each === section);
  if (list !== undefined && rest.length === 0) return fromList(policy, policy[list], list, id);
  switch (section) {
    case 'feeds':
    case 'forms':
      return partOfItem(policy, section, id ?? '', rest);
    case 'lists':
      return fromTermLists(policy, id, rest[0]);
    case 'facts':
      return named(
        policy.terms.facts.map((each) => ({ ...each, id: each.name })),
        id,
      );
    case 'statistics':
      return named(
        Object.values(policy.statistics).map((each) => ({ ...each, id: each.name })),
        id,
      );
    case 'parameters':
      return id === undefined ? { kind: 'ids', ids: Object.keys(policy.parameters) } : undefined;
    case 'procedures':
      return fromProcedures(policy, id, rest);
    case 'packs':
      return fromPacks(policy, id);
    case 'clauses':
      return fromClauses(policy, [id, ...rest].filter((part) => part !== undefined).join('/'));
    default:
      return undefined;
  }
}

function fromList(policy: Policy, items: readonly Item[], section: string, id: string | undefined): Keyed {
  if (id === undefined) return { kind: 'ids', ids: items.map((each) => each.id) };
  const found = items.find((each) => each.id === id);
  return found === undefined ? { kind: 'absent' } : asItem(found, policy.origins[`${section}/${id}`]);
}

function asItem(item: Item, origin: Origin | undefined, also: Readonly<Record<string, unknown>> = {}): Keyed {
  const { id, place, pack, source, inferred, strength, label, valid } = item;
  return {
    kind: 'item',
    id,
    place,
    pack,
    source,
    inferred: inferred ?? null,
    origin,
    also: { id, strength, label: label ?? null, 'in-force-from': valid.from, 'in-force-to': valid.to ?? null, ...also },
  };
}

function partOfItem(
  policy: Policy,
  section: 'feeds' | 'forms',
  id: string,
  rest: readonly string[],
): Keyed | undefined {
  const [list, key] = rest;
  const feed = section === 'feeds' ? policy.feeds.find((each) => each.id === id) : undefined;
  const form = section === 'forms' ? policy.forms.find((each) => each.id === id) : undefined;
  if (list !== (section === 'feeds' ? 'columns' : 'fields')) return undefined;
  const owner = feed ?? form;
  if (owner === undefined) return { kind: 'absent' };
  const parts: readonly { readonly key: string; readonly source?: readonly SourceRef[] }[] =
    feed?.columns ?? form?.fields ?? [];
  if (key === undefined) return { kind: 'ids', ids: parts.map((each) => each.key) };
  const part = parts.find((each) => each.key === key);
  if (part === undefined) return { kind: 'absent' };
  const source = part.source !== undefined && part.source.length > 0 ? part.source : owner.source;
  return {
    kind: 'item',
    id: key,
    place: undefined,
    pack: owner.pack,
    source,
    inferred: owner.inferred ?? null,
    origin: undefined,
    also: { ...part },
  };
}

function fromTermLists(policy: Policy, name: string | undefined, id: string | undefined): Keyed {
  if (name === undefined) return { kind: 'ids', ids: Object.keys(policy.terms.lists) };
  const list = policy.terms.lists[name];
  return list === undefined ? { kind: 'absent' } : fromList(policy, list, `terms/lists/${name}`, id);
}

function named(items: readonly { readonly id: string; readonly place: TextPlace }[], id: string | undefined): Keyed {
  if (id === undefined) return { kind: 'ids', ids: items.map((each) => each.id) };
  const found = items.find((each) => each.id === id);
  if (found === undefined) return { kind: 'absent' };
  const { place, ...also } = found;
  return { kind: 'item', id, place, pack: null, source: [], inferred: null, origin: undefined, also };
}

function fromProcedures(policy: Policy, id: string | undefined, rest: readonly string[]): Keyed | undefined {
  if (id === undefined) return { kind: 'ids', ids: Object.keys(policy.procedures) };
  const procedure = policy.procedures[id];
  const [section, part] = rest;
  const list = PARTS.find((each) => each === section);
  if (section !== undefined && list === undefined) return undefined;
  if (procedure === undefined) return { kind: 'absent' };
  if (list === undefined) return { ...asProcedure(procedure), origin: procedure.origin };
  const items: readonly Item[] =
    list === 'gates' ? procedure.gates.map((gate, at) => ({ ...gate, id: gate.id ?? `${at + 1}` })) : procedure[list];
  return fromList(policy, items, `procedures/${id}/${list}`, part);
}

type Procedure = Policy['procedures'][string];

function asProcedure(procedure: Procedure): Extract<Keyed, { kind: 'item' }> {
  const { id, place, pack, source, inferred, label, kind, subject } = procedure;
  return {
    kind: 'item',
    id,
    place,
    pack,
    source,
    inferred: inferred ?? null,
    origin: procedure.origin,
    also: { id, label: label ?? null, kind, subject },
  };
}

function fromPacks(policy: Policy, id: string | undefined): Keyed {
  if (id === undefined) return { kind: 'ids', ids: policy.packs.map(({ head }) => head.id) };
  const head = policy.packs.find((each) => each.head.id === id)?.head;
  if (head === undefined) return { kind: 'absent' };
  return {
    kind: 'item',
    id,
    place: undefined,
    pack: id,
    source: [],
    inferred: null,
    origin: undefined,
    also: { ...head },
  };
}

function fromClauses(policy: Policy, name: string): Keyed {
  const [pack = '', id = ''] = name.split('#');
  const clauses = policy.packs.find((each) => each.head.id === pack)?.clauses ?? [];
  if (id === '') return { kind: 'ids', ids: clauses.map((each) => each.id) };
  const found = clauses.find((each) => each.id === id);
  if (found === undefined) return { kind: 'absent' };
  const { place: _, ...also } = found;
  return { kind: 'item', id, place: undefined, pack, source: [], inferred: null, origin: undefined, also };
}
