import { type Dictionary, findEntry } from '#domain/dictionary/dictionary.ts';
import type { Case, CaseAct, CaseMap } from '#domain/policy/case-shape.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import type { Pack, TextPlace } from '#domain/policy/pack-shape.ts';
import { fixedEvents } from '#domain/policy/procedure-shape.ts';
import { engineActs, isEngineAct, stepOfKind } from '#domain/procedures/act.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import { actKeys, targetOf } from './case-acts.ts';
import { type CaseGround, caseMatter, packsOf } from './case-setup.ts';
import { nearest } from './reading/read-node.ts';

/** What a case may name in one procedure, over all packs at hand: a step an inner pack took away is still a known word. */
interface KnownWords {
  readonly procedure: string;
  readonly steps: readonly string[];
  readonly helps: readonly string[];
  readonly routes: readonly string[];
  readonly holds: readonly string[];
  readonly actFields: ReadonlySet<string>;
  readonly dictionary: Dictionary;
}

/**
 * Acts, steps, keys and events a case names and nobody knows: all of them, each with its place and the nearest known word.
 * Empty also where the case needs no matter, or its procedure is not there (that is told when it is run).
 */
export function checkCase(ground: CaseGround, written: Case): readonly PackProblem[] {
  const tried = written.asks.filter((ask) => ask.try !== undefined);
  if (written.acts.length === 0 && tried.length === 0) return [];
  const matter = caseMatter(ground, written);
  if ('what' in matter) return [];
  const { policy, procedure } = matter.setting;
  const words = knownWords(
    packsOf(ground.packs, written.policy?.packs ?? []),
    procedure.id,
    namesFor(policy, procedure),
  );
  return [
    ...Object.keys(written.events).flatMap((name) => eventProblems(name, words, written.place)),
    ...written.acts.flatMap((act) => actProblems(act, words)),
    ...tried.flatMap(({ try: act = {}, place }) => triedProblems(act, words, place)),
  ];
}

function triedProblems(act: CaseMap, words: KnownWords, place: TextPlace): readonly PackProblem[] {
  const { on: _on, do: kind, by, outcome: _outcome, ...detail } = act;
  if (typeof kind !== 'string') return [{ code: 'missing-key', place, facts: { key: 'do' } }];
  if (kind === 'open') return [];
  return actProblems({ do: kind, detail: { ...detail, ...(Array.isArray(by) ? { by } : {}) }, place }, words);
}

function actProblems(act: Pick<CaseAct, 'do' | 'detail' | 'place'>, words: KnownWords): readonly PackProblem[] {
  const kind = act.do;
  const { step } = stepOfKind(kind);
  const known = words.steps.includes(step) || words.helps.includes(kind) || isEngineAct(kind);
  if (!known) return [unknownAct(kind, words, act.place)];
  return [...targetProblems(act, words), ...keyProblems(act, words)];
}

function unknownAct(act: string, words: KnownWords, place: TextPlace): PackProblem {
  const all = [...words.steps, ...words.helps, ...engineActs].toSorted();
  const facts = { act, procedure: words.procedure, nearest: nearest(act, all), known: all.join(' ') };
  return { code: 'unknown-act', place, facts };
}

/** What an engine act is about must be there: a step, a route, a hold, an event. */
function targetProblems(act: Pick<CaseAct, 'do' | 'detail' | 'place'>, words: KnownWords): readonly PackProblem[] {
  if (!isEngineAct(act.do)) return [];
  const target = targetOf(act.do, act.detail);
  if (target === undefined) return [];
  const unknown = (among: readonly string[]): readonly PackProblem[] =>
    among.includes(target)
      ? []
      : [{ code: 'unknown-step', place: act.place, facts: { step: target, procedure: words.procedure } }];
  switch (act.do) {
    case 'object':
    case 'settle':
    case 'return':
      return unknown(words.steps);
    case 'route':
      return unknown(words.routes);
    case 'hold':
    case 'lift':
      return unknown(words.holds);
    case 'event':
      return eventProblems(target, words, act.place);
    default:
      return [];
  }
}

function eventProblems(name: string, words: KnownWords, place: TextPlace): readonly PackProblem[] {
  const step = /^(.+)\.(begun|done)$/.exec(name)?.[1];
  const known = fixedEvents.some((each) => each === name) || (step !== undefined && words.steps.includes(step));
  if (known) return [];
  const facts = { event: name, nearest: nearest(name, fixedEvents), known: fixedEvents.join(' ') };
  return [{ code: 'unknown-event', place, facts }];
}

function keyProblems(act: Pick<CaseAct, 'do' | 'detail' | 'place'>, words: KnownWords): readonly PackProblem[] {
  const own = actKeys(isEngineAct(act.do));
  return Object.keys(act.detail)
    .filter((key) => !own.includes(key) && !words.actFields.has(key))
    .filter((key) => findEntry(words.dictionary, 'act', key) === undefined)
    .map((key) => {
      const known = [...own, ...words.actFields];
      return {
        code: 'unknown-key',
        place: act.place,
        facts: { key, nearest: nearest(key, known), known: own.toSorted().join(' ') },
      };
    });
}

function knownWords(packs: readonly Pack[], id: string, { dictionary }: ReturnType<typeof namesFor>): KnownWords {
  const procedures = packs.flatMap((pack) => pack.procedures).filter((each) => each.id === id);
  const ids = (items: readonly { readonly id: string }[]): readonly string[] => items.map((item) => item.id);
  const routes = procedures.flatMap((each) => each.routes);
  const inserted = packs.flatMap((pack) => pack.insert).filter((each) => each.into === id);
  return {
    procedure: id,
    steps: [
      ...ids(procedures.flatMap((each) => each.steps)),
      ...ids(routes.flatMap((route) => route.gates)),
      ...ids(inserted.map((each) => each.step)),
    ],
    helps: ids(procedures.flatMap((each) => each.helps)),
    routes: ids(routes),
    holds: ids(procedures.flatMap((each) => each.holds)),
    actFields: actFields(packs),
    dictionary,
  };
}

const ACT_FIELD = /(?<![\p{L}\p{N}_.])act\.([\p{L}_][\p{L}\p{N}_]*)/gu;

/** What rules and papers of the packs read of an act. */
function actFields(packs: readonly Pack[]): ReadonlySet<string> {
  const rules = packs.flatMap((pack) => pack.references).filter((each) => each.kind === 'feel');
  const read = rules.flatMap(({ name }) => [...name.matchAll(ACT_FIELD)].flatMap((match) => match[1] ?? []));
  const onPaper = packs.flatMap((pack) => pack.forms).flatMap((form) => form.fields);
  const fields = onPaper.flatMap(({ key, label, from }) =>
    from.kind === 'act' ? [from.act, key, label] : [key, label],
  );
  return new Set([...read, ...fields]);
}
