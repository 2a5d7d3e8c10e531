import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import XLSX from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '#contract/routes.ts';
import { shows } from '#test/shows.ts';
import { type BrowserOffice, browserOffice, call, describeInBrowser } from './browser-office.ts';
import { type Hand, handOn } from './hand.ts';
import { makeLeads, type PlannedLead } from './make-leads.ts';
import { onePagePdf } from './one-page-pdf.ts';
import { registerHouseholds } from './register-households.ts';

const LEADS = 40;
const MOST_STROKES = 12;
const REASON = '家庭人均纯收入高于监测线且无刚性支出';
/** 附件2, typed from the document. */
const HEADINGS = [
  '乡镇',
  '村',
  '户主姓名',
  '身份证号码',
  '预警方式',
  '预警信息来源',
  '具体预警信息',
  '信息反馈日期',
  '是否符合认定标准',
  '不符合认定标准的主要原因',
  '办理结果是否已告知本人',
  '核查人员',
  '办结日期',
];
const told = ['自主申报', '信访信息'];

describeInBrowser('forty leads of one township', () => {
  let site: BrowserOffice;
  let clerk: Page;
  let hand: Hand;
  let leads: PlannedLead[];
  let bulk = 0;
  const strokes = new Map<string, number>();

  beforeAll(async () => {
    site = await browserOffice('2022-03-16');
    const households = await registerHouseholds(site.office, LEADS);
    clerk = await site.signIn('zhen', { acceptDownloads: true });
    leads = await makeLeads(households, { office: site.office, clerk, county: await site.signIn('xian') });
    site.office.setToday('2022-03-17');
    hand = handOn(clerk);
  });
  afterAll(() => site.close());

  const verdictOf = ({ household }: PlannedLead): '是' | '否' | '已纳入' => {
    if (household.monitored) return '已纳入';
    return leads.findIndex((lead) => lead.household === household) % 5 === 0 ? '是' : '否';
  };
  const planned = (id: string): PlannedLead => {
    const lead = leads.find((each) => each.id === id);
    if (!lead) throw new Error(`unknown lead ${id}`);
    return lead;
  };
  const of = (...verdicts: string[]) => leads.filter((lead) => verdicts.includes(verdictOf(lead)));
  const tab = (name: string, count: number) => clerk.getByRole('button', { name: new RegExp(`^${name}\\s*${count}$`) });
  const grid = () => clerk.getByRole('grid', { name: '预警信息台账' });
  /** All rows of a tab taken: the heading is a row too. */
  async function chooseAll(name: string, count: number): Promise<void> {
    await hand.click(tab(name, count));
    await grid().getByRole('row').nth(count).waitFor();
    await hand.click(clerk.getByRole('checkbox', { name: '全选本页' }));
  }
  const sum = async () => (await clerk.getByRole('paragraph').filter({ hasText: '对得上' }).textContent()) ?? '';

  /** Recounted from the acts themselves, not from what the program made of them. */
  async function recounted() {
    const { rows } = await site.office.database.ownerPool.query<Record<string, number>>(
      `select count(*)::int as received,
         count(*) filter (where written_off)::int as "writtenOff",
         count(*) filter (where not written_off and not returned)::int as "inProgress",
         count(*) filter (where returned)::int as returned
       from (
         select bool_or(a.kind = 'write-off') as written_off,
           bool_or(coalesce(a.body::jsonb ->> 'outcome', '') = '退回') as returned
         from matters m join acts a using (county, matter) where m.procedure = 'lead' group by m.matter
       ) as lead`,
    );
    return rows[0];
  }
  const sumOf = (counts: Record<string, number> | undefined) =>
    new RegExp(
      `收到 ${counts?.['received']}\\D+已销号 ${counts?.['writtenOff']}\\D+在办 ${counts?.['inProgress']}\\D+退回 ${counts?.['returned']}\\D+对得上`,
    );

  it('say by when each is to be visited, every day counted', async () => {
    await clerk.goto('/ledger');
    await tab('待接收', LEADS).click();
    await grid().getByRole('row').nth(1).locator('.due').click();
    const drawer = clerk.getByRole('dialog', { name: '依据' });
    await drawer.getByText('逐日计算').waitFor();
    // Received on Wednesday 16 March 2022.
    const days = await drawer.locator('.basis-days li').allTextContents();
    expect(days.map((day) => /(3月\d+日).*?(第\d个|不计)/.exec(day)?.slice(1).join(' '))).toEqual([
      '3月17日 第1个',
      '3月18日 第2个',
      '3月19日 不计',
      '3月20日 不计',
      '3月21日 第3个',
    ]);
    await drawer.getByText('鲁乡振发〔2022〕11号').first().waitFor();
    shows('SD-2-e', clerk);
  });

  it('are received and given to two verifiers together', async () => {
    await clerk.goto('/ledger');
    await chooseAll('待接收', LEADS);
    await hand.click(clerk.getByRole('button', { name: `接收 ${LEADS}` }));
    await chooseAll('在办', LEADS);
    await hand.click(clerk.getByRole('button', { name: `指派核查人员 ${LEADS}` }));
    await hand.write('王一、李二、');
    await hand.click(clerk.getByRole('dialog').getByRole('button', { name: '指派核查人员' }));
    await clerk.getByText(`已指派 ${LEADS} 条`).waitFor();
    bulk = hand.strokes();
    expect(await sum()).toMatch(sumOf(await recounted()));
  });

  it('are visited the next day and filled in with the keyboard, row after row', async () => {
    await clerk.getByRole('button', { name: '后一天' }).click();
    await clerk.getByText('3月18日').first().waitFor();
    await grid().getByRole('row').nth(1).focus();
    for (let filled = 0; filled < LEADS; filled++) {
      const lead = planned(String(await clerk.evaluate('document.activeElement.closest("[data-row]").dataset.row')));
      const before = hand.strokes();
      await fillRow(lead);
      strokes.set(lead.id, hand.strokes() - before);
    }
    await tab('待销号', LEADS).waitFor();
  });

  /** From the focused row: verdict by its number, reason, 告知 with its manner, saved with Ctrl+Enter. */
  async function fillRow(lead: PlannedLead): Promise<void> {
    const verdict = verdictOf(lead);
    await hand.press('ArrowRight', { 是: '1', 否: '2', 已纳入: '3' }[verdict]);
    if (verdict === '否') {
      await hand.press('Enter');
      await hand.write(REASON);
      await hand.press('Enter');
    }
    if (verdict !== '是' && told.includes(lead.channel)) {
      await hand.press('Enter', '1');
      if (verdict === '否') await hand.press('Tab', 'Space', 'Shift+Tab');
      await hand.press('Enter');
    }
    await hand.press('Control+Enter');
  }

  it('are written off, but for those that meet the standard and wait for their identification', async () => {
    const before = hand.strokes();
    await chooseAll('待销号', LEADS);
    await hand.click(clerk.getByRole('button', { name: `销号 ${LEADS}` }));
    const [open, closed] = [of('是').length, of('否', '已纳入').length];
    await clerk.getByText(`${closed} 条办成，${open} 条没有办成`).waitFor();
    await clerk.getByText('符合认定标准的，录入系统后方可销号').first().waitFor();
    await tab('已销号', closed).waitFor();
    bulk += hand.strokes() - before;
    expect(await sum()).toMatch(sumOf(await recounted()));
    expect(await recounted()).toEqual({ received: LEADS, writtenOff: closed, inProgress: open, returned: 0 });
    shows('SD-1.3-a', clerk);
  });

  it('took no lead more than twelve clicks and keys', () => {
    expect(strokes.size).toBe(LEADS);
    const most = Math.max(...strokes.values()) + bulk / LEADS;
    const all = [...strokes.values()].reduce((total, one) => total + one, bulk);
    console.log(`strokes a lead: ${(all / LEADS).toFixed(1)} on average, ${most.toFixed(1)} at most`);
    expect(most).toBeLessThanOrEqual(MOST_STROKES);
  });

  it('are filed with the sealed scan, the open ones carried over, and the month is frozen', async () => {
    site.office.setToday('2022-03-30');
    await clerk.goto('/filing');
    await clerk.getByText(`本月 ${LEADS} 条，其中结转下月 ${of('是').length} 条`).waitFor();
    const sealed = await downloaded(() => clerk.getByRole('link', { name: '下载附件2（.xlsx）' }).click());
    expect(sealed.map((line) => line[3]).sort()).toEqual(leads.map(({ household }) => household.idNumber).sort());
    const scan = { name: '3月台账盖章件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(onePagePdf) };
    await clerk.getByLabel('上传盖章扫描件').setInputFiles(scan);
    await clerk.getByText(`已上传：${scan.name}`).waitFor();
    await clerk.getByRole('button', { name: '报备2022年3月台账' }).click();
    await clerk.getByText('2022年3月台账已报备县局').waitFor();
    const row = clerk.getByRole('row', { name: /西里镇/ });
    await expect.poll(() => row.textContent()).toMatch(/已报备.*40.*2022年3月30日.*3月台账盖章件\.pdf/);
    await expect.poll(() => clerk.getByRole('button', { name: /^报备2022/ }).count()).toBe(0);
    const again = { requestId: randomUUID(), month: '2022-03', scan: randomUUID() };
    await expect(call(clerk, routes.fileLedger, { body: again })).rejects.toThrow(/"error":"frozen"/);
    shows(['SD-1.3-g', 'SD-1.3-h'], clerk);
  });

  it('stand in the workbook as on the screen, read back and counted by another program', async () => {
    await clerk.goto('/ledger?tab=all');
    await grid().getByRole('row').nth(1).waitFor();
    const heads = await grid().getByRole('columnheader').allTextContents();
    expect(heads.filter((head) => HEADINGS.includes(head.trim()))).toEqual(HEADINGS);
    const lines = await downloaded(() => clerk.getByRole('link', { name: '导出' }).click());
    expect(lines).toHaveLength(LEADS);
    const ofForm = (line: readonly string[]) => [line[2], line[4], line[8], line[9], line[10]?.slice(0, 1), line[12]];
    const expected = leads.map((lead) => {
      const verdict = verdictOf(lead);
      const isTold = told.includes(lead.channel) ? (verdict === '是' ? '否' : '是') : '';
      const reason = verdict === '否' ? REASON : '';
      return [lead.household.headName, lead.channel, verdict, reason, isTold, verdict === '是' ? '' : '2022-03-18'];
    });
    expect(lines.map(ofForm).sort()).toEqual(expected.sort());
    expect(lines.filter((line) => !/^\d{4}\*{10}\d{3}[\dX]$/.test(line[3] ?? ''))).toEqual([]);
    expect(lines.filter((line) => line[11] !== '王一、李二')).toEqual([]);
    const columns = ['03', '04', '05', '09', '10', '11', '12', '13'];
    shows(
      columns.map((column) => `SD-A2-${column}`),
      clerk,
    );
  });

  it('are carried over into the next month where they are open', async () => {
    site.office.setToday('2022-04-01');
    await clerk.goto('/ledger?tab=all');
    const [open] = [of('是').length];
    await clerk.getByText(`上月结转 ${open}`).waitFor();
    expect(await sum()).toMatch(
      new RegExp(`上月结转 ${open}\\D+2022年4月收到 0\\D+已销号 0\\D+在办 ${open}\\D+退回 0\\D+对得上`),
    );
  });

  /** The lines of the form a click brings: rows under the headings up to the first empty one. */
  async function downloaded(click: () => Promise<void>): Promise<string[][]> {
    const [download] = await Promise.all([clerk.waitForEvent('download'), click()]);
    const book = XLSX.read(await readFile(await download.path()), { type: 'buffer' });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    if (!sheet) throw new Error('no sheet');
    const rows: string[][] = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false, defval: '', blankrows: true });
    const below = rows.slice(rows.findIndex((row) => row[0] === '乡镇') + 1);
    return below.slice(
      0,
      below.findIndex((row) => row.every((cell) => cell === '')),
    );
  }
});
