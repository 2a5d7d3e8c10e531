import { type Fen, yuanText } from '#domain/values/fen.ts';
import type { Language } from './language.ts';

/** A whole number with separators: `12,345`. Unknown reads 未填, never 0. */
export function countText(language: Language, count: number | null | undefined): string {
  return count === null || count === undefined ? unknownText(language) : grouped(String(count));
}

/** Money in yuan with separators, fen only where there are any: `6,900 元`, `6,900.50 元`. Unknown reads 未填. */
export function moneyText(language: Language, amount: Fen | null | undefined): string {
  if (amount === null || amount === undefined) return unknownText(language);
  const [whole = '0', cents = '00'] = yuanText(amount).split('.');
  const digits = cents === '00' ? grouped(whole) : `${grouped(whole)}.${cents}`;
  return language === 'en' ? `¥${digits}` : `${digits} 元`;
}

/** How a value nobody has filled in is shown. */
export function unknownText(language: Language): string {
  return language === 'en' ? 'not filled in' : '未填';
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
