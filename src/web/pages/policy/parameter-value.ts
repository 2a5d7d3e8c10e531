import type { ParameterReply } from '#contract/policy.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { termText } from '#words/due-forms.ts';
import type { Language } from '#words/language.ts';
import { moneyText } from '#words/number-forms.ts';

const TERMS = ['working-day', 'day', 'week', 'month', 'year'] as const;

const UNITS: Readonly<Record<string, Record<Language, string>>> = { person: { 'zh-CN': '人', en: ' people' } };

/** A value of a rule with its unit, or undefined when there is none. Money in yuan, terms in their unit, lists joined. */
export function parameterText(language: Language, value: unknown, unit: string | null): string | undefined {
  if (value === null || value === undefined) return undefined;
  const term = TERMS.find((each) => each === unit);
  if (term !== undefined && Number.isFinite(Number(value))) return termText(language, Number(value), term);
  if (unit?.startsWith('CNY') && typeof value === 'string') return moneyText(language, parseYuan(value));
  if (isWindow(value))
    return termText(
      language,
      value.last.amount,
      TERMS.find((each) => each === value.last.unit),
    );
  if (Array.isArray(value)) return value.map(String).join('、');
  if (typeof value === 'object') return Object.values(value).map(String).join(' ');
  const suffix = unit === null ? '' : (UNITS[unit]?.[language] ?? ` ${unit}`);
  return `${String(value)}${suffix}`;
}

/** A window of time such as the twelve months income is summed over. */
function isWindow(value: unknown): value is { last: { amount: number; unit: string } } {
  if (typeof value !== 'object' || value === null || !('last' in value)) return false;
  const { last } = value;
  return typeof last === 'object' && last !== null && 'amount' in last && typeof last.amount === 'number';
}

/** Whether this parameter is one the documents leave to some level. */
export function isLeftOpen(parameter: ParameterReply): boolean {
  return parameter.setBy !== null || parameter.set !== null || parameter.choices.length > 0;
}

/** A question of the pack without the mark it is filed under (`AMB-12 …`). */
export function questionText(question: string): string {
  return question.replace(/^[A-Z]+-\d+\s+/, '');
}
