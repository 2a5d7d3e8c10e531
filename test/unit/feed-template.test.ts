import path from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { templateWordsOf } from '#http/feed-presenter.ts';
import { feedTemplate } from '#intake/feed/feed-template.ts';
import { readFeed } from '#intake/feed/read-feed.ts';
import { readingAreas } from '#intake/reading/told-areas.ts';
import { loadPacks } from '#packs/load-packs.ts';

const { loaded } = loadPacks([path.resolve(import.meta.dirname, '../../packs')]);
const day = plainDate('2022-04-05');
const { feeds } = resolvePolicy({ packs: loaded.map(({ pack }) => pack), area: '370323', day, settings: [] });
const first = '37039019700101001';
const idNumber = first + idCheckDigit(first);

/** A value a clerk might fill into a column. */
function filled({ type, values }: (typeof feeds)[number]['columns'][number], label: string): string | number {
  if (type === 'id-number') return idNumber;
  if (values?.[0] !== undefined) return values[0];
  if (type === 'boolean') return '是';
  if (type === 'money' || type === 'number') return 12;
  if (type === 'date') return '2022-03-10';
  if (type === 'phone') return '15400000001';
  return { 乡镇: '西里镇', 村: '侯家峪村' }[label] ?? '某某';
}

test.each(feeds.filter(({ columns }) => columns.length > 0).map((feed) => [feed.id, feed] as const))(
  'the template of %s, filled in, is read as it is; numbers of people are text',
  async (_, feed) => {
    const book = new ExcelJS.Workbook();
    const bytes = await feedTemplate(feed, templateWordsOf(feed, 'zh-CN'));
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const [sheet] = book.worksheets;
    if (!sheet) throw new Error('no sheet');
    expect(String(sheet.getCell(1, 1).value)).toContain(feed.label ?? feed.id);
    for (const [at, column] of feed.columns.entries()) {
      const cell = sheet.getCell(3, at + 1);
      cell.value = filled(column, column.label);
      if (column.type === 'id-number') expect(cell.numFmt).toBe('@');
    }
    const written = new Uint8Array(await book.xlsx.writeBuffer());
    const village = { key: '370323105201', name: '侯家峪村委会', township: '西里镇', area: 2, town: 1, within: true };
    const areas = readingAreas({ unplaced: 9, villages: [village] });
    const digestKey = { algorithm: 'hmac-sm3', secret: Buffer.alloc(32, 1) } as const;
    const read = await readFeed(written, feed, { today: day, areas, digestKey, overrides: {} });
    expect(read.plan.missing).toEqual([]);
    const uses = read.plan.tables[0]?.columns.map(({ use }) => use.kind);
    expect(uses).toEqual(feed.columns.map(() => 'field'));
    expect(read.parsed?.rows.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'rejected'))).toEqual([]); // biome-ignore format: one line
    expect(read.rows).toHaveLength(1);
  },
);
