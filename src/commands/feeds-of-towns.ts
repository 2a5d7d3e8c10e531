import { digitsOf } from '#domain/policy/area-packs.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import type { AreaRow } from '#store/areas.ts';
import type { CommandContext } from './command-context.ts';

/**
 * The county's rules with the feeds that documents of its townships ask of the county's departments besides; each says in its
 * name whose it is. Values such a feed reads that the county's rules do not have come from the township's, others are the
 * county's. The same object as long as the same rules are in force, for what is worked out once a policy.
 */
export async function withFeedsOfTowns(
  { tx, policy: book, now }: Pick<CommandContext, 'tx' | 'policy' | 'now'>,
  county: Policy,
  areas: readonly AreaRow[],
): Promise<Policy> {
  const own = new Set(book.packs.map(({ head }) => digitsOf(head.area)));
  const towns = areas.filter(({ level, code }) => level === 'township' && code !== null && own.has(code.slice(0, 9)));
  const rules: { name: string; policy: Policy }[] = [];
  for (const { area, name } of towns) {
    rules.push({ name: areaLabel(name), policy: (await book.inForce(tx, area, now.today)).policy });
  }
  const key = rules.map(({ policy }) => policy);
  const known = merged.get(county);
  if (known !== undefined && known.of.length === key.length && known.of.every((each, at) => each === key[at])) {
    return known.policy;
  }
  const policy = rules.reduce(withFeedsOf, county);
  merged.set(county, { of: key, policy });
  return policy;
}

const merged = new WeakMap<Policy, { readonly of: readonly Policy[]; readonly policy: Policy }>();

function withFeedsOf(county: Policy, town: { readonly name: string; readonly policy: Policy }): Policy {
  const more = town.policy.feeds.filter(({ id }) => county.feeds.every((feed) => feed.id !== id));
  if (more.length === 0) return county;
  const named = more.map((feed): Feed => ({ ...feed, label: `${feed.label ?? feed.id}（${town.name}）` }));
  return {
    ...county,
    feeds: [...county.feeds, ...named],
    parameters: { ...town.policy.parameters, ...county.parameters },
  };
}
