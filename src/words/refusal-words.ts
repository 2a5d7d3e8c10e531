import type { RefusalReply } from '#contract/values.ts';
import { errorSentence } from './error-words.ts';
import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

const UNSET: Pair = [
  '{parameter}尚未设定，由{setBy}在【政策依据›参数设置】设定后可办理',
  '{parameter} is not set. {setBy} sets it under Policy › Parameters; then this can be done',
];
const MISSING: Pair = ['还缺{missing}', 'Still missing: {missing}'];
const MISSING_THEN: Pair = ['还缺{missing}，{opensWhen}后可办理', 'Still missing: {missing}. Opens when: {opensWhen}'];

/** One sentence for a refused act: what is missing and who can supply it. The pack's own text wins when it has one. */
export function refusalSentence(language: Language, refusal: RefusalReply): string {
  const { text, parameter, setBy, missing, opensWhen } = refusal;
  if (text !== undefined && text !== '') return text;
  if (parameter !== undefined && setBy !== undefined) return fill(UNSET, language, { parameter, setBy });
  if (missing !== undefined && opensWhen !== undefined) return fill(MISSING_THEN, language, { missing, opensWhen });
  if (missing !== undefined) return fill(MISSING, language, { missing });
  return errorSentence(language, refusal.code, refusal.facts);
}
