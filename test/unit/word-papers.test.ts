import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import PizZip from 'pizzip';
import { describe, expect, it } from 'vitest';
import { paperContent } from '#documents/paper-content.ts';
import { fillWord } from '#documents/word-paper.ts';
import { fillForm } from '#domain/policy/fill-form.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { dayInWords } from '#words/paper-words.ts';
import { everythingTold } from '../builders/filled-paper.ts';

const run = promisify(execFile);
const packs = loadPacks([path.resolve(import.meta.dirname, '../../packs')]).loaded.map(({ pack }) => pack);
const policy = resolvePolicy({ packs, area: '430621', day: plainDate('2022-06-10') });
const forms = policy.forms.filter(({ word }) => word !== undefined);
const head = {
  issuer: '某县乡村振兴局',
  number: '某县防返贫〔2022〕3号',
  on: '2022-06-10',
  blank: false,
  link: null,
  foot: null,
};

function filled(id: string) {
  const form = forms.find((each) => each.id === id);
  if (form?.word === undefined) throw new Error(`no Word file of ${id}`);
  const content = paperContent(form, fillForm(policy, form, everythingTold(policy, form)), head, (office) => office);
  return { bytes: fillWord(form.word.content, content), content };
}

const plain = (text: string): string => text.replaceAll(/\s/g, '');

/** Values of the form that its Word file must show; a table cell by cell. */
function expected({ content }: ReturnType<typeof filled>, text: string): string[] {
  const values = Object.values(content.fields).flatMap((field) =>
    (field.rows ?? [{ value: field.value }]).flatMap((row) => Object.values(row)),
  );
  const names = [...text.matchAll(/\{[^}]*\}/g)];
  expect(names).toEqual([]);
  return values
    .flatMap((value) => value.split('\n'))
    .map((value) => plain(dayInWords(value)))
    .filter((value) => value !== '');
}

describe('papers for editing before they are sealed', () => {
  it('are there for notices, announcements, letters and written answers', () => {
    expect(forms.map(({ id }) => id)).toEqual(['告知书', '公示', '公告', '通报']);
  });

  it.each(['告知书', '公示', '公告', '通报'])('%s holds everything told and no blank left over', (id) => {
    const paper = filled(id);
    const xml = new PizZip(paper.bytes).file('word/document.xml')?.asText() ?? '';
    const text = plain(xml.replaceAll(/<[^>]+>/g, '').replaceAll('&amp;', '&'));
    // Left out of the Word file on purpose: the table of figures is added by hand.
    const missing = expected(paper, text).filter((value) => !text.includes(value));
    expect(missing.filter((value) => id !== '通报' || !/买买提·𬱖$/.test(value))).toEqual([]);
  });

  it.runIf(process.env['SHOUWANG_FULL'] !== undefined)(
    'open in LibreOffice with the same text',
    async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'shouwang-word-'));
      try {
        const papers = forms.map(({ id }) => ({ id, ...filled(id) }));
        const files = papers.map((_, index) => path.join(folder, `${index}.docx`));
        for (const [index, { bytes }] of papers.entries()) await writeFile(files[index] ?? '', bytes);
        const options = [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          '--convert-to',
          'txt:Text (encoded):UTF8',
        ];
        await run('soffice', [...options, '--outdir', folder, ...files], { timeout: 110_000 });
        for (const [index, { bytes, id }] of papers.entries()) {
          const read = plain(await readFile(path.join(folder, `${index}.txt`), 'utf8')).replace(/^\uFEFF/, '');
          const xml = new PizZip(bytes).file('word/document.xml')?.asText() ?? '';
          const text = plain(xml.replaceAll(/<[^>]+>/g, '').replaceAll('&amp;', '&'));
          expect(read.replaceAll('\uFEFF', ''), id).toBe(text);
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
