import { describe, expect, it } from 'vitest';
import { rowFaults } from '#domain/values/row-fault.ts';
import { languages } from './language.ts';
import { rowFaultName, rowFaultNames } from './row-fault-names.ts';
import { rowFaultSentence, rowFaultWords } from './row-fault-words.ts';

describe('faults of rows', () => {
  it('have a name, a reason and a mend, each in both languages', () => {
    expect(Object.keys(rowFaultNames).sort()).toEqual([...rowFaults].sort());
    expect(Object.keys(rowFaultWords).sort()).toEqual([...rowFaults].sort());
    for (const fault of rowFaults) {
      for (const language of languages) {
        const facts = { otherRow: 7, firstHeadRow: 7 };
        const { reason, mend } = rowFaultSentence(language, fault, facts);
        for (const text of [rowFaultName(language, fault), reason, mend]) {
          expect(text, `${fault} ${language}`).toMatch(
            language === 'en' ? /^[^\p{Script=Han}{}—]{4,}$/u : /^[^{}—]{3,}$/,
          );
        }
      }
    }
  });

  it('name the other row where there is one', () => {
    expect(rowFaultSentence('zh-CN', 'duplicate-row', { otherRow: 12 }).reason).toBe('与第12行重复');
  });
});
