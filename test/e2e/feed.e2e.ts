import { readFile } from 'node:fs/promises';
import XLSX from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillLedger } from '#commands/fill-ledger.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listLeads } from '#store/lead-lines.ts';
import { type BrowserOffice, browserOffice, describeInBrowser } from './browser-office.ts';
import { feedFile, mended } from './feed-file.ts';
import { handOn } from './hand.ts';
import { registerHouseholds, type SmallHousehold } from './register-households.ts';

const MOST_CLICKS = 6;

describeInBrowser('a list of a department with three bad rows', () => {
  let site: BrowserOffice;
  let department: Page;
  let households: SmallHousehold[];
  let rejected: Buffer;

  beforeAll(async () => {
    site = await browserOffice('2022-04-02');
    households = await registerHouseholds(site.office, 5);
    department = await site.signIn('minzheng', { acceptDownloads: true });
  });
  afterAll(() => site.close());

  it('goes from the home of the department to its receipt in at most six clicks', async () => {
    await department.goto('/');
    const hand = handOn(department);
    const items = department.getByRole('list', { name: '报送事项' });
    await hand.click(items.getByRole('button', { name: '新增农村低保对象', exact: true }));
    const [chooser] = await Promise.all([
      department.waitForEvent('filechooser'),
      hand.click(department.getByRole('button', { name: '选择文件' })),
    ]);
    await chooser.setFiles(feedFile(households, '2022-03-15'));
    await department.getByRole('heading', { level: 1, name: '新增低保.csv' }).waitFor();
    const sum = department.getByRole('paragraph').filter({ hasText: '对得上' }).first();
    expect(await sum.textContent()).toMatch(/共 8 行\s*=\s*采纳 5\s*\+\s*退回 3\s*\+\s*重复 0/);
    await hand.click(department.getByRole('button', { name: '确认提交' }));
    const receipt = department.getByRole('region', { name: '报送回执' });
    expect(await receipt.textContent()).toMatch(/回执编号.*民政局.*新增农村低保对象.*2022年3月.*2022年4月5日前，按期/);
    // The file itself is one more click, in a window of the operating system.
    const clicks = hand.strokes() + 1;
    console.log(`clicks from the home to the receipt: ${clicks}`);
    expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
  });

  it('gives the bad rows back, cell by cell, and as a workbook', async () => {
    await department.getByRole('button', { name: /^退回的行\s*3$/ }).waitFor();
    for (const cell of ['D7', 'E8', 'E9']) await department.getByRole('cell', { name: cell, exact: true }).waitFor();
    const [download] = await Promise.all([
      department.waitForEvent('download'),
      department.getByRole('link', { name: '下载退回行' }).click(),
    ]);
    rejected = await readFile(await download.path());
    const book = XLSX.read(rejected, { type: 'buffer' });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const cells = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false }).flat();
    const names = ['无号码', '错号码', ...households.map(({ headName }) => headName)];
    expect(names.filter((name) => cells.includes(name))).toEqual(['无号码', '错号码']);
  });

  it('takes the three rows alone once they are mended', async () => {
    await department.goto('/feeds?period=2022-03');
    const items = department.getByRole('list', { name: '报送事项' });
    await items.getByRole('button', { name: '新增农村低保对象', exact: true }).click();
    const [chooser] = await Promise.all([
      department.waitForEvent('filechooser'),
      department.getByRole('button', { name: '选择文件' }).click(),
    ]);
    await chooser.setFiles(mended(rejected, households));
    await department.getByRole('heading', { level: 1, name: '新增低保-退回.xlsx' }).waitFor();
    const sum = department.getByRole('paragraph').filter({ hasText: '对得上' }).first();
    expect(await sum.textContent()).toMatch(/共 3 行\s*=\s*采纳 3\s*\+\s*退回 0\s*\+\s*重复 0/);
    await department.getByRole('button', { name: '确认提交' }).click();
    await department.getByRole('region', { name: '报送回执' }).waitFor();
  });

  it('reaches the township through the county, the monitored household marked', async () => {
    const monitored = households.find((household) => household.monitored)?.headName ?? '';
    const county = await site.signIn('xian');
    await county.goto('/dispatch');
    await county
      .getByRole('row', { name: new RegExp(monitored) })
      .getByText(/^已是监测对象/)
      .waitFor();
    await county.getByRole('button', { name: '下发 7 户' }).click();
    await county
      .getByRole('dialog')
      .getByRole('button', { name: /^下\s*发$/ })
      .click();
    await county.getByText('已下发 7 户，1 个乡镇各有一份回执').waitFor();
    const clerk = await site.signIn('zhen');
    await clerk.goto('/ledger?tab=to-receive');
    await clerk.getByRole('button', { name: /^待接收\s*7$/ }).waitFor();
    for (const { headName } of households) await clerk.getByRole('row', { name: new RegExp(headName) }).waitFor();
  });

  it('is followed by the department to its results, without a name', async () => {
    await department.goto('/feed-results');
    const main = department.getByRole('main');
    await main.getByText(/报送 5 行/).waitFor();
    await main.getByText(/报送 3 行/).waitFor();
    const text = (await main.textContent()) ?? '';
    expect(text).toMatch(/尚未核实 5/);
    expect(households.filter(({ headName }) => text.includes(headName))).toEqual([]);
  });

  it('tells the department why rows did not qualify once the township has been there, as a page and as a file', async () => {
    const clerk = await site.office.actor('township-clerk', '马小宁');
    await site.office.read(clerk, async (context) => {
      const { lines } = await listLeads(context.tx, context.keys, { stages: ['to-receive'] });
      const verifiers = ['王一', '李二'];
      const wrong = { visitedOn: plainDate('2022-04-02'), verdict: '否', reason: '有稳定收入', verifiers };
      const rows = lines.filter(({ monitored }) => !monitored).map(({ matter: id, seq }) => ({ id, seq, ...wrong }));
      await fillLedger(context, { rows });
    });
    await department.reload();
    const main = department.getByRole('main');
    await main.getByText(/不符合 4/).waitFor();
    expect((await main.textContent()) ?? '').toMatch(/不符合原因：有稳定收入 4/);
    const [download] = await Promise.all([
      department.waitForEvent('download'),
      main.getByRole('link', { name: '导出' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('部门预警结果反馈-2022.xlsx');
    await department.getByRole('button', { name: '预警属实率' }).click();
    await main.getByRole('columnheader', { name: '属实率' }).waitFor();
  });
});
