import type { Page } from 'playwright-core';
import type { BrowserSite } from './browser-office.ts';

/** Whom the system administrator makes an account for, as typed into the dialog. */
export interface Colleague {
  readonly login: string;
  readonly name: string;
  /** Label of the role. */
  readonly role: string;
  readonly area: string;
  readonly department?: string;
  /** Sets parameters too. */
  readonly policy?: boolean;
}

/** Signs in on the page of signing in with a one-time password and replaces it; the page then shows the home. */
export async function signInFirst(
  site: BrowserSite,
  login: string,
  passwords: { once: string; own: string },
): Promise<Page> {
  const page = await site.open({ acceptDownloads: true });
  await page.goto('/');
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(passwords.once);
  await page.keyboard.press('Enter');
  await page.getByText('首次登录，请先修改一次性密码').waitFor();
  await page.getByLabel('现在的密码').fill(passwords.once);
  await page.getByLabel('新密码', { exact: true }).fill(passwords.own);
  await page.getByLabel('再输一遍新密码').fill(passwords.own);
  await page.getByRole('button', { name: /^保\s*存$/ }).click();
  await page.getByRole('button', { name: /我的账号/ }).waitFor();
  return page;
}

/** Makes the account on 账号权限; the one-time password the dialog shows. */
export async function makeAccount(system: Page, colleague: Colleague): Promise<string> {
  await system.getByRole('button', { name: '新增账号' }).click();
  const dialog = system.getByRole('dialog', { name: '新增账号' });
  await dialog.getByLabel('登录名').fill(colleague.login);
  await dialog.getByLabel('姓名').fill(colleague.name);
  await choose(system, '角色', colleague.role);
  await choose(system, '所在地区', colleague.area);
  if (colleague.department !== undefined) await choose(system, '所在部门', colleague.department);
  if (colleague.policy === true) await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: '新增账号' }).click();
  const told = (await dialog.getByRole('status').textContent()) ?? '';
  const [password] = /[A-Za-z2-9]{5}(?:-[A-Za-z2-9]{5}){2}/.exec(told) ?? [];
  if (password === undefined) throw new Error(`no password for ${colleague.login}: ${told}`);
  await dialog
    .getByRole('button', { name: /取\s*消|关\s*闭|Close/ })
    .first()
    .click();
  await dialog.waitFor({ state: 'hidden' });
  return password;
}

const LONGEST_LIST = 40;

/** Chooses in a list that opens below its field, by the text of the entry; goes down a list longer than its window. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: label });
  await field.click();
  const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await list.waitFor();
  if (await field.isEditable()) await field.fill(text);
  const entry = list.getByTitle(text, { exact: true }).first();
  for (let gone = 0; gone < LONGEST_LIST && !(await entry.isVisible()); gone++) await page.keyboard.press('ArrowDown');
  await entry.click();
  await list.waitFor({ state: 'hidden' });
}
