import { type Dictionary, findEntry } from '../dictionary/dictionary.ts';
import type { FieldFrom, Form, FormField } from '../policy/duty-shape.ts';
import { officeId } from '../policy/office-ids.ts';
import type { Step } from '../policy/procedure-shape.ts';
import type { Policy, ResolvedProcedure } from '../policy/resolved-policy.ts';
import { namesFor } from './policy-rules.ts';

export type ActFieldKind = 'boolean' | 'number' | 'money' | 'date' | 'text' | 'choice' | 'list';

/** One thing an act may say beside outcome, day and reason. `choices`: the only words it may take; empty: any. */
export interface ActField {
  readonly name: string;
  readonly label: string;
  readonly kind: ActFieldKind;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly hint: string | null;
  /** A paper of the step is not complete without it. */
  readonly wanted: boolean;
  /** A name or free text: kept beside the chain, the act says only that it is there. */
  readonly personal: boolean;
}

/** A paper of the step as it is read aloud and signed: its fixed sentences and who signs. */
export interface StepPaper {
  readonly id: string;
  readonly label: string;
  readonly statements: string[];
  readonly signs: string[];
}

/**
 * What an act on the step may say: facts of the act its checks and gates read, and what the papers of the procedure take
 * from it, each once. Outcome, day, reason and office are asked for anyway and are not among them.
 */
export function actFields(policy: Policy, procedure: ResolvedProcedure, step: SayingStep): ActField[] {
  const { dictionary } = namesFor(policy, procedure);
  const onPapers = paperFields(policy, procedure, step);
  const named = [...factsRead(procedure, step), ...onPapers.keys()];
  const fields = [...new Set(named)]
    .filter((name) => !ASKED_ANYWAY.includes(name))
    .map((name) => fieldOf(policy, dictionary, name, onPapers.get(name)));
  return [...placeField(policy, step), ...fields];
}

type SayingStep = Pick<Step, 'id' | 'checks' | 'papers'> & Partial<Pick<Step, 'at' | 'announces'>>;

/** Where an announcement was made: nothing but the place the pack names can be said. */
function placeField(policy: Policy, { at, announces }: SayingStep): ActField[] {
  if (at === undefined || announces !== true) return [];
  const office = policy.terms.offices.find(({ id }) => id === officeId(policy.terms.offices, at));
  const label = at === 'village-of-household' ? '农户所在村' : (office?.label ?? office?.labels[0] ?? at);
  return [
    {
      name: 'at',
      label: '地点',
      kind: 'choice',
      choices: [{ value: at, label }],
      hint: null,
      wanted: true,
      personal: false,
    },
  ];
}

/** Papers the step is written on, in the pack's order. */
export function stepPapers(policy: Policy, step: Pick<Step, 'papers'>): StepPaper[] {
  // Explanations of a closed list stand on the paper too; nobody promises them.
  const words = new Set(
    Object.values(policy.terms.lists).flatMap((entries) => entries.flatMap(({ label }) => label ?? [])),
  );
  return policy.forms
    .filter((form) => step.papers.includes(form.id))
    .map((form) => ({
      id: form.id,
      label: form.label ?? form.id,
      statements: form.fields.flatMap(({ from }) => sentenceOf(from) ?? []).filter((said) => !words.has(said)),
      signs: [...form.signs],
    }));
}

/**
 * Truths about each member that the step's checks ask for and a pack has named, such as 已授权: they are told with the act.
 * Empty: none.
 */
export function memberFactsAsked(policy: Policy, step: Pick<Step, 'checks'>): string[] {
  const own = policy.terms.facts.filter(({ of, type }) => of === 'member' && type === 'boolean');
  const rules = step.checks.map(({ require }) => require);
  return own.map(({ name }) => name).filter((name) => rules.some((rule) => readsOfMember(rule, name)));
}

