import { buildDictionary, findEntry } from '../dictionary/dictionary.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import type { Fields } from '../feel/env.ts';
import { decide } from '../feel/evaluate.ts';
import type { Feed } from './duty-shape.ts';
import type { PackProblem } from './pack-problem.ts';
import type { Pack } from './pack-shape.ts';
import { type RuleNames, ruleNames, scopeOf } from './rule-names.ts';

/** More facts than this are not tried out: 2 to the power of them would be too many. */
const MOST_FACTS = 10;

/**
 * Feeds of one department about the same thing (their ids begin alike up to the first dot) whose populations share
 * somebody: a person would be sent twice, or change lists without notice. Judged by trying every yes and no of the facts
 * they name; populations over anything but yes-or-no facts are not judged.
 */
export function checkPopulations(chain: readonly Pack[]): readonly PackProblem[] {
  const feeds = chain.flatMap((pack) => pack.feeds).filter((feed) => feed.population !== undefined);
  const rules = ruleNames(chain);
  return feeds.flatMap((feed, at) =>
    feeds.slice(0, at).flatMap((other): readonly PackProblem[] => {
      if (feed.id === other.id || !sameList(feed, other)) return [];
      const example = shared(feed.population ?? '', other.population ?? '', rules);
      if (example === undefined) return [];
      const facts = { feed: feed.id, other: other.id, line: other.place.line, example };
      return [{ code: 'populations-overlap', place: feed.place, facts }];
    }),
  );
}

/** One department's feeds of one kind, for which the population alone decides who is on which. */
function sameList(a: Feed, b: Feed): boolean {
  const [kindA, kindB] = [a, b].map(({ id }) => (id.includes('.') ? id.split('.')[0] : undefined));
  const columns = (feed: Feed): string => JSON.stringify(feed.columns.map(({ key }) => key));
  const overlap =
    (a.valid.to === undefined || b.valid.from < a.valid.to) && (b.valid.to === undefined || a.valid.from < b.valid.to);
  return a.sender === b.sender && kindA !== undefined && kindA === kindB && columns(a) === columns(b) && overlap;
}

/** Somebody both rules take in, as text; undefined when there is none, or it cannot be told. */
function shared(a: string, b: string, rules: RuleNames): string | undefined {
  if (a === b) return undefined;
  const { dictionary } = buildDictionary();
  const names = [
    ...new Set(`${a} ${b}`.replace(/"[^"]*"/g, '').match(/户\.[\p{L}_][\p{L}\p{N}_]*|[\p{L}_][\p{L}\p{N}_]*/gu)),
  ];
  const words = new Set(['and', 'or', 'not', 'true', 'false']);
  const facts = names.filter((name) => !words.has(name)).map((name) => name.replace(/^户\./, ''));
  const yesOrNo = facts.every((name) =>
    (['row', 'member', 'household'] as const).some((of) => findEntry(dictionary, of, name)?.type.kind === 'boolean'),
  );
  const scope = scopeOf(rules, 'feed', undefined);
  const [one, two] = [compileCondition(a, scope), compileCondition(b, scope)];
  if (!yesOrNo || facts.length > MOST_FACTS || !one.ok || !two.ok) return undefined;
  for (let bits = 0; bits < 2 ** facts.length; bits += 1) {
    const given: Fields = Object.fromEntries(facts.map((name, at) => [name, (bits & (2 ** at)) !== 0]));
    const env = { facts: given, household: given, member: given, row: given };
    if (decide(one.expr, env).answer === 'yes' && decide(two.expr, env).answer === 'yes') {
      return facts.map((name) => `${name} = ${given[name]}`).join(', ');
    }
  }
  return undefined;
}
