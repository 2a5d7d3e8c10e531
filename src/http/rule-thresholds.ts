import { amountData } from '#domain/policy/amount.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/gu;

/** Parameters the rule of a feed asks for, in the order of its text. */
export function parametersOfFeed(policy: Policy, feed: string): string[] {
  const rule = policy.feeds.find(({ id }) => id === feed)?.raise?.when ?? '';
  return [...new Set([...rule.matchAll(PARAMETER)].flatMap(([, name]) => name ?? []))];
}

/** The rule of a feed with its clauses, as the documents in force write it; empty where every row raises. */
export function ruleOfFeed(policy: Policy, id: string): string {
  const feed = policy.feeds.find((each) => each.id === id);
  const clauses = (feed?.source ?? []).map(({ pack, clause }) => `${pack}#${clause}`).join('、');
  return [clauses, feed?.raise?.when ?? ''].filter((part) => part !== '').join(' ');
}

/** `医疗负担线 8000`: the values the rule of a feed was judged with on a day; empty where it asks for none. */
export function thresholdsOf(policy: Policy, feed: string, on: PlainDate): string {
  return parametersOfFeed(policy, feed)
    .map((name) => `${name} ${valueText(policy, name, on)}`)
    .join('；');
}

/** A parameter's value on a day as people write it; a dash while it has none. */
export function valueText(policy: Policy, name: string, on: PlainDate): string {
  const reading = parameterOn(policy, name, on);
  if (reading === undefined || reading.value === null) return '—';
  const data = amountData(reading.value);
  return Array.isArray(data) ? data.join('、') : String(data);
}