const ASKED_ANYWAY = ['outcome', 'on', 'reason', 'by', 'seal', 'batch'];
const ACT_FACT = /(?<![\p{L}\p{N}_.])act\.([\p{L}_][\p{L}\p{N}_]*)/gu;
const OWN_WORDS = /^"(.+)"$/u;
/** Facts that are somebody's name, whatever a pack calls them. */
const PERSON = /(人|人员|姓名|书记|签名|签字)$/;
/** Cells of a paper that tick what was brought with it. */
const MATERIAL = /^材料\./;
/** Fixed words shorter than this are a cell of the paper, not a sentence somebody agrees to. */
const SENTENCE = 10;

function factsRead(procedure: ResolvedProcedure, step: Pick<Step, 'id' | 'checks'>): string[] {
  const gates = procedure.gates.filter(({ before }) => before !== 'any' && before.includes(step.id));
  return [...step.checks, ...gates].flatMap(({ require }) =>
    [...require.matchAll(ACT_FACT)].flatMap((match) => match[1] ?? []),
  );
}

/** Fields of the procedure's papers that are taken from an act on the step, by the name of the fact. */
function paperFields(
  policy: Policy,
  procedure: ResolvedProcedure,
  step: Pick<Step, 'id' | 'papers'>,
): Map<string, FormField> {
  const used = new Set(procedure.steps.flatMap(({ papers }) => papers));
  const fields = policy.forms
    .filter((form) => used.has(form.id))
    .flatMap((form) =>
      form.fields.flatMap((field) => {
        const taken = takenFrom(form, field, step);
        return taken === null ? [] : [taken];
      }),
    );
  const first = new Map<string, FormField>();
  for (const [name, field] of fields) if (!first.has(name)) first.set(name, field);
  return first;
}

function takenFrom(form: Form, field: FormField, step: Pick<Step, 'id' | 'papers'>): [string, FormField] | null {
  if (field.from.kind !== 'act') return null;
  const [place = '', name, ...rest] = field.from.act.split('.');
  // `act:签署人` names no step: it is of the step that is written on this paper.
  if (name === undefined) return step.papers.includes(form.id) ? [place, field] : null;
  return place === step.id && rest.length === 0 && name !== 'signers' ? [name, field] : null;
}

function fieldOf(policy: Policy, dictionary: Dictionary, name: string, paper: FormField | undefined): ActField {
  const entry = findEntry(dictionary, 'act', name);
  const words = paper?.values ?? entry?.values ?? (policy.terms.lists[name] ?? []).map(({ id }) => id);
  const choices = words.map((value) => ({ value, label: wordLabel(policy, value) }));
  const free = choices.length === 0 && (entry === undefined || entry.sensitivity === 'encrypted' || PERSON.test(name));
  const base = {
    name,
    label: paper?.label ?? name,
    choices,
    hint: paper?.hint ?? null,
    personal: false,
    wanted: paper?.required === 'true',
  };
  const kind = entry?.type.kind;
  if (kind === 'list') return { ...base, kind };
  if (kind === 'boolean' || kind === 'number' || kind === 'money' || kind === 'date') {
    return { ...base, kind, choices: [] };
  }
  // Counts of people and days are written in digits.
  if (entry === undefined && MATERIAL.test(paper?.key ?? '')) return { ...base, kind: 'boolean', choices: [] };
  if (entry === undefined && /数$/.test(name)) return { ...base, kind: 'number', choices: [] };
  return { ...base, kind: choices.length > 0 ? 'choice' : 'text', personal: free };
}

/** A word with what the pack's list says of it: `②住房安全保障风险`. */
function wordLabel(policy: Policy, word: string): string {
  for (const entries of Object.values(policy.terms.lists)) {
    const label = entries.find(({ id }) => id === word)?.label;
    if (label !== undefined && label !== word) return `${word}${label}`;
  }
  return word;
}

function sentenceOf(from: FieldFrom): string | null {
  const said = from.kind === 'feel' ? OWN_WORDS.exec(from.feel)?.[1] : undefined;
  return said !== undefined && said.length >= SENTENCE ? said : null;
}

function readsOfMember(rule: string, name: string): boolean {
  return new RegExp(
    `(?<![\\p{L}\\p{N}_])(?!act\\.|matter\\.|户\\.|参数\\.)[\\p{L}_]+\\.${name}(?![\\p{L}\\p{N}_])`,
    'u',
  ).test(rule);
}
