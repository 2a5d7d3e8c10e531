import { stepFields } from './built-in.ts';
import { type Dictionary, findEntry } from './dictionary.ts';
import type { DictionaryEntry, NameType, Subject } from './entry.ts';

/** What the names of one rule mean: which records are at hand and what stands bare. */
export type NameScope = {
  readonly dictionary: Dictionary;
  /** Subjects a bare name is looked up in, first match wins (`渠道` of the matter, `居民医保参保` of the person in a feed). */
  readonly bare: readonly Subject[];
  /** Subjects that can be written in front: `户.` `member.` `matter.` `act.` `lead.` `row.` */
  readonly roots: readonly Subject[];
  /** `参数.<name>`: the type of every parameter of the resolved policy. */
  readonly parameters: Readonly<Record<string, NameType>>;
  /** Step names as rules write them; undefined: any name is taken for a step. */
  readonly steps?: ReadonlySet<string>;
  /** Names given by the place of the rule: `total`, `值`, `去年值`, ids of a parameter's values in `order`. */
  readonly given?: Readonly<Record<string, NameType>>;
  /** Waivers and bars: `every` over an empty list does not hold. */
  readonly everyNeedsElement?: boolean;
};

export type ResolvedName =
  | { readonly kind: 'fact'; readonly entry: DictionaryEntry; readonly type: NameType }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: NameType }
  | { readonly kind: 'step'; readonly step: string; readonly field: string; readonly type: NameType }
  | { readonly kind: 'given'; readonly name: string; readonly type: NameType };

export type NameProblem = {
  readonly code: 'unknown-name' | 'unknown-parameter' | 'unknown-step' | 'unknown-step-field' | 'name-not-here';
  readonly facts: { readonly name: string; readonly near?: string };
};

export type NameResolution =
  | { readonly ok: true; readonly name: ResolvedName }
  | { readonly ok: false; readonly problem: NameProblem };

const ROOTS: Readonly<Record<string, Subject>> = {
  户: 'household',
  household: 'household',
  member: 'member',
  matter: 'matter',
  act: 'act',
  lead: 'lead',
  row: 'row',
  area: 'area',
};

/**
 * What a dotted path of a rule means in `scope`: a fact, `参数.<name>`, `matter.<step>.<field>` or a given name.
 * Not found: `unknown-name`, `unknown-parameter`, `unknown-step`, `unknown-step-field`, or `name-not-here` when the name
 * exists but not for a record at hand (`near` then says how it would be written). Names bound by `some`, `every`, `for`
 * and `[…]` are the compiler's business and are looked up before this.
 */
export function resolveName(scope: NameScope, path: readonly string[]): NameResolution {
  const [first, second, third] = path;
  if (first === undefined) return failed('unknown-name', '');
  const written = path.join('.');
  if (first === '参数')
    return path.length === 2 && second !== undefined ? parameter(scope, second) : failed('unknown-name', written);
  const root = Object.hasOwn(ROOTS, first) ? ROOTS[first] : undefined;
  if (root !== undefined) {
    if (!scope.roots.includes(root)) return failed('name-not-here', written);
    if (root === 'matter' && path.length === 3 && second !== undefined && third !== undefined)
      return step(scope, second, third);
    if (path.length !== 2 || second === undefined) return failed('unknown-name', written);
    const entry = findEntry(scope.dictionary, root, second);
    return entry ? fact(entry) : failed('unknown-name', written, near(scope, second));
  }
  if (path.length !== 1) return failed('unknown-name', written);
  const given = scope.given && Object.hasOwn(scope.given, first) ? scope.given[first] : undefined;
  if (given) return { ok: true, name: { kind: 'given', name: first, type: given } };
  return bare(scope, first);
}

function bare(scope: NameScope, name: string): NameResolution {
  for (const subject of scope.bare) {
    const entry = findEntry(scope.dictionary, subject, name);
    if (entry) return fact(entry);
  }
  const elsewhere = near(scope, name);
  return failed(elsewhere === undefined ? 'unknown-name' : 'name-not-here', name, elsewhere);
}

function parameter(scope: NameScope, name: string): NameResolution {
  const type = Object.hasOwn(scope.parameters, name) ? scope.parameters[name] : undefined;
  return type ? { ok: true, name: { kind: 'parameter', name, type } } : failed('unknown-parameter', name);
}

function step(scope: NameScope, name: string, field: string): NameResolution {
  if (scope.steps && !scope.steps.has(name)) return failed('unknown-step', name);
  const kind = Object.hasOwn(stepFields, field) ? stepFields[field] : undefined;
  if (!kind) return failed('unknown-step-field', `matter.${name}.${field}`);
  return { ok: true, name: { kind: 'step', step: name, field, type: { kind } } };
}

function near(scope: NameScope, name: string): string | undefined {
  for (const [subject, names] of scope.dictionary) {
    if (names.has(name)) return `${subject === 'household' ? '户' : subject}.${name}`;
  }
  return undefined;
}

function fact(entry: DictionaryEntry): NameResolution {
  return { ok: true, name: { kind: 'fact', entry, type: entry.type } };
}

function failed(code: NameProblem['code'], name: string, elsewhere?: string): NameResolution {
  return { ok: false, problem: { code, facts: elsewhere === undefined ? { name } : { name, near: elsewhere } } };
}
