import { type CellReading, type CellRemark, foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

/** The signs people use for the dot inside names of minorities (买买提·吐尔逊). */
const DOTS = /(?<=\p{Script=Han})\s*[·•‧∙⋅・･．.●]\s*(?=\p{Script=Han})/gu;
/** What an encoding leaves behind where it did not know a rare character. */
const LOST = /[\ufffd?]/;

/** A name without spaces and line breaks, its dot made `·`. Characters are never replaced by look-alikes. */
export function readName(text: string): CellReading {
  const tidy = tidyText(foldFullWidth(text)).replace(DOTS, '·');
  if (isBlankText(tidy)) return { value: undefined, remarks: [{ fault: 'name-missing' }] };
  const name = tidy.replace(/\s+/gu, '');
  const remarks: CellRemark[] = [];
  if (name !== tidy) remarks.push({ fault: 'name-whitespace' });
  if (LOST.test(name)) remarks.push({ fault: 'value-unknown', facts: { lostCharacter: true } });
  return { value: name, remarks };
}
