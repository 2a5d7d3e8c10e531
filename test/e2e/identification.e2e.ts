import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '#contract/routes.ts';
import { shows } from '#test/shows.ts';
import { type BrowserOffice, browserOffice, call, describeInBrowser } from './browser-office.ts';
import { makeLeads } from './make-leads.ts';
import { registerHouseholds } from './register-households.ts';

const FIVE_STEPS = ['入户核实', '民主评议', '信息比对', '村级公示', '录入系统'];

describeInBrowser('a household that meets the standard', () => {
  let site: BrowserOffice;
  let clerk: Page;
  let county: Page;
  let cadre: Page;
  let head: string;
  let matter: string;

  beforeAll(async () => {
    site = await browserOffice('2022-03-16');
    const households = await registerHouseholds(site.office, 3);
    [clerk, county, cadre] = await Promise.all([site.signIn('zhen'), site.signIn('xian'), site.signIn('cun')]);
    const [household] = households;
    if (!household) throw new Error('no household');
    head = household.headName;
    const [lead] = await makeLeads([household], { office: site.office, clerk, county });
    site.office.setToday('2022-03-18');
    await visited(lead?.id ?? '');
  });
  afterAll(() => site.close());

  /** The lead as the forty-lead test leaves one: seen by two, meets the standard. */
  async function visited(id: string): Promise<void> {
    const verifiers: string[] = [];
    for (const name of ['王一', '李二'])
      verifiers.push((await call(clerk, routes.addVerifier, { body: { requestId: randomUUID(), name } })).id);
    const visit = { on: '2022-03-18', verifiers, risks: [], photos: [] };
    const body = { requestId: randomUUID(), seq: 1, visit, verdict: '是' };
    const { done } = await call(clerk, routes.recordVisit, { params: { id }, body });
    matter = done[0]?.identification?.id ?? '';
  }

  async function open(page: Page, day: string): Promise<void> {
    site.office.setToday(day);
    await page.goto(`/matters/${matter}`);
    await page.getByRole('heading', { level: 1, name: head }).waitFor();
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  /** Fills the form of an act as far as `fill` goes, sends it and reads what comes next. */
  async function act(
    page: Page,
    name: string,
    fill: (form: ReturnType<Page['getByRole']>) => Promise<void> = async () => {},
  ) {
    await button(page, name).click();
    const form = page.getByRole('form', { name });
    await fill(form);
    await form.getByRole('button', { name: '确认办理' }).click();
    await page.getByText(`已办：${name}。`).waitFor();
  }

  it('stands on the home of the village, one click from its next act', async () => {
    site.office.setToday('2022-03-21');
    await cadre.goto('/');
    await cadre
      .getByRole('main')
      .getByRole('link', { name: /民主评议/ })
      .first()
      .click();
    await cadre.getByRole('heading', { level: 1, name: `${head}户` }).waitFor();
    expect(new URL(cadre.url()).pathname).toBe(`/matters/${matter}`);
    expect(await cadre.getByText('第 5 天/15 天').count()).toBe(1);
  });

  it('says of each step where its limit stands written', async () => {
    await cadre.getByRole('button', { name: '依据 入户核实', exact: true }).click();
    const drawer = cadre.getByRole('dialog', { name: '依据' });
    await drawer.getByText('鲁乡振发〔2022〕11号').first().waitFor();
    await drawer.getByText('入户核实3个工作日').waitFor();
    shows('SD-3.2-d', cadre);
    await cadre.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('is deliberated by the village and compared by the county, in this order', async () => {
    expect(await cadre.locator('.step h2').allTextContents()).toEqual(FIVE_STEPS);
    expect(await button(cadre, '信息比对').isDisabled()).toBe(true);
    await cadre.getByText('等民主评议办完').waitFor();
    await cadre.getByText('等信息比对办完').waitFor();
    await cadre.getByText('等村级公示办完').waitFor();
    shows('SD-2-d0', cadre);
    await act(cadre, '民主评议', async (form) => {
      await form.getByLabel('到会人数').fill('21');
      await form.getByLabel('同意人数').fill('20');
      await form.getByRole('radio', { name: '通过' }).first().click();
    });
    await open(county, '2022-03-23');
    await act(county, '信息比对', async (form) => {
      await form.getByRole('button', { name: '都填“无异常”' }).click();
      await form.getByRole('radio', { name: '无异常' }).click();
    });
  });

  it('cannot be posted while the days of the notice are not set; the page says who sets them', async () => {
    await open(cadre, '2022-03-24');
    expect(await button(cadre, '张贴公示').isDisabled()).toBe(true);
    await cadre.getByText(/公示天数尚未设定，由县.*在【政策依据›参数设置】设定/).waitFor();
  });

  it('is posted once the county has set the days, and taken down when they are over', async () => {
    await county.goto('/policy/parameters');
    await county
      .getByRole('row', { name: /公示天数/ })
      .getByRole('button', { name: /^设定/ })
      .click();
    const dialog = county.getByRole('dialog', { name: '设定公示天数' });
    await dialog.getByLabel('数值').fill('5');
    await dialog.getByLabel('理由').fill('县局研究确定');
    await dialog.getByRole('button', { name: '设定' }).click();
    await county.getByText('公示天数已设定').waitFor();
    await open(cadre, '2022-03-24');
    await act(cadre, '张贴公示');
    await open(cadre, '2022-03-29');
    expect(await button(cadre, '公示结束').isDisabled()).toBe(true);
    await open(cadre, '2022-03-30');
    await act(cadre, '公示结束');
    shows('SD-2-d4', cadre);
  });

  it('is entered in the national system by the county and is then a monitored household', async () => {
    await open(county, '2022-03-31');
    await act(county, '录入系统');
    await county.getByText('本户已办结').waitFor();
    await county.getByRole('link', { name: '农户页' }).click();
    await county.getByRole('heading', { level: 1, name: head }).waitFor();
    await county.getByText('监测对象', { exact: true }).first().waitFor();
    shows('SD-2-d5', county);
  });

  it('lets its lead be written off at last', async () => {
    await clerk.goto('/ledger?tab=to-write-off');
    await clerk.getByRole('button', { name: `销号 ${head}` }).click();
    await clerk.getByText('已销号 1 条').waitFor();
    const { rows } = await site.office.database.ownerPool.query(
      `select l.stage, m.closed_on is not null as closed, h.status from lead_lines l
       join matters m on m.matter = l.identification join households h on h.id = l.household`,
    );
    expect(rows).toEqual([{ stage: 'written-off', closed: true, status: 'monitored' }]);
    shows('SD-1.3-e', clerk);
  });
});
