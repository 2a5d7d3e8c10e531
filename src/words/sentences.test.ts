import { describe, expect, it } from 'vitest';
import { errorCodes } from '#domain/values/error-codes.ts';
import { accountWords } from './account-words.ts';
import { auditWords } from './audit-words.ts';
import { changeWords } from './change-words.ts';
import { comparisonWords } from './comparison-words.ts';
import { correctionWords } from './correction-words.ts';
import { differenceWords } from './difference-words.ts';
import { dispatchWords } from './dispatch-words.ts';
import { entryWords } from './entry-words.ts';
import { errorSentence, errorWords } from './error-words.ts';
import { feedResultWords } from './feed-result-words.ts';
import { feedWords } from './feed-words.ts';
import { filingWords } from './filing-words.ts';
import { fillSheetPageWords } from './fill-sheet-page-words.ts';
import { frameWords } from './frame-words.ts';
import { householdWords } from './household-words.ts';
import { importWords } from './import-words.ts';
import { languageOf, languages } from './language.ts';
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
import { blanksOf, type Pair } from './sentence.ts';
import { sayIn, sentences } from './sentences.ts';
import { supervisionWords } from './supervision-words.ts';
import { whatIfWords } from './what-if-words.ts';

const pairs: [string, Pair][] = [
  ...Object.entries(sentences),
  ...Object.entries(errorWords).flatMap(([code, { why = {} }]) =>
    Object.entries(why).flatMap(([reason, { plain, full }]): [string, Pair][] => [
      [`${code}.${reason}`, plain],
      ...(full ? [[`${code}.${reason}.full`, full] as [string, Pair]] : []),
    ]),
  ),
  ...Object.entries(errorWords).flatMap(([code, { plain, full }]): [string, Pair][] => [
    [`error ${code}`, plain],
    ...(full ? ([[`error ${code} in full`, full]] as [string, Pair][]) : []),
  ]),
];

describe('sentences', () => {
  it('stand in both languages, with the same blanks', () => {
    for (const [key, [chinese, english]] of pairs) {
      expect(chinese.trim(), key).not.toBe('');
      expect(english.trim(), key).not.toBe('');
      expect(blanksOf(english), key).toEqual(blanksOf(chinese));
    }
  });

  it('are Chinese in the one and not in the other, but for words of forms quoted as they stand', () => {
    const quoted = new Set(['ledger.paste.bad-told']);
    for (const [key, [, english]] of pairs) {
      if (!quoted.has(key)) expect(english, key).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('have one meaning a key: no family overwrites another', () => {
    const families = [
      frameWords,
      accountWords,
      entryWords,
      listWords,
      ledgerWords,
      leadWords,
      householdWords,
      changeWords,
      policyWords,
      filingWords,
      matterWords,
      paperPageWords,
      comparisonWords,
      meetingWords,
      publishingWords,
      differenceWords,
      correctionWords,
      qualityWords,
      fillSheetPageWords,
      officeWords,
      dispatchWords,
      importWords,
      feedWords,
      feedResultWords,
      pushWords,
      repeatWords,
      whatIfWords,
      photoWords,
      supervisionWords,
      auditWords,
    ];
    const keys = families.flatMap((family) => Object.keys(family));
    expect(keys.length).toBeGreaterThan(300);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(Object.keys(sentences).sort()).toEqual(keys.sort());
  });

  it('never name the machine room: act, matter, gate, pack, fold', () => {
    for (const [key, [, english]] of pairs) {
      expect(english, key).not.toMatch(/\b(matters?|gates?|packs?|folds?|projection|outbox)\b(?! the menu)/i);
    }
  });

  it('fill their blanks, and choose the plural in English', () => {
    expect(sayIn('zh-CN')('ledger.after.received', { n: 3 })).toBe('已接收 3 条。请在到期前入户核实。');
    expect(sayIn('en')('ledger.after.returned', { n: 1 })).toBe('Returned 1 lead to the county.');
    expect(sayIn('en')('ledger.after.returned', { n: 2 })).toBe('Returned 2 leads to the county.');
  });
});

describe('errors', () => {
  it('have a sentence for every code, in both languages', () => {
    expect(Object.keys(errorWords).sort()).toEqual(Object.keys(errorCodes).sort());
    for (const language of languages) {
      for (const code of Object.keys(errorCodes)) expect(errorSentence(language, code), code).not.toMatch(/[{}—]/);
    }
  });

  it('tell the facts when the reply has them all, and do without when one is missing', () => {
    expect(errorSentence('zh-CN', 'parameter-unset', { parameter: '公示天数', setBy: 'county' })).toBe(
      '公示天数尚未设定，由县局在【政策依据›参数设置】设定后可办理。',
    );
    expect(errorSentence('zh-CN', 'parameter-unset', { parameter: '公示天数' })).toBe(
      '有一项标准尚未设定，设定后可办理。',
    );
  });

  it('read as an internal failure when the code is unknown, and name a lost connection', () => {
    expect(errorSentence('en', 'brand-new')).toBe(errorSentence('en', 'internal'));
    expect(errorSentence('zh-CN', 'unreachable')).toContain('连不上服务器');
  });
});

describe('the language', () => {
  it('is Chinese unless another of ours is stored', () => {
    expect(languageOf('en')).toBe('en');
    expect(languageOf('fr')).toBe('zh-CN');
    expect(languageOf(null)).toBe('zh-CN');
  });
});
