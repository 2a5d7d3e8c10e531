import type { PlainDate } from '#domain/values/plain-date.ts';
import { clocksHangingOn } from '../clocks-hanging-on.ts';
import type { SourceRef } from '../pack-shape.ts';
import { parameterOn } from '../parameter-on.ts';
import type { Step } from '../procedure-shape.ts';
import type { PackChange, Policy, ResolvedProcedure } from '../resolved-policy.ts';
import { fieldChanges } from './field-changes.ts';
import type { ChangedSection, FieldChange, PolicyChange } from './policy-change.ts';
import { toldReading } from './told.ts';

/**
 * Everything in which `after` orders otherwise than `before`: documents, values on each policy's own day, steps and the other
 * rules. The two may be two days of one area, two areas, or two documents. Empty when they order the same.
 */
export function diffPolicies(before: Policy, after: Policy): readonly PolicyChange[] {
  return [
    ...documents(before, after),
    ...parameters(before, after),
    ...procedures(before, after),
    ...lists(before, after, 'feed', before.feeds, after.feeds),
    ...lists(before, after, 'duty', before.duties, after.duties),
    ...lists(before, after, 'form', before.forms, after.forms),
    ...lists(before, after, 'grading', before.grading, after.grading),
    ...lists(before, after, 'channel', before.terms.channels, after.terms.channels),
    ...lists(before, after, 'class', before.terms.classes, after.terms.classes),
    ...lists(before, after, 'risk', before.terms.risks, after.terms.risks),
    ...lists(before, after, 'group', before.terms.groups, after.terms.groups),
    ...lists(before, after, 'office', before.terms.offices, after.terms.offices),
  ];
}

/** What every rule brings, whatever its kind. */
type Rule = {
  readonly id?: string;
  readonly label?: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly valid?: { readonly from: PlainDate };
  readonly text?: string;
};

function documents(before: Policy, after: Policy): PolicyChange[] {
  // A document may tell what held before it: it is there only from its own first day.
  const heads = (policy: Policy) => policy.packs.map(({ head }) => head).filter(({ from }) => from <= policy.on);
  const of = (head: Policy['packs'][number]['head'], change: 'added' | 'removed'): PolicyChange => ({
    ...bare,
    section: 'document',
    id: head.id,
    label: [head.number, head.title].filter((part) => part !== undefined).join(' '),
    change,
    from: head.from,
  });
  const [old, now] = [heads(before), heads(after)];
  return [
    ...old.filter(({ id }) => !now.some((head) => head.id === id)).map((head) => of(head, 'removed')),
    ...now.filter(({ id }) => !old.some((head) => head.id === id)).map((head) => of(head, 'added')),
  ];
}

function parameters(before: Policy, after: Policy): PolicyChange[] {
  const names = union(Object.keys(before.parameters), Object.keys(after.parameters));
  return names.flatMap((name): PolicyChange[] => {
    const [was, is] = [before.parameters[name], after.parameters[name]];
    const [old, now] = [parameterOn(before, name, before.on), parameterOn(after, name, after.on)];
    const [b, a] = [toldReading(old), toldReading(now)];
    if (JSON.stringify(b) === JSON.stringify(a)) return [];
    const reading = now ?? old;
    const parameter = is ?? was;
    return [
      {
        ...bare,
        section: 'parameter',
        id: name,
        label: parameter?.label ?? name,
        change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        fields: [{ field: 'value', before: b, after: a }],
        source: sections(is === undefined ? before : after, reading?.source ?? []),
        from: now?.from ?? null,
        inferred: now !== undefined && now.inferred !== null,
        versionBy: parameter?.versionBy ?? null,
        clocks: parameter === undefined ? [] : clocksHangingOn(after, name),
      },
    ];
  });
}

function procedures(before: Policy, after: Policy): PolicyChange[] {
  const ids = union(Object.keys(before.procedures), Object.keys(after.procedures));
  return ids.flatMap((id) => {
    const [was, is] = [before.procedures[id], after.procedures[id]];
    if (was === undefined || is === undefined) {
      const one = is ?? was;
      if (one === undefined) return [];
      const told = whole(was === undefined ? after : before, 'procedure', one, was === undefined);
      return [is === undefined ? { ...told, ...citing(after, after.removed[`procedures/${id}`]) } : told];
    }
    return insideProcedure(before, after, was, is);
  });
}

