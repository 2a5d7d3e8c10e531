import { feedScope } from '../dictionary/rule-scopes.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import type { Core } from '../feel/core.ts';
import type { Feed } from '../policy/duty-shape.ts';
import { policyNames } from '../policy/policy-names.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { totalType } from './feed-row.ts';

/** `more`: the greater the value, the sooner the feed's rule holds; `less`: the smaller. */
export type Worse = 'more' | 'less';

/**
 * Which way a number is worse, read off the comparisons of the feed's rule: `total > 参数.线` makes more worse. By column, the
 * reckoned total as `total`. Absent: the rule does not say, or says both; two different numbers then cannot be ranked.
 */
export function worseDirections(policy: Policy, feed: Feed): ReadonlyMap<string, Worse> {
  const found = new Map<string, Worse | 'both'>();
  const rule = feed.raise?.when;
  if (rule !== undefined) {
    const names = policyNames(policy);
    const compiled = compileCondition(rule, feedScope(names, totalType(names.dictionary, feed, feed.raise?.total)));
    if (compiled.ok) collect(compiled.expr.core, 'more', found);
  }
  return new Map([...found].flatMap(([name, way]) => (way === 'both' ? [] : [[name, way] as const])));
}

/** `holds`: whether the condition holding (`more`) or failing (`less`) makes the whole rule hold. */
function collect(core: Core, holds: Worse, found: Map<string, Worse | 'both'>): void {
  if (core.kind === 'not') collect(core.operand, flip(holds), found);
  else if (core.kind === 'and' || core.kind === 'or') for (const each of core.operands) collect(each, holds, found);
  else if (core.kind === 'compare' && core.operator !== '=' && core.operator !== '!=') {
    const way = core.operator.startsWith('>') ? holds : flip(holds);
    rank(core.left, way, found);
    rank(core.right, flip(way), found);
  }
}

function rank(core: Core, way: Worse, found: Map<string, Worse | 'both'>): void {
  if (core.kind === 'fact' || core.kind === 'given') {
    const before = found.get(core.name);
    found.set(core.name, before === undefined || before === way ? way : 'both');
  } else if (core.kind === 'negate') rank(core.operand, flip(way), found);
  else if (core.kind === 'arithmetic') {
    rank(core.left, way, found);
    rank(core.right, core.operator === '-' || core.operator === '/' ? flip(way) : way, found);
  }
}

function flip(way: Worse): Worse {
  return way === 'more' ? 'less' : 'more';
}
