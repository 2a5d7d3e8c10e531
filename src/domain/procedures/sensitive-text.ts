import { parseIdNumber } from '#domain/values/id-number.ts';

/** What is never published, whatever a pack says: a pack may add fields, it takes none of these away. */
export const neverPublished = ['身份证号码', '手机号', '银行账号', '健康状况'] as const;
export type NeverPublished = (typeof neverPublished)[number];

const LONG_NUMBER = /(?<!\d)\d{15,19}[\dXx]?(?!\d)/g;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/;
const HEALTH =
  /患(有|病|[\p{L}]{0,8}(病|症|炎|癌))|[\p{L}]{1,6}(癌|肿瘤|综合征)|尿毒症|白血病|糖尿病|高血压|心脏病|精神(障碍|分裂|疾病)|艾滋|肝炎|肺结核|瘫痪|失能|残疾|重病|大病|慢性病|住院|透析|化疗/u;

/**
 * Kinds of what is never published that `text` holds: identity, mobile and bank account numbers by their form, health by
 * words for it, `words` (the pack's own list of 健康状况) among them. Empty: nothing found.
 */
export function sensitiveKinds(text: string, words: readonly string[] = []): readonly NeverPublished[] {
  const numbers = [...text.matchAll(LONG_NUMBER)].map(([number]) => number);
  const identity = numbers.filter((number) => parseIdNumber(number.toUpperCase()) !== undefined);
  const others = numbers.filter((number) => !identity.includes(number));
  const looksLikeIdentity = others.filter((number) => /^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])\d{5}[\dXx]$/.test(number));
  const accounts = others.filter((number) => number.length >= 16 && !looksLikeIdentity.includes(number));
  const found: NeverPublished[] = [];
  if (identity.length > 0 || looksLikeIdentity.length > 0) found.push('身份证号码');
  if (MOBILE.test(text)) found.push('手机号');
  if (accounts.length > 0) found.push('银行账号');
  if (HEALTH.test(text) || words.some((word) => word !== '健康' && text.includes(word))) found.push('健康状况');
  return found;
}
