import { describe, expect, it } from 'vitest';
import { refusalCodes } from '#domain/procedures/refusal.ts';
import { engineRefusal, engineRefusalCodes } from '#words/engine-words.ts';
import { languages } from '#words/language.ts';

describe('refusals of the engine', () => {
  it('all have a sentence in both languages', () => {
    for (const code of refusalCodes) {
      for (const language of languages) {
        const facts = { missing: 'x', day: '2022-04-06', steps: 'y' };
        expect(engineRefusal(language, code, facts), `${code} ${language}`).toMatch(/[^{}—]{4,}/);
      }
    }
  });

  it('have no sentence for a code that is gone', () => {
    const ours = ['waits-for-entry'];
    expect(engineRefusalCodes.filter((code) => !(refusalCodes as readonly string[]).includes(code))).toEqual(ours);
  });
});