function insideProcedure(before: Policy, after: Policy, was: ResolvedProcedure, is: ResolvedProcedure): PolicyChange[] {
  const at: Inside = { id: is.id, label: is.label ?? is.id, before: was.steps, after: is.steps };
  return [
    ...lists(before, after, 'step', was.steps, is.steps, at),
    ...lists(before, after, 'limit', was.limits, is.limits, at),
    ...lists(before, after, 'gate', was.gates, is.gates, at),
    ...lists(before, after, 'route', was.routes, is.routes, at),
    ...lists(before, after, 'hold', was.holds, is.holds, at),
    ...lists(before, after, 'help', was.helps, is.helps, at),
    ...lists(before, after, 'effective', was.effective, is.effective, at),
  ];
}

type Inside = {
  readonly id: string;
  readonly label: string;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
};

const telling = ['step', 'limit', 'gate', 'feed', 'duty', 'form'] as const;

function lists<T extends Rule>(
  before: Policy,
  after: Policy,
  section: ChangedSection,
  old: readonly T[],
  now: readonly T[],
  inside?: Inside,
): PolicyChange[] {
  const [was, is] = [byId(old), byId(now)];
  return union([...was.keys()], [...is.keys()]).flatMap((id): PolicyChange[] => {
    const [b, a] = [was.get(id), is.get(id)];
    if (b === undefined || a === undefined) {
      const item = a ?? b;
      if (item === undefined) return [];
      const told = whole(a === undefined ? before : after, section, item, b === undefined, inside);
      // Taken away by a pack: that pack's clause and day, not those of what is gone.
      return [a === undefined ? { ...told, ...citing(after, after.removed[pathOf(section, id, inside)]) } : told];
    }
    const kind = telling.find((each) => each === section);
    const fields: FieldChange[] = fieldChanges<never>(
      kind,
      { item: b as never, policy: before, steps: inside?.before ?? [] },
      { item: a as never, policy: after, steps: inside?.after ?? [] },
    );
    // A step whose time is a parameter's changes with it: that is told once, as the parameter.
    const own = fields.filter((field) => !isOfParameter(field));
    if (own.length === 0) return [];
    const moved = own.every(({ field }) => field === 'after') ? after.rewired[pathOf(section, id, inside)] : undefined;
    return [{ ...described(after, section, a, inside), change: 'changed', fields: own, ...citing(after, moved) }];
  });
}

/** What a pack says of its own change, in place of what the changed item says of itself. */
function citing(
  policy: Policy,
  change: PackChange | undefined,
): Partial<Pick<PolicyChange, 'source' | 'from' | 'inferred'>> {
  if (change === undefined) return {};
  return { source: sections(policy, change.source), from: change.from, inferred: change.source.length === 0 };
}

function pathOf(section: ChangedSection, id: string, inside: Inside | undefined): string {
  if (inside !== undefined) return `procedures/${inside.id}/${section}s/${id}`;
  const list = { duty: 'duties', grading: 'grading', class: 'terms/classes' }[section as string];
  if (list !== undefined) return `${list}/${id}`;
  return `${['feed', 'form'].includes(section) ? '' : 'terms/'}${section}s/${id}`;
}

function isOfParameter({ before, after }: FieldChange): boolean {
  const parameter = (told: FieldChange['before']) => ('parameter' in told ? told.parameter : null);
  return parameter(before) !== null && parameter(before) === parameter(after);
}

function whole(policy: Policy, section: ChangedSection, item: Rule, added: boolean, inside?: Inside): PolicyChange {
  return { ...described(policy, section, item, inside), change: added ? 'added' : 'removed' };
}

const bare = {
  inside: null,
  fields: [],
  source: [],
  from: null,
  inferred: false,
  versionBy: null,
  clocks: [],
} as const;

function described(policy: Policy, section: ChangedSection, item: Rule, inside?: Inside): Omit<PolicyChange, 'change'> {
  const id = item.id ?? item.text ?? '';
  return {
    ...bare,
    section,
    id,
    label: item.label ?? item.text ?? id,
    inside: inside?.label ?? null,
    source: sections(policy, item.source),
    from: item.valid?.from ?? null,
    inferred: item.inferred !== undefined,
  };
}

function sections(policy: Policy, source: readonly SourceRef[]): PolicyChange['source'] {
  return source.map((ref) => {
    const clauses = policy.packs.find(({ head }) => head.id === ref.pack)?.clauses ?? [];
    return { ...ref, section: clauses.find(({ id }) => id === ref.clause)?.section ?? ref.clause };
  });
}

function byId<T extends Rule>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item, index) => [item.id ?? item.text ?? String(index), item]));
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}
