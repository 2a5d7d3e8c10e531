import type { Item, SourceRef, Term } from './pack-shape.ts';
import { parameterOn } from './parameter-on.ts';
import type { Step, Who } from './procedure-shape.ts';
import type { Policy, ResolvedProcedure } from './resolved-policy.ts';

export const policyItemKinds = [
  'parameter',
  'procedure',
  'step',
  'limit',
  'route',
  'help',
  'duty',
  'feed',
  'form',
  'term',
  'grading',
] as const;
export type PolicyItemKind = (typeof policyItemKinds)[number];

/** Something the rules of an area hold, with every clause it or a part of it rests on. */
export interface PolicyItem {
  readonly kind: PolicyItemKind;
  /** Where it stands in the policy; unique: `procedures/identification/steps/village-notice`. */
  readonly path: string;
  readonly label: string;
  /** Official word of the procedure a step or limit belongs to; null elsewhere. */
  readonly of: string | null;
  /** Offices that act, by official word. */
  readonly who: readonly string[];
  /** Its time limit or duration as it reads on the policy's day; `parameter` holds it. amount null: unset. */
  readonly time: {
    readonly amount: number | null;
    readonly unit: string | null;
    readonly parameter: string | null;
  } | null;
  readonly strength: string;
  readonly sources: readonly SourceRef[];
  readonly inferred: string | null;
}

/** Everything in the policy that rests on clauses, in the order documents are read: values, procedures, periods, papers, words. */
export function policyItems(policy: Policy): PolicyItem[] {
  const { parameters, procedures, duties, feeds, forms, terms, grading } = policy;
  const plain =
    (kind: PolicyItemKind, folder: string) =>
    (item: Item & { readonly id: string }): PolicyItem =>
      itemOf(kind, `${folder}/${item.id}`, item);
  return [
    ...Object.values(parameters).map(
      (parameter): PolicyItem => ({
        ...bare('parameter', `parameters/${parameter.name}`, parameter.name),
        sources: sourcesIn(parameter),
        inferred: parameter.inferred ?? null,
      }),
    ),
    ...Object.values(procedures).flatMap((procedure) => procedureItems(policy, procedure)),
    ...duties.map((duty) => ({ ...plain('duty', 'duties')(duty), who: [officeWord(policy, duty.who)] })),
    ...feeds.map((feed) => ({ ...plain('feed', 'feeds')(feed), who: [officeWord(policy, feed.sender)] })),
    ...forms.map(plain('form', 'forms')),
    ...[
      ...terms.offices.map((office) => ({ ...plain('term', 'offices')(office), label: officeWord(policy, office.id) })),
      ...terms.channels.map(plain('term', 'channels')),
      ...terms.classes.map(plain('term', 'classes')),
      ...terms.risks.map((risk) => itemOf('term', `risks/${risk.code}`, risk)),
      ...terms.groups.map(plain('term', 'groups')),
    ],
    ...grading.map(plain('grading', 'grading')),
  ];
}

/** Items by clause, `PACK#id`: what rests on it. */
export function itemsByClause(items: readonly PolicyItem[]): ReadonlyMap<string, readonly PolicyItem[]> {
  const found = new Map<string, PolicyItem[]>();
  for (const item of items) {
    for (const { pack, clause } of item.sources) {
      const key = `${pack}#${clause}`;
      found.set(key, [...(found.get(key) ?? []), item]);
    }
  }
  return found;
}

function procedureItems(policy: Policy, procedure: ResolvedProcedure): PolicyItem[] {
  const { steps, limits, routes, helps, ...head } = procedure;
  const of = procedure.label ?? procedure.id;
  const path = `procedures/${procedure.id}`;
  const inside = (kind: PolicyItemKind, folder: string, item: Item & { readonly id: string; readonly by?: Who }) => ({
    ...itemOf(kind, `${path}/${folder}/${item.id}`, item),
    of,
    who: whoActs(policy, item.by),
  });
  return [
    itemOf('procedure', path, { ...head, strength: 'must' }),
    ...steps.map((step) => ({ ...inside('step', 'steps', step), time: timeOf(policy, stepTerm(step)) })),
    ...limits.map((limit) => ({ ...inside('limit', 'limits', limit), time: timeOf(policy, limit.within) })),
    ...routes.map((route) => inside('route', 'routes', route)),
    ...helps.map((help) => inside('help', 'helps', help)),
  ];
}

function bare(kind: PolicyItemKind, path: string, label: string): PolicyItem {
  return { kind, path, label, of: null, who: [], time: null, strength: 'must', sources: [], inferred: null };
}

function itemOf(
  kind: PolicyItemKind,
  path: string,
  item: { readonly id?: string; readonly label?: string; readonly strength: string; readonly inferred?: string },
): PolicyItem {
  const label = item.label ?? item.id ?? path;
  const { strength, inferred = null } = item;
  return { ...bare(kind, path, label), strength, inferred, sources: sourcesIn(item) };
}

function stepTerm(step: Step): Term | undefined {
  return step.within ?? step.lasts?.term;
}

function timeOf(policy: Policy, term: Term | undefined): PolicyItem['time'] {
  if (term === undefined) return null;
  if (!('param' in term)) return { amount: term.amount, unit: term.unit, parameter: null };
  const value = parameterOn(policy, term.param, policy.on)?.value ?? null;
  const { unit = null } = policy.parameters[term.param] ?? {};
  if (typeof value === 'number') return { amount: value, unit, parameter: term.param };
  const isTerm = typeof value === 'object' && value !== null && 'amount' in value;
  return { amount: isTerm ? value.amount : null, unit: isTerm ? value.unit : unit, parameter: term.param };
}

function whoActs(policy: Policy, who: Who | undefined): string[] {
  return [...new Set((who?.choices ?? []).map(({ office }) => officeWord(policy, office)))];
}

function officeWord(policy: Policy, written: string): string {
  const id = written.split('@')[0] ?? written;
  const office = policy.terms.offices.find((each) => each.id === id);
  return office?.label ?? office?.labels[0] ?? id;
}

/** Every clause named anywhere in an item: its own and those of its checks, values, columns and fields; each once. */
function sourcesIn(item: unknown): SourceRef[] {
  const found = new Map<string, SourceRef>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (isSource(value)) found.set(`${value.pack}#${value.clause}`, { pack: value.pack, clause: value.clause });
    else for (const each of Object.values(value)) walk(each);
  };
  walk(item);
  return [...found.values()];
}

function isSource(value: object): value is SourceRef {
  return 'pack' in value && 'clause' in value && typeof value.pack === 'string' && typeof value.clause === 'string';
}
