import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerPaper } from '#documents/ledger-paper.ts';
import { type PaperContent, paperContent } from '#documents/paper-content.ts';
import type { Typeset } from '#documents/typeset.ts';
import { typesetBundle } from '#documents/typeset-bundle.ts';
import { typesetPaper } from '#documents/typeset-paper.ts';
import type { Form } from '#domain/policy/duty-shape.ts';
import { type FilledField, fillForm } from '#domain/policy/fill-form.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { dayInWords } from '#words/paper-words.ts';
import { everythingTold } from '../builders/filled-paper.ts';
import { fontSigns } from '../builders/font-signs.ts';
import { formFactsOf, plainHousehold, worstHousehold } from '../builders/paper-household.ts';
import { shows } from '../shows.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const { loaded } = loadPacks([path.join(root, 'packs')]);
const packs = loaded.map(({ pack }) => pack);
const policyOf = (area: string, day: string) => resolvePolicy({ packs, area, day: plainDate(day) });
const yueyang = policyOf('430621', '2022-06-10');
const yiyuan = policyOf('370323', '2022-03-16');
const fujian = policyOf('350128', '2021-09-10');

const reader = await run('pdftotext', ['-v']).then(
  () => true,
  () => false,
);
const readable = reader || process.env['CI'] !== undefined;
let folder: string;
// Without pdftotext nothing can be read back; on a build server it is installed.
const papers = readable ? describe : describe.skip;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwang-paper-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Word {
  readonly text: string;
  readonly page: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

interface Read {
  readonly words: readonly Word[];
  readonly text: string;
  readonly pages: readonly { readonly width: number; readonly height: number }[];
}

let count = 0;

/** What stands on the pages, word by word with its place. */
async function read({ pdf }: Typeset): Promise<Read> {
  count += 1;
  const file = path.join(folder, `${count}.pdf`);
  await writeFile(file, pdf);
  const { stdout } = await run('pdftotext', ['-raw', '-bbox', file, '-'], { maxBuffer: 1 << 26 });
  const pages: { width: number; height: number }[] = [];
  const words: Word[] = [];
  for (const line of stdout.split('\n')) {
    const page = /<page width="([\d.]+)" height="([\d.]+)"/.exec(line);
    if (page) pages.push({ width: Number(page[1]), height: Number(page[2]) });
    const word = /xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/.exec(line);
    if (!word) continue;
    const text = plain((word[4] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"'));
    words.push({ text, page: pages.length, left: Number(word[1]), right: Number(word[2]), bottom: Number(word[3]) });
  }
  return { words, pages, text: words.map(({ text }) => text).join('') };
}

const plain = (text: string): string => text.replaceAll(/[\s\u200b]/gu, '');

const head = {
  issuer: '岳阳县乡村振兴局',
  number: '岳阳县防返贫〔2022〕3号',
  on: '2022-06-10',
  blank: false,
  link: null,
  foot: {
    number: '文书编号：430621-表-2022-00012',
    basis: '依据：岳县委乡振组办发〔2022〕4号',
    code: 'https://a.cn/check/ABC',
  },
};

function content(form: Form, filled: readonly FilledField[], own: Partial<typeof head> = {}): PaperContent {
  return paperContent(form, filled, { ...head, ...own }, (office) => (office === 'township' ? '乡镇' : '村委会'));
}

const made: Typeset[] = [];
const seen: string[] = [];

async function typesetAndRead(paper: PaperContent): Promise<Read & { pages: Read['pages'] }> {
  const one = await typesetPaper(paper);
  made.push(one);
  const page = await read(one);
  seen.push(page.text);
  return page;
}

/** Nothing runs off the sheet, and nothing into what stands under the frame. */
function expectOnSheet({ words, pages }: Read): void {
  for (const word of words) {
    const page = pages[word.page - 1];
    expect(word.left, word.text).toBeGreaterThan(30);
    expect(word.right, word.text).toBeLessThan((page?.width ?? 0) - 30);
    expect(word.bottom, word.text).toBeLessThan((page?.height ?? 0) - 15);
  }
}

/** Values of a field as the page writes them. */
function written(field: FilledField): string[] {
  const cells = (field.rows ?? []).flatMap((row) => Object.values(row));
  const values = field.rows === undefined ? (field.value ?? '').split('\n') : cells;
  return values.map((value) => plain(dayInWords(value)).replace(/\.00$/, '')).filter((value) => value !== '');
}

/** Not printed as such: ticked among choices, or another word stands for it. */
const NOT_AS_SUCH = [
  '风险选项',
  '结论选项',
  '风险',
  '结论',
  '材料',
  '住房安全',
  '义务教育',
  '基本医疗',
  '饮水安全',
  '签字',
  '签名',
];

const forms = [yueyang, fujian].flatMap((policy) =>
  policy.forms
    .filter(({ about }) => about !== undefined)
    .map((form) => ({ policy, form, name: `${form.id} ${form.label}` })),
);
const once = [...new Map(forms.map((each) => [each.name, each])).values()];

papers('every form of the packs', () => {
  it.each(once)(
    '$name: everything told stands on it, and within it',
    async ({ policy, form }) => {
      const filled = fillForm(policy, form, everythingTold(policy, form));
      const page = await typesetAndRead(content(form, filled));
      expectOnSheet(page);
      for (const field of filled) {
        if (NOT_AS_SUCH.some((key) => field.key.split('.').some((part) => part === key))) continue;
        for (const value of written(field))
          expect(page.text, `${form.id} ${field.key}`).toContain(value.replace(/。$/, ''));
      }
      const of = filled.length === 0 ? 0 : Math.max(1, form.copies.length);
      expect(page.text.match(/份之/g)?.length ?? 0).toBeGreaterThanOrEqual(form.copies.length > 0 ? of : 0);
    },
    30_000,
  );

  it.each(once)('$name: nothing told, it is a form to fill in by hand', async ({ policy, form }) => {
    const nothing = { day: plainDate('2022-06-10'), env: {}, acts: {} };
    const page = await typesetAndRead(content(form, fillForm(policy, form, nothing), { blank: true }));
    expectOnSheet(page);
    expect(page.text.length).toBeGreaterThan(20);
    expect(page.pages.length).toBeLessThanOrEqual(2 * Math.max(1, form.copies.length));
  });

  it('has faces for every sign, all in the file', async () => {
    const { pdf } = await typesetBundle(made);
    const file = path.join(folder, 'all.pdf');
    await writeFile(file, pdf);
    const { stdout } = await run('pdffonts', [file]);
    const fonts = stdout
      .split('\n')
      .slice(2)
      .filter((line) => line.trim() !== '');
    for (const font of fonts) expect(font).toMatch(/Noto(Serif|Sans)SC.* yes yes yes/);
    const draws = ['noto-serif-sc/400Regular/NotoSerifSC', 'noto-sans-sc/400Regular/NotoSansSC'].map((face) =>
      fontSigns(path.join(root, `node_modules/@expo-google-fonts/${face}_400Regular.ttf`)),
    );
    const signs = [...new Set(seen.join(''))];
    expect(signs.filter((sign) => !draws.some((drawn) => drawn(sign)))).toEqual([]);
    for (const rare of '喆堃䶮𬱖㴒翀·①⑭〔〕') expect(signs).toContain(rare);
  });
});

papers('岳县委乡振组办发〔2022〕4号 annexes', () => {
  const annex = (id: string): Form => yueyang.forms.find((form) => form.id === id) as Form;

  it('fit their pages: 附件2 and 附件3 one each in two counted copies, also for twelve people with five risks', async () => {
    const done = { done: '2022-06-01' };
    const steps = {
      household_verification: done,
      household_confirmation: done,
      deliberation: done,
      village_notice: done,
      information_comparison: done,
    };
    const risks = ['⑥', '⑦', '⑧', '⑩', '⑫'];
    const acts = {
      'household-verification.风险类型序号': risks,
      'deliberation.风险类型序号': risks,
      'household-verification.核实人员': '买买提明·阿卜杜热合曼、欧阳建国',
    };
    for (const household of [plainHousehold, { ...worstHousehold, steps, acts }]) {
      for (const [id, holders] of [
        ['附件2', ['乡镇', '村委会']],
        ['附件3', ['乡镇', '村委会']],
      ] as const) {
        const filled = fillForm(yueyang, annex(id), formFactsOf(yueyang, household, '2022-06-10'));
        const page = await typesetAndRead(content(annex(id), filled));
        expect(page.pages).toHaveLength(2);
        for (const [index, holder] of holders.entries())
          expect(page.text).toContain(`共2份之${index + 1}（${holder}存）`);
        expect(page.text.match(/第1页共1页/g)).toHaveLength(2);
      }
    }
    shows(['YY-F2-x', 'YY-F3-x'], '文书 附件2、附件3');
  });

  it.each(['附件1', '附件2', '附件3'])('%s has every field in its place, in the order of the document', async (id) => {
    const form = annex(id);
    const filled = fillForm(yueyang, form, everythingTold(yueyang, form, '经核实情况属实'));
    const { text } = await typesetAndRead({ ...content(form, filled), copies: [] });
    let at = 0;
    for (const field of filled) {
      const own = form.fields.find(({ key }) => key === field.key);
      if (field.rows !== undefined || field.state !== 'filled' || field.key.startsWith('材料')) continue;
      if (field.key.startsWith('说明') || NOT_AS_SUCH.includes(field.key.split('.').at(-1) ?? '')) continue;
      if (['法律责任', '审定.盖章', '承诺1'].includes(field.key)) continue;
      const [value = ''] = written(field);
      // 附件1 ends with its signatures; the law's sentence stands within the first promise.
      const found = text.indexOf(value, field.key === '核实.人员' ? 0 : at);
      expect(found, `${id} ${own?.key}: ${value}`).toBeGreaterThan(-1);
      at = Math.max(at, found);
    }
    const clauses = form.fields.flatMap(({ source }) => (source ?? []).map(({ pack, clause }) => `${pack}-${clause}`));
    shows(
      [...new Set(clauses)].filter((clause) => clause.startsWith('YY-F') || clause.startsWith('YY-C')),
      `文书 ${id}`,
    );
  });

  it('print the notes ① to ⑭ with the line of the year, and no line where the year has none', async () => {
    for (const id of ['附件1', '附件2', '附件3']) {
      const facts = formFactsOf(yueyang, plainHousehold, '2022-06-10');
      const { text } = await typesetAndRead(content(annex(id), fillForm(yueyang, annex(id), facts)));
      expect(text).toContain('①监测户当年人均纯收入低于6900元');
      for (const sign of '②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭') expect(text).toContain(sign);
      expect(text).toContain('⑪因产业项目失败；⑫因务工就业不稳；⑬缺劳动力；⑭其他。');
    }
    const later = policyOf('430621', '2023-01-05');
    const form = later.forms.find(({ id }) => id === '附件2') as Form;
    const { text } = await typesetAndRead(
      content(form, fillForm(later, form, formFactsOf(later, plainHousehold, '2023-01-05'))),
    );
    expect(text).toContain('①监测户当年人均纯收入低于元');
  });

  it('leave the township its text only once the four things before it are done', async () => {
    const before = fillForm(yueyang, annex('附件2'), formFactsOf(yueyang, plainHousehold, '2022-06-10'));
    const text = (filled: readonly FilledField[]) =>
      typesetAndRead(content(annex('附件2'), filled)).then((page) => page.text);
    expect(await text(before)).not.toContain('公开公示及信息比对');
    const done = { done: '2022-06-01' };
    const steps = {
      household_verification: done,
      deliberation: done,
      village_notice: done,
      information_comparison: done,
    };
    const after = fillForm(yueyang, annex('附件2'), formFactsOf(yueyang, { ...plainHousehold, steps }, '2022-06-10'));
    expect(await text(after)).toContain('公开公示及信息比对，该户存在返贫风险');
    shows('YY-F2-3a', '文书 附件2');
  });

  it('carry number, code and clause under the frame, which can be switched off', async () => {
    const filled = fillForm(yueyang, annex('附件2'), formFactsOf(yueyang, plainHousehold, '2022-06-10'));
    const { words } = await typesetAndRead(content(annex('附件2'), filled));
    const number = words.find(({ text }) => text.includes('430621-表-2022-00012'));
    expect(number?.bottom).toBeGreaterThan(842 - 26 * 2.835);
    const off = await typesetAndRead({ ...content(annex('附件2'), filled), foot: null });
    expect(off.text).not.toContain('文书编号');
    expect(off.text).not.toContain('依据');
  });
});

papers('闽委振兴组〔2021〕5号', () => {
  it('has the promise and the authorisation in words that cannot be taken out, and a line for each adult', async () => {
    const form = fujian.forms.find(({ id }) => id === '申报承诺书') as Form;
    const page = await typesetAndRead(
      content(form, fillForm(fujian, form, formFactsOf(fujian, worstHousehold, '2021-09-10'))),
    );
    expect(page.text).toContain('本人承诺所提供的情况真实可靠');
    expect(page.text).toContain('授权依法查询家庭资产等信息');
    expect(page.text.match(/之孙子女或者之曾孙子女/g)).toHaveLength(11);
    shows(['FJ-8-b', 'FJ-8-c'], '文书 申报承诺书');
  });
});

papers('附件2 of 鲁乡振发〔2022〕11号', () => {
  const form = yiyuan.forms.find(({ id }) => id === '附件2') as Form;
  const sheet = (numbers: 'full' | 'masked', rows: readonly (readonly string[])[]) => ({
    formId: '附件2',
    title: form.label ?? '',
    place: '西里镇',
    month: '2022-03',
    numbers,
    columns: form.fields.map(({ key, label, from }) => ({
      key,
      label,
      hint: null,
      values: [],
      fact: from.kind === 'feel' ? from.feel : null,
    })),
    channels: [],
    rows,
  });

  it('goes out for the seal under a cover, its thirteen columns in order, places to seal and to sign', async () => {
    const row = form.fields.map(({ key }) => `${key}甲`);
    const { text, pages } = await read({ pdf: await ledgerPaper(sheet('full', [row])), pages: 0 });
    expect(pages.map(({ width, height }) => width > height)).toEqual([true, true]);
    for (const part of ['台账报备封面', '西里镇', '2022年3月', '主要负责人签字', '（加盖政府公章）'])
      expect(text).toContain(part);
    let at = text.indexOf('台账报备封面');
    for (const { key } of form.fields) {
      const found = text.indexOf(`${key}甲`, at);
      expect(found, key).toBeGreaterThan(at);
      at = found;
    }
    const columns = Array.from({ length: 13 }, (_, index) => `SD-A2-${String(index + 1).padStart(2, '0')}`);
    shows([...columns, 'SD-1.3-g'], '台账报备 打印');
  });

  it('has no cover when its numbers are masked, and says so when nothing was reported', async () => {
    const { text } = await read({ pdf: await ledgerPaper(sheet('masked', [])), pages: 0 });
    expect(text).not.toContain('台账报备封面');
    expect(text).toContain('本月无预警信息');
  });
});

papers('a letter after GB/T 9704', () => {
  it('has 22 lines of 28 signs a page, the year in 〔〕, its red head, and page numbers in dashes', async () => {
    const form = yueyang.forms.find(({ id }) => id === '通报') as Form;
    const text = Array.from({ length: 30 }, () => '为做好防止返贫监测帮扶工作，'.repeat(8)).join('\n');
    const facts = {
      day: plainDate('2022-06-10'),
      env: {},
      acts: {
        标题: '关于五月工作情况的通报',
        主送: '各乡镇人民政府',
        正文: text,
        单位: '某县乡村振兴局',
        日期: '2022-06-10',
      },
    };
    const page = await typesetAndRead(content(form, fillForm(yueyang, form, facts)));
    expectOnSheet(page);
    const second = page.words.filter((word) => word.page === 2 && !/^[—\d]+$/.test(word.text));
    const lines = [...Map.groupBy(second, ({ bottom }) => Math.round(bottom)).values()].map((words) =>
      words.map((word) => word.text).join(''),
    );
    const body = lines.filter((line) => !line.includes('文书编号'));
    expect(body).toHaveLength(22);
    expect(Math.max(...body.map((line) => [...line].length))).toBe(28);
    for (const part of ['某县乡村振兴局文件', '〔2022〕3号', '—1—', '—2—', '2022年6月10日印发'])
      expect(page.text).toContain(part);
  });
});
