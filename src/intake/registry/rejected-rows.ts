import type { Language } from '#words/language.ts';
import { rejectedWorkbookWords, rowFaultSentence } from '#words/row-fault-words.ts';
import { rejectedWorkbook } from '../rows/rejected-workbook.ts';
import type { ReadRegister } from './read-register.ts';

/** The rejected rows of a file as .xlsx, to be mended and sent in again; undefined when there are none. Full ID numbers. */
export async function rejectedRowsWorkbook(read: ReadRegister, language: Language): Promise<Buffer | undefined> {
  const bytes = await rejectedWorkbook(read.plan, read.parsed, {
    ...rejectedWorkbookWords(language),
    describe: ({ fault, facts }) => rowFaultSentence(language, fault, facts),
  });
  return bytes && Buffer.from(bytes);
}
