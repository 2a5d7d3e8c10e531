import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '#domain/access/permissions.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { insertPushList } from '#store/push-lists.ts';
import { mixedLeads } from '#test/office/mixed-leads.ts';
import { officeAccounts } from '#test/office/test-office.ts';
import { menuFor } from '#web/menu.ts';
import { type PathName, paths } from '#web/paths.ts';
import { type BrowserOffice, browserOffice, describeInBrowser, phone } from './browser-office.ts';
import { feedFile } from './feed-file.ts';
import { openPage, picture, sidewaysPixels, standing, violationsOf } from './look.ts';
import { registerHouseholds } from './register-households.ts';

/** Who looks at a page first: the account that works with it most. */
const viewers = ['zhen', 'xian', 'minzheng', 'cun', 'shi', 'system', 'security', 'audit'];
const village = officeAccounts.find(({ login }) => login === 'cun')?.areaCode ?? '';
const outside: readonly PathName[] = ['signIn', 'password', 'paperCheck'];

describeInBrowser('axe finds nothing', () => {
  let site: BrowserOffice;
  const pages = new Map<string, Page>();
  const examples: Partial<Record<PathName, string>> = {};

  beforeAll(async () => {
    site = await browserOffice('2022-03-16');
    const clerk = await site.office.actor('township-clerk', '马小宁');
    const county = await site.office.actor('county-officer', '任小舟');
    const households = await registerHouseholds(site.office, 10);
    await mixedLeads(site.office, { clerk, county, count: 20 });
    const { rows } = await site.office.database.ownerPool.query<{ household: string; matter: string }>(
      `select household, matter from matters where procedure = 'identification' and village = $1 order by no limit 1`,
      [await site.office.area(village)],
    );
    const { rows: batches } = await site.office.database.ownerPool.query<{ id: string }>('select id from batches');
    examples.import = paths.import.replace('$id', batches[0]?.id ?? '');
    const department = await signedIn('minzheng');
    await openPage(department, `${paths.feeds}?period=2022-03`);
    await department.locator('input[type=file]').setInputFiles(feedFile(households, '2022-03-05'));
    await department.waitForURL('**/feeds/batches/*');
    examples.feedBatch = new URL(department.url()).pathname;
    examples.push = paths.push.replace('$id', await pushedList());
    examples.paperCheck = '/check/222222222222222222';
    examples.household = paths.household.replace('$id', rows[0]?.household ?? '');
    examples.matter = paths.matter.replace('$id', rows[0]?.matter ?? '');
  });
  afterAll(() => site.close());

  /** A list a department has received, with one line. */
  async function pushedList(): Promise<string> {
    const county = await site.office.actor('county-officer', '任小舟');
    const id = randomUUID();
    const on = plainDate('2022-03-16');
    const list = { id, town: county.towns[0] ?? 0, department: '民政局', duty: '新增对象推送', period: '2022-02' };
    const made = { receipt_no: '20220316-AXE222', due_on: on, made_on: on, made_by: county.account, made_by_name: '任小舟', at: 1 }; // biome-ignore format: one list
    const row = { no: 1, event: 'identification', on, town: list.town, cells: { 户主姓名: '周新识', 措施: null } };
    await site.office.read(county, ({ tx, keys }) =>
      insertPushList(tx, keys, { ...list, ...made, fields: ['户主姓名', '措施'], rows: 1 }, [row]),
    );
    return id;
  }

  async function signedIn(login: string, options: BrowserContextOptions = {}): Promise<Page> {
    const name = `${login} ${JSON.stringify(options)}`;
    const page = pages.get(name) ?? (await site.signIn(login, options));
    pages.set(name, page);
    return page;
  }

  it('unless there is something', async () => {
    const page = await site.open();
    await openPage(page, paths.signIn);
    await page.evaluate('document.querySelector("main").append(document.createElement("img"))');
    expect(await violationsOf(page)).toEqual([expect.stringMatching(/^image-alt: /)]);
  });

  it.each(Object.entries(paths) as [PathName, string][])('on %s (%s)', async (name, path) => {
    const login = viewerOf(path);
    if (login === undefined && !outside.includes(name)) throw new Error(`no account sees ${name} ${path}`);
    const address = path.includes('$') ? examples[name] : path;
    if (address === undefined) throw new Error(`no example of ${name} ${path}`);
    const page = name === 'signIn' ? await site.open() : await signedIn(login ?? 'zhen');
    await openPage(page, address);
    expect(await violationsOf(page)).toEqual([]);
  });

  describe('on the home of', () => {
    it.each(officeAccounts.map(({ role, login }) => [role, login] as const))('%s', async (_, login) => {
      const page = await signedIn(login);
      await openPage(page, paths.home);
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  describe('on what opens over a page:', () => {
    it.each<[string, string, (page: Page) => Promise<void>]>([
      ['the ledger with a lead beside it', '/ledger', (page) => page.getByRole('row').nth(1).dblclick()],
      [
        'an editor over a cell',
        '/ledger',
        (page) =>
          page
            .getByRole('button', { name: /^填写是否符合认定标准/ })
            .first()
            .click(),
      ],
      [
        'the basis of a date',
        '/ledger',
        (page) =>
          page
            .getByRole('row')
            .nth(1)
            .getByRole('button', { name: /逾期|到期|工作日/ })
            .first()
            .click(),
      ],
      ['the filters', '/ledger', (page) => page.getByRole('button', { name: '筛选' }).click()],
      ['a new household', '/leads/new', (page) => page.getByLabel('先找这一户').fill('查无此人')],
      ['a clause', '/policy/rules', (page) => page.getByRole('button', { name: /^依据/ }).first().click()],
      ['the account', '/', (page) => page.getByRole('button', { name: /我的账号/ }).click()],
    ])('%s', async (_, address, open) => {
      const page = await signedIn('zhen');
      await openPage(page, address);
      await open(page);
      await standing(page);
      await picture(page, address);
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  describe('on the phone of the village, which scrolls down only, on', () => {
    it.each([...seenBy('cun'), ['household', paths.household], ['matter', paths.matter]])(
      '%s (%s)',
      async (name, path) => {
        const page = await signedIn('cun', { viewport: phone, hasTouch: true, isMobile: true });
        await openPage(page, examples[name as PathName] ?? path);
        expect(await sidewaysPixels(page)).toBe(0);
        expect(await violationsOf(page)).toEqual([]);
      },
    );
  });
});

/** The pages in an account's menu, by name and path. */
function seenBy(login: string): [string, string][] {
  const account = officeAccounts.find((each) => each.login === login);
  if (!account) throw new Error(`no account ${login}`);
  const { role, policy = false } = account;
  const shown = menuFor(permissionsOf({ role, policy })).flatMap(({ entries }) =>
    entries.map(({ to }) => to as string),
  );
  return Object.entries(paths).filter(([, path]) => shown.includes(path));
}

/** A page of one thing, such as `/households/$id`, is seen by whoever sees the list it is opened from. */
function viewerOf(path: string): string | undefined {
  const lists = path.split('/').map((_, parts, all) => all.slice(0, all.length - parts).join('/'));
  return viewers.find((login) => seenBy(login).some(([, shown]) => lists.includes(shown)));
}
