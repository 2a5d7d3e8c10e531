import type { ParameterReply } from '#contract/policy.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { termText } from '#words/due-forms.ts';
import type { Language } from '#words/language.ts';
import { moneyText } from '#words/number-forms.ts';

const TERMS = ['working-day', 'day', 'week', 'month', 'year'] as const;

/** A value of a rule with its unit, or undefined when there is none. Money in yuan, terms in their unit, lists joined. */
export function parameterText(language: Language, value: unknown, unit: string | null): string | undefined {
  if (value === null || value === undefined) return undefined;
  const term = TERMS.find((each) => each === unit);
  if (term !== undefined && Number.isFinite(Number(value))) return termText(language, Number(value), term);
  if (unit?.startsWith('CNY') && typeof value === 'string') return moneyText(language, parseYuan(value));
  if (Array.isArray(value)) return value.map(String).join('、');
  if (typeof value === 'object') return Object.values(value).map(String).join(' ');
  return unit === null || unit === '' ? String(value) : `${String(value)} ${unit}`;
}

/** Whether this parameter is one the documents leave to some level. */
export function isLeftOpen(parameter: ParameterReply): boolean {
  return parameter.setBy !== null || parameter.set !== null;
}
