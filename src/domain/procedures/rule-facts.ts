import type { Feel } from '#domain/policy/pack-shape.ts';

const WORDS = new Set(
  'and or not in if then else some every satisfies between true false null count sum min max for return'.split(' '),
);
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

/**
 * Facts a rule looks at, as it writes them, each once: what would have to be otherwise for another answer. Parameters and
 * what the act itself brings are left out.
 */
export function factsInRule(rule: Feel): readonly string[] {
  const names = [...rule.replace(/"[^"]*"/g, '').matchAll(NAME)].map(([name]) => name);
  const facts = names.filter((name) => !WORDS.has(name) && !name.startsWith('参数.') && !name.startsWith('act.'));
  return [...new Set(facts)];
}
