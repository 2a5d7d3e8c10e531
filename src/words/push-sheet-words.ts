import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

const words = {
  title: ['对象名单', 'List of objects'],
  no: ['序号', 'No.'],
  event: ['事项', 'What'],
  on: ['日期', 'Day'],
  unknown: ['未填', 'not filled in'],
} as const satisfies Record<string, Pair>;

const events: Readonly<Record<string, Pair>> = {
  identification: ['新识别', 'newly recognised'],
  clearance: ['风险消除', 'cleared'],
};

/** Headings of an exported list. */
export function pushSheetWords(language: Language): Readonly<Record<keyof typeof words, string>> {
  const said = Object.entries(words).map(([key, pair]) => [key, fill(pair, language, {})]);
  return Object.fromEntries(said) as Record<keyof typeof words, string>;
}

/** What happened to an object, by the procedure that brought it. */
export function pushEventText(language: Language, procedure: string): string {
  const pair = events[procedure];
  return pair === undefined ? procedure : fill(pair, language, {});
}
