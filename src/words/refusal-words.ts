import type { RefusalReply } from '#contract/values.ts';
import { changeRefusalText } from './change-refusal-words.ts';
import { engineRefusal, setByText, stepText } from './engine-words.ts';
import { errorSentence } from './error-words.ts';
import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

const UNSET: Pair = [
  '{parameter}尚未设定，由{setBy}在【政策依据›参数设置】设定后可办理',
  '{parameter} is not set. {setBy} sets it under Policy › Parameters; then this can be done',
];
const MISSING: Pair = ['还缺{missing}', 'Still missing: {missing}'];

/** One sentence for a refused act: what is missing and who can supply it. The pack's own text wins when it has one. */
export function refusalSentence(language: Language, refusal: RefusalReply): string {
  const { text, parameter, setBy, missing, opensWhen } = refusal;
  // What cannot be judged yet has not failed: the pack's sentence about the failure would not be true.
  const unjudged = refusal.code.endsWith('-unknown') && missing !== undefined && !missing.includes('act.');
  if (text !== undefined && text !== '' && !unjudged) return text;
  if (parameter !== undefined && setBy !== undefined) {
    return fill(UNSET, language, { parameter, setBy: setByText(language, setBy) });
  }
  const said = engineRefusal(language, refusal.code, {
    missing: plainNames(missing),
    day: opensWhen,
    steps: stepsAhead(language, refusal),
  });
  if (said !== undefined) return said;
  const change = changeRefusalText(language, refusal.code, refusal.missing);
  if (change !== undefined) return change;
  return missing === undefined
    ? errorSentence(language, refusal.code, refusal.facts)
    : fill(MISSING, language, { missing: plainNames(missing) });
}

/** Names as rules write them without the subject in front: `户.饮水安全` is said 饮水安全. */
function plainNames(missing: string | undefined): string | undefined {
  return missing?.replaceAll(/(?:户|参数|member|matter)\./g, '');
}

/** The steps a refused act waits for, by name. */
function stepsAhead(language: Language, refusal: RefusalReply): string {
  const when = refusal.facts?.['opensWhen'];
  const steps = typeof when === 'object' && when !== null && 'steps' in when ? when.steps : undefined;
  if (!Array.isArray(steps)) return language === 'en' ? 'the earlier steps' : '前面的步骤';
  return steps.map((step) => stepText(language, String(step))).join(language === 'en' ? ', ' : '、');
}
