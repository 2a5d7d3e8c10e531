import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD } from '#test/office/test-office.ts';
import { type BrowserOffice, browserOffice, describeInBrowser } from './browser-office.ts';

describeInBrowser('an office that begins', () => {
  let site: BrowserOffice;
  let page: Page;
  beforeAll(async () => {
    site = await browserOffice('2022-03-16');
    page = await site.open();
  });
  afterAll(() => site.close());

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  it('asks who is there, whatever the address', async () => {
    await page.goto('/ledger?tab=all');
    await page.getByRole('button', { name: /登\s*录/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  it('says in words that the password is wrong and signs nobody in', async () => {
    await page.getByLabel('账号').fill('zhen');
    await page.getByLabel('密码', { exact: true }).fill('Not-This-2022');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert').filter({ hasText: '密码' });
    expect(await alert.textContent()).toMatch(/账号或密码/);
    expect(await site.office.database.ownerPool.query('select from sessions').then(({ rowCount }) => rowCount)).toBe(0);
  });

  it('goes on to the page asked for, with a cookie that scripts and other sites do not get', async () => {
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await heading('预警信息台账').waitFor();
    expect(new URL(page.url()).pathname).toBe('/ledger');
    const [cookie, ...others] = await page.context().cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      name: '__Host-shouwang',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
    });
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('shows what the empty ledger is for, the button that fills it, and sums that add up', async () => {
    await page.getByText('台账还是空的').waitFor();
    await page.getByText('群众申报').waitFor();
    expect(await page.getByRole('paragraph').filter({ hasText: '对得上' }).textContent()).toMatch(
      /收到 0.*已销号 0.*在办 0.*退回 0.*对得上/,
    );
    await page.getByRole('main').getByRole('link', { name: '登记线索' }).click();
    await heading('登记线索').waitFor();
  });

  it('speaks English when asked, keeps to it, and speaks Chinese again', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page
      .getByRole('navigation', { name: 'Main menu' })
      .getByRole('link', { name: 'Ledger', exact: true })
      .click();
    await heading('Lead ledger').waitFor();
    await page.reload();
    await heading('Lead ledger').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '中文' }).click();
    await heading('预警信息台账').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('signs out, and nothing opens any more', async () => {
    await page.getByRole('button', { name: /我的账号/ }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByLabel('账号').waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.goto('/households');
    await page.getByLabel('账号').waitFor();
  });
});
