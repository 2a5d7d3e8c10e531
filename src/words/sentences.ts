import { accountWords } from './account-words.ts';
import { auditWords } from './audit-words.ts';
import { changeWords } from './change-words.ts';
import { comparisonWords } from './comparison-words.ts';
import { correctionWords } from './correction-words.ts';
import { differenceWords } from './difference-words.ts';
import { dispatchWords } from './dispatch-words.ts';
import { entryWords } from './entry-words.ts';
import { feedResultWords } from './feed-result-words.ts';
import { feedWords } from './feed-words.ts';
import { filingWords } from './filing-words.ts';
import { fillSheetPageWords } from './fill-sheet-page-words.ts';
import { frameWords } from './frame-words.ts';
import { householdWords } from './household-words.ts';
import { importWords } from './import-words.ts';
import type { Language } from './language.ts';
import { leadWords } from './lead-words.ts';
import { ledgerWords } from './ledger-words.ts';
import { listWords } from './list-words.ts';
import { matterWords } from './matter-words.ts';
import { meetingWords } from './meeting-words.ts';
import { officeWords } from './office-words.ts';
import { paperPageWords } from './paper-page-words.ts';
import { photoWords } from './photo-words.ts';
import { policyWords } from './policy-words.ts';
import { publishingWords } from './publishing-words.ts';
import { pushWords } from './push-words.ts';
import { qualityWords } from './quality-words.ts';
import { repeatWords } from './repeat-words.ts';
import { type FactsOf, fill } from './sentence.ts';
import { supervisionWords } from './supervision-words.ts';
import { whatIfWords } from './what-if-words.ts';

/** Every sentence of the office client by its key. */
export const sentences = {
  ...frameWords,
  ...accountWords,
  ...entryWords,
  ...listWords,
  ...ledgerWords,
  ...leadWords,
  ...repeatWords,
  ...householdWords,
  ...changeWords,
  ...policyWords,
  ...filingWords,
  ...matterWords,
  ...comparisonWords,
  ...meetingWords,
  ...publishingWords,
  ...dispatchWords,
  ...importWords,
  ...differenceWords,
  ...correctionWords,
  ...qualityWords,
  ...fillSheetPageWords,
  ...officeWords,
  ...feedWords,
  ...feedResultWords,
  ...pushWords,
  ...whatIfWords,
  ...paperPageWords,
  ...photoWords,
  ...supervisionWords,
  ...auditWords,
} as const;

export type SentenceKey = keyof typeof sentences;

type Facts<K extends SentenceKey> = FactsOf<(typeof sentences)[K]>;

/** Facts are asked for exactly when the sentence has blanks. */
export type FactArguments<K extends SentenceKey> = keyof Facts<K> extends never ? [] : [facts: Facts<K>];

/** Says one sentence: key first, then the facts for its blanks if it has any. */
export type Say = <K extends SentenceKey>(key: K, ...facts: FactArguments<K>) => string;

/** Whether there is a sentence under this key, such as one made from an id of the server. */
export function isSentence(key: string): key is SentenceKey {
  return Object.hasOwn(sentences, key);
}

/** The speaker of one language. */
export function sayIn(language: Language): Say {
  return (key, ...[facts]) => fill(sentences[key], language, facts ?? {});
}
