import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import XLSX from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '#contract/routes.ts';
import { type BrowserOffice, browserOffice, call, describeInBrowser } from './browser-office.ts';
import { type Hand, handOn } from './hand.ts';
import { makeLeads, type PlannedLead } from './make-leads.ts';
import { registerHouseholds } from './register-households.ts';

const LEADS = 40;
const MOST_STROKES = 12;
const REASON = '家庭人均纯收入高于监测线且无刚性支出';
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
    leads = await makeLeads(households, { clerk, county: await site.signIn('xian'), on: '2022-03-16' });
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
  const tab = (name: string, count: number) => clerk.getByRole('tab', { name: new RegExp(`^${name}\\s*${count}$`) });
  const sum = async () => (await clerk.getByRole('paragraph').filter({ hasText: '对得上' }).textContent()) ?? '';

  /** Recounted from the acts themselves, not from what the program made of them. */
  async function recounted() {
    const { rows } = await site.office.database.ownerPool.query<Record<string, number>>(
      `select count(*)::int as received,
         count(*) filter (where written_off)::int as "writtenOff",
         count(*) filter (where not written_off and not returned)::int as "inProgress",
         count(*) filter (where returned)::int as returned
       from (
         select m.matter, bool_or(a.body::jsonb ->> 'kind' = 'write-off') as written_off,
           bool_or(a.body::jsonb ->> 'outcome' = '退回') as returned
         from matters m join acts a using (county, matter) where m.procedure = 'lead' group by m.matter
       ) as lead`,
    );
    return rows[0];
  }
  const sumOf = (counts: Record<string, number> | undefined) =>
    new RegExp(
      `收到 ${counts?.['received']}\\D+已销号 ${counts?.['writtenOff']}\\D+在办 ${counts?.['inProgress']}\\D+退回 ${counts?.['returned']}\\D+对得上`,
    );

  it('are received and given to two verifiers together', async () => {
    await clerk.goto('/ledger');
    await hand.click(tab('待接收', LEADS));
    await hand.click(clerk.getByRole('checkbox', { name: '全选本页' }));
    await hand.click(clerk.getByRole('button', { name: `接收 ${LEADS}` }));
    await hand.click(tab('在办', LEADS));
    await hand.click(clerk.getByRole('checkbox', { name: '全选本页' }));
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
    const grid = clerk.getByRole('grid', { name: '预警信息台账' });
    await grid.getByRole('row').nth(1).focus();
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
    await hand.click(tab('待销号', LEADS));
    await hand.click(clerk.getByRole('checkbox', { name: '全选本页' }));
    await hand.click(clerk.getByRole('button', { name: `销号 ${LEADS}` }));
    const [open, closed] = [of('是').length, of('否', '已纳入').length];
    await clerk.getByText(`${closed} 条办成，${open} 条没有办成`).waitFor();
    await clerk.getByText('符合认定标准的，录入系统后方可销号').first().waitFor();
    await tab('已销号', closed).waitFor();
    bulk += hand.strokes() - before;
    expect(await sum()).toMatch(sumOf(await recounted()));
    expect(await recounted()).toEqual({ received: LEADS, writtenOff: closed, inProgress: open, returned: 0 });
  });

  it('took no lead more than twelve clicks and keys', () => {
    expect(strokes.size).toBe(LEADS);
    const most = Math.max(...strokes.values()) + bulk / LEADS;
    const all = [...strokes.values()].reduce((total, one) => total + one, bulk);
    console.log(`strokes a lead: ${(all / LEADS).toFixed(1)} on average, ${most.toFixed(1)} at most`);
    expect(most).toBeLessThanOrEqual(MOST_STROKES);
  });
});
