import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#contract/routes.ts';
import { shows } from '#test/shows.ts';
import { type BrowserOffice, browserOffice, call, describeInBrowser } from './browser-office.ts';
import { openPage, picture, violationsOf } from './look.ts';
import { registerHouseholds } from './register-households.ts';

const PLACE = { county: '430621', town: '430621104000', village: '430621104245', department: '民政局' };

/** Many pages of three people: with the whole of the tests only. */
const describeInFull = process.env['SHOUWANG_FULL'] === '1' ? describeInBrowser : describe.skip;

describeInFull('a recognition under the documents of 岳阳县', () => {
  let site: BrowserOffice;
  let clerk: Page;
  let county: Page;
  let cadre: Page;
  let head: string;
  let matter: string;

  beforeAll(async () => {
    site = await browserOffice('2022-05-18', PLACE);
    const [household] = await registerHouseholds(site.office, 1, { town: '黄沙街镇', villages: ['和谐村'] });
    head = household?.headName ?? '';
    [clerk, county, cadre] = await Promise.all([site.signIn('zhen'), site.signIn('xian'), site.signIn('cun')]);
  });
  afterAll(() => site.close());

  const choose = async (page: Page, label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
  };
  async function at(page: Page, day: string): Promise<void> {
    site.office.setToday(day);
    await openPage(page, `/matters/${matter}`);
  }
  const clean = async (page: Page, name: string) => {
    await picture(page, name);
    expect(await violationsOf(page), name).toEqual([]);
  };

  it('begins on the day the risk is known, with application and authorisation of each member', async () => {
    await openPage(cadre, '/matters');
    await cadre.getByRole('button', { name: '开始监测对象识别' }).click();
    await cadre.getByLabel('先找这一户').fill(head);
    await cadre.getByRole('button', { name: new RegExp(head) }).click();
    await choose(cadre, '发现渠道', '排查');
    await cadre.getByRole('form').getByRole('button', { name: '开始监测对象识别' }).click();
    await cadre.waitForURL('**/matters/*');
    matter = new URL(cadre.url()).pathname.split('/').at(-1) ?? '';
    await cadre.getByText('第 0 天/15 天').waitFor();
    await cadre.getByRole('button', { name: '个人申请及承诺授权', exact: true }).click();
    const form = cadre.getByRole('form', { name: '个人申请及承诺授权' });
    await form.getByText('授权居民家庭经济状况核对机构等相关部门依法核实家庭存款').waitFor();
    await form.getByRole('button', { name: '全家都同意' }).click();
    await choose(cadre, `${head}的签署方式`, '按手印（他人代书）');
    await form.getByLabel('代书人姓名').fill('王庆');
    await clean(cadre, 'case-consent');
    await form.getByRole('button', { name: '确认办理' }).click();
    await cadre.getByText('已办：个人申请及承诺授权。').waitFor();
    shows(['YY-F1-07', 'YY-F1-08a', 'YY-F1-10', 'YY-F1-13'], cadre);
  });

  it('takes the visit with both figures a head under the sheet', async () => {
    await at(clerk, '2022-05-19');
    await clerk.getByRole('button', { name: '入户核实', exact: true }).click();
    const form = clerk.getByRole('form', { name: '入户核实' });
    await form.getByLabel('核查人员').fill('甲、乙、');
    const income = {
      工资性收入: '12000',
      生产经营性收入: '8000',
      财产性收入: '500',
      转移性收入: '3500',
      生产经营性支出: '4000',
    };
    for (const [label, amount] of Object.entries(income)) await form.getByLabel(label, { exact: true }).fill(amount);
    expect(await form.getByLabel('两个口径的人均收入').textContent()).toContain('10,000');
    await form.getByRole('radio', { name: '属实' }).click();
    await clean(clerk, 'case-visit');
    await form.getByRole('button', { name: '确认办理' }).click();
    await clerk.getByText('已办：入户核实。').waitFor();
    shows(['YY-1-k', 'YY-F2-1d'], clerk);
  });

  it('is decided in a meeting whose minutes write themselves', async () => {
    site.office.setToday('2022-05-20');
    await openPage(cadre, '/meetings');
    await cadre.getByRole('checkbox', { name: `${head}上会` }).check();
    await cadre.getByLabel('地点').fill('村部');
    await cadre.getByLabel('主持人').fill('李书记');
    await cadre.getByLabel('到会人数', { exact: true }).fill('15');
    await cadre.getByLabel(`${head}：同意`).fill('14');
    await cadre.getByText('票数少于可以表决的人数').waitFor();
    await cadre.getByLabel(`${head}：弃权`).fill('1');
    await cadre.getByRole('radio', { name: '拟纳入', exact: true }).click();
    await cadre
      .getByRole('radiogroup', { name: `${head}：较大争议` })
      .getByRole('radio', { name: '否' })
      .click();
    expect(await cadre.getByLabel('会议记录').inputValue()).toContain(
      `${head}户：同意14票，反对0票，弃权1票。评议结果：拟纳入。`,
    );
    await clean(cadre, 'meeting');
    await cadre.getByRole('button', { name: '登记会议（1户）' }).click();
    await cadre.getByText('已登记会议，1户有了评议结果。').waitFor();
    shows(['YY-2.2-b', 'YY-F2-2b'], cadre);
  });

  it('shows notice and comparison side by side, who acts next by name, and the two lists of the county and village', async () => {
    await at(clerk, '2022-05-20');
    await clerk.getByText('cun的人').first().waitFor();
    await clean(clerk, 'case-parallel');
    await openPage(county, '/comparisons');
    await county.getByText('存款、车辆、住房、工商注册、财政供养').waitFor();
    await clean(county, 'comparisons');
    await openPage(cadre, '/public-notices');
    await cadre.getByText('公示期5天').waitFor();
    await clean(cadre, 'public-notices');
    await openPage(cadre, '/green-channel');
    await clean(cadre, 'green-channel');
    shows(['YY-2.2-a', 'YY-2.1-a'], cadre);
  });

  it('says who was faster, keeps what was typed, and a double press acts once', async () => {
    await at(cadre, '2022-05-20');
    await cadre.getByRole('button', { name: '张贴公示', exact: true }).click();
    const form = cadre.getByRole('form', { name: '张贴公示' });
    await form.getByLabel('备注（选填）').fill('贴在村务公开栏');
    const { matter: line } = await call(clerk, routes.getMatter, { params: { id: matter } });
    await call(clerk, routes.actOnMatter, {
      params: { id: matter },
      body: {
        requestId: randomUUID(),
        seq: line.seq,
        do: 'correct',
        on: '2022-05-20',
        facts: { 严重困难: false },
        reason: '走访',
      },
    });
    await form.getByRole('button', { name: '确认办理' }).click();
    await form.getByText('刚才有人先办了').waitFor();
    await form.getByText(/zhen的人于.*办了/).waitFor();
    await picture(cadre, 'case-conflict');
    expect(await form.getByLabel('备注（选填）').inputValue()).toBe('贴在村务公开栏');
    await cadre.reload();
    await cadre.getByRole('button', { name: '张贴公示', exact: true }).click();
    expect(await form.getByLabel('备注（选填）').inputValue()).toBe('贴在村务公开栏');
    await form.getByRole('button', { name: '确认办理' }).dblclick();
    await cadre.getByText('已办：张贴公示。').waitFor();
    const { rows } = await site.office.database.ownerPool.query(
      `select count(*)::int as posted from acts where matter = $1 and kind = 'village-notice.begin'`,
      [matter],
    );
    expect(rows).toEqual([{ posted: 1 }]);
  });
});
