import { describe, expect, it } from 'vitest';
import { typeset } from './typeset.ts';

const empty = {
  formId: '',
  title: '',
  about: [],
  headings: ['甲'],
  widths: [1],
  kinds: ['short'],
  nothing: '',
  seal: [],
  note: '',
  cover: null,
};

describe('typeset', () => {
  it('makes several papers at once', async () => {
    const data = { ...empty, rows: [['乙']], pageOf: ['', '', ''] };
    const papers = await Promise.all([typeset('ledger', data), typeset('ledger', data), typeset('ledger', data)]);
    expect(papers.map((paper) => paper.subarray(0, 5).toString())).toEqual(['%PDF-', '%PDF-', '%PDF-']);
  });

  it('says which template failed and goes on with the next paper', async () => {
    await expect(typeset('ledger', {})).rejects.toThrow(/^ledger: .*title/);
    await expect(typeset('ledger', { ...empty, rows: [], pageOf: ['', '', ''] })).resolves.toBeInstanceOf(Buffer);
  });
});
