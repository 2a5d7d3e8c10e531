import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shows } from '#test/shows.ts';
import { type BrowserOffice, browserOffice, describeInBrowser } from './browser-office.ts';
import { openPage, picture } from './look.ts';

describeInBrowser('the documents and what rests on them', () => {
  let site: BrowserOffice;
  let page: Page;
  beforeAll(async () => {
    site = await browserOffice('2022-03-16');
    page = await site.signIn('xian');
  });
  afterAll(() => site.close());

  it('leads from a clause to the rule that rests on it', async () => {
    await openPage(page, '/policy/documents?clause=SD%231.3-f');
    const clause = page.locator('[id="SD#1.3-f"]');
    await clause.getByRole('link', { name: /台账报备日/ }).waitFor();
    await picture(page, 'policy-documents');
    await clause.getByRole('link', { name: /台账报备日/ }).click();
    const row = page.locator('[id="parameters/台账报备日"]');
    await row.waitFor();
    expect(await row.textContent()).toContain('30');
    expect(new URL(page.url()).pathname).toBe('/policy/rules');
    shows(['SD-1.3-f'], page);
  });

  it('and back from the rule to its clause', async () => {
    await picture(page, 'policy-rules');
    const row = page.locator('[id="parameters/入户核实期限"]');
    expect(await row.textContent()).toContain('3个工作日');
    await row.getByRole('link', { name: 'SD#2-e' }).click();
    const clause = page.locator('[id="SD#2-e"][data-chosen]');
    await clause.waitFor();
    expect(await clause.textContent()).toContain('入户核实期限');
    shows(['SD-2-e', 'SD-2-f'], page);
  });

  it('shows the steps of another area with who acts and how long', async () => {
    await openPage(page, '/policy/rules?on=2022-06-01&area=430621');
    const step = page.locator('[id="procedures/identification/steps/village-notice"]');
    await step.waitFor();
    expect(await step.textContent()).toMatch(/监测对象识别 · 村级公示.*5天/);
    await picture(page, 'policy-rules-elsewhere');
    await step.getByRole('link', { name: 'YY#2.1-a' }).click();
    await page.locator('[id="YY#2.1-a"][data-chosen]').waitFor();
    shows(['YY-2.1-a'], page);
  });
});
