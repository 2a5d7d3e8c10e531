import { paperWords } from '#words/paper-words.ts';
import { visitWords as words } from '#words/visit-words.ts';
import { typeset } from './typeset.ts';

/** What is known of a lead before the visit; '' or null where nothing is. */
export interface VisitSheet {
  readonly no: string;
  readonly place: string;
  readonly village: string;
  readonly headName: string;
  readonly idMasked: string | null;
  readonly channel: string;
  readonly source: string;
  readonly text: string;
  readonly feedbackOn: string | null;
  readonly dueOn: string | null;
  readonly verifiers: readonly string[];
}

/** Words of the pack the sheet lets one tick. */
export interface VisitChoices {
  readonly risks: readonly string[];
  readonly verdicts: readonly string[];
}

/** 入户核实表, one A4 page a lead, in the order given. @source SD#1.3-d SD#2-d1 */
export function visitSheets(sheets: readonly VisitSheet[], choices: VisitChoices): Promise<Buffer> {
  return typeset('visit-sheet', {
    words: { ...words, number: '', assigned: '', choice: '' },
    risks: choices.risks.map(words.choice),
    verdicts: choices.verdicts.map(words.choice),
    pageOf: paperWords.pageOf,
    sheets: sheets.map((sheet) => ({
      number: words.number(sheet.no),
      place: sheet.place,
      village: sheet.village,
      headName: sheet.headName,
      idMasked: sheet.idMasked ?? '',
      channel: sheet.channel,
      source: sheet.source,
      text: sheet.text,
      feedbackOn: sheet.feedbackOn ?? '',
      dueOn: sheet.dueOn ?? '',
      assigned: sheet.verifiers.length === 0 ? '' : words.assigned(sheet.verifiers.join('、')),
    })),
  });
}
