import type { Dictionary } from '#domain/dictionary/dictionary.ts';
import type { CaseAct, CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { TermValue } from '#domain/policy/pack-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { type Act, engineActs, isEngineAct, type Signer } from '#domain/procedures/act.ts';
import { isMap, typedFacts, typedFields } from './case-facts.ts';
import { parseTermText } from './reading/read-scalar.ts';

/** Keys of an act that are not facts of the act itself. */
const OWN_KEYS = ['reason', 'signers', 'seal', 'results', 'lasts', 'set', 'seq', 'person', 'upheld', 'by'];
/** Facts of an act the engine itself reads. */
const READ_KEYS = [
  'at',
  '地点',
  'batch',
  'fields',
  '公示字段',
  '公示内容',
  '内容',
  'papers',
  'method',
  'seed',
  'drawn',
  'note',
];
/** Keys under which an engine act may name what it is about; the word of the act itself comes first. */
const TARGET_KEYS = ['target', 'step', 'of', 'to', 'id', 'name', 'route', 'hold', 'event', 'waiver'];

/**
 * A case's act as the engine takes it; `seq` is its place in the list, from 1. Engine acts name what they are about
 * under their own word (`{do: route, route: green}`) or under `step`, `of`, `to`, `id`, `target`. Keys the engine does
 * not know are facts of the act, typed by the dictionary.
 */
export function caseAct(written: CaseAct, seq: number, policy: Policy, dictionary: Dictionary): Act {
  const { detail } = written;
  const engine = isEngineAct(written.do);
  const target = engine ? targetOf(written.do, detail) : undefined;
  const own = engine ? [...OWN_KEYS, ...TARGET_KEYS] : OWN_KEYS;
  const rest = Object.fromEntries(Object.entries(detail).filter(([key]) => !own.includes(key)));
  const outcome = written.outcome ?? outcomeWord(detail['upheld']);
  const lasts = termOf(detail['lasts']);
  return {
    seq,
    kind: written.do,
    on: written.on,
    by: officesOf(written.by ?? detail['by'], policy).map((office) => ({ office, ...personOf(detail['person']) })),
    ...(target === undefined ? {} : { target }),
    ...(typeof detail['seq'] === 'string' ? { targetSeq: Number(detail['seq']) } : {}),
    ...(outcome === undefined ? {} : { outcome }),
    ...(typeof detail['reason'] === 'string' ? { reason: detail['reason'] } : {}),
    signers: signersOf(detail['signers']),
    ...(detail['seal'] === undefined || detail['seal'] === false ? {} : { seal: String(detail['seal']) }),
    ...(isMap(detail['results']) ? { results: detail['results'] } : {}),
    ...(lasts === undefined ? {} : { lasts }),
    ...(isMap(detail['set']) ? { set: typedFacts(dictionary, detail['set']) } : {}),
    values: typedFields(dictionary, 'act', rest),
  };
}

/** Keys an act may have beside `on`, `do`, `outcome` and its own facts. */
export function actKeys(engine: boolean): readonly string[] {
  return [...OWN_KEYS, ...READ_KEYS, ...(engine ? [...TARGET_KEYS, ...engineActs] : [])];
}

/** What an engine act is about: the entry under its own word, or under `step`, `of`, `to`, `id` …; undefined when nothing is. */
export function targetOf(word: string, detail: CaseMap): string | undefined {
  const found = [word, ...TARGET_KEYS].map((key) => detail[key]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : undefined;
}

function outcomeWord(upheld: CaseValue | undefined): string | undefined {
  return typeof upheld === 'boolean' ? (upheld ? 'upheld' : 'rejected') : undefined;
}

function personOf(person: CaseValue | undefined): { person?: string } {
  return typeof person === 'string' ? { person } : {};
}

/** Office ids of `by`: one word or a list, each an id, a label, an alias or a kind of unit of the policy's offices. */
function officesOf(by: CaseValue | undefined, policy: Policy): readonly string[] {
  const words = typeof by === 'string' ? [by] : Array.isArray(by) ? by.map(String) : [];
  return words.map((word) => {
    const { offices } = policy.terms;
    if (offices.some((office) => office.id === word)) return word;
    const meant = offices.find(({ label, labels, aliases, kinds }) =>
      [label, ...labels, ...aliases, ...kinds].includes(word),
    );
    return meant?.id ?? word;
  });
}

/** Signers as a list of roles, a list of `{role, person}`, or a map from role to person. */
function signersOf(written: CaseValue | undefined): readonly Signer[] {
  if (isMap(written)) return Object.entries(written).map(([role, person]) => ({ role, person: String(person) }));
  if (!Array.isArray(written)) return [];
  return written.map((entry: CaseValue): Signer => {
    if (!isMap(entry)) return { role: String(entry) };
    const { role, person } = entry;
    return { role: String(role), ...(person === undefined ? {} : { person: String(person) }) };
  });
}

function termOf(written: CaseValue | undefined): TermValue | undefined {
  return typeof written === 'string' ? parseTermText(written) : undefined;
}
