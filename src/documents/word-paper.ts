import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { dayInWords } from '#words/paper-words.ts';
import type { PaperContent } from './paper-content.ts';

/** The Word file of a form (base64) with its blanks filled; a blank nothing is known for stays empty. Days in words. */
export function fillWord(base64: string, content: PaperContent): Buffer {
  const file = new Docxtemplater(new PizZip(Buffer.from(base64, 'base64')), {
    paragraphLoop: true,
    linebreaks: true,
    delimiters: { start: '{', end: '}' },
    nullGetter: () => '',
  });
  const fields = Object.entries(content.fields).map(([key, field]) => [key, field.rows ?? dayInWords(field.value)]);
  const day = content.on === null ? '' : dayInWords(content.on);
  file.render({
    文号: content.number ?? '',
    标题: content.title,
    单位: content.issuer,
    日期: day,
    ...Object.fromEntries(fields),
  });
  return file.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer;
}
