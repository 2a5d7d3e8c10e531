import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecognisedHousehold } from '#demo/demo-story.ts';
import type { DemoManifest, ManifestFile } from '#demo/generate-demo.ts';
import { shouwang } from '#test/commands/cli-run.ts';
import { describeInBrowser } from './browser-office.ts';
import { onePagePdf } from './one-page-pdf.ts';
import { type RealSite, realSite } from './real-site.ts';
import { changedLedger, recount } from './recount.ts';
import { type Colleague, makeAccount, signInFirst } from './sign-in-first.ts';

const COUNTY = '沂源县';
const TOWN = '西里镇';
const VILLAGE = '苏家上峪村委会';
const VILLAGE_CODE = '370323105242';
const OWN = 'Own-Password-2022';
const REASON = '家庭人均纯收入高于监测线且无刚性支出';

const colleagues = {
  county: { login: 'xian', name: '任小舟', role: '县级业务人员', area: COUNTY, policy: true },
  department: { login: 'minzheng', name: '吕安', role: '县级行业部门', area: COUNTY, department: '民政局' },
  clerk: { login: 'zhen', name: '马小宁', role: '乡镇经办人员', area: TOWN },
  cadre: { login: 'cun', name: '苏大山', role: '村级人员', area: VILLAGE },
} as const satisfies Record<string, Colleague>;
type Who = keyof typeof colleagues;

// In the order of what happens: each test stands on the ones before.
describeInBrowser('a county that begins with nothing', () => {
  let site: RealSite;
  let files: string;
  let manifest: DemoManifest;
  const pages = {} as Record<Who, Page>;
  /** Leads of the township; those of households monitored already. */
  let leads = 0;
  const known = new Set<string>();
  /** The household that meets the standard. */
  let needy: RecognisedHousehold;
  let matter: string;
  let ledger: string;

  beforeAll(async () => {
    site = await realSite('370323', '2022-04-01');
    files = path.join(site.folder, 'files');
    const { code, err } = await shouwang(['demo', 'generate', '--out', files, '--json']);
    if (code !== 0) throw new Error(err);
    manifest = JSON.parse(readFileSync(path.join(files, 'manifest.json'), 'utf8'));
    const chosen = manifest.story.recognised.find(({ village }) => village === VILLAGE_CODE);
    if (!chosen) throw new Error('nobody of the village is recognised');
    needy = chosen;
  });
  afterAll(() => site.close());

  const fileOf = (kind: string, form?: string) =>
    manifest.files.filter((file) => file.kind === kind && (form === undefined || file.form === form));

  const digits = (text: string | null) => (text ?? '').replaceAll(/[\s,]/g, '');
  const tab = (name: string, count: number) =>
    pages.clerk.getByRole('button', { name: new RegExp(`^${name}\\s*${count}$`) });
  /** All rows of a tab of the ledger. */
  async function chooseAll(name: string, count: number): Promise<void> {
    await tab(name, count).click();
    await pages.clerk.getByRole('grid').getByRole('row').nth(count).waitFor();
    await pages.clerk.getByRole('checkbox', { name: '全选本页' }).click();
  }
  /** Imports a generated file of the register on its page: looked over, then confirmed. */
  async function takeIn(file: ManifestFile | undefined): Promise<void> {
    if (!file) throw new Error('no such file');
    const { county } = pages;
    await county.goto('/imports');
    await county.getByLabel('导入名册').setInputFiles(path.join(files, file.name));
    const confirm = county.getByRole('button', { name: '确认导入' });
    await confirm.waitFor({ timeout: 60_000 });
    const { rows, accepted, rejected, duplicate } = file.totals;
    const sum = await county.getByRole('paragraph').filter({ hasText: '对得上' }).first().textContent();
    expect(digits(sum)).toContain(`共${rows}行=采纳${accepted}+退回${rejected}+重复${duplicate}`);
    await confirm.click();
    await county.getByRole('button', { name: '看农户名册' }).waitFor({ timeout: 60_000 });
  }
  /** The page of the recognition on a day. */
  async function open(page: Page, day: string): Promise<void> {
    site.setToday(day);
    await page.goto(matter);
    await page.getByRole('heading', { level: 1, name: needy.head }).waitFor();
  }
  /** Fills the form of an act as far as `fill` goes, sends it and reads that it is done. */
  async function act(page: Page, name: string, fill: (form: Locator) => Promise<void> = async () => {}): Promise<void> {
    await page.getByRole('button', { name, exact: true }).click();
    const form = page.getByRole('form', { name });
    await fill(form);
    await form.getByRole('button', { name: '确认办理' }).click();
    await page.getByText(`已办：${name}。`).waitFor();
  }

  it('holds three administrators and nothing else', async () => {
    const [kind] = await site.rows<{ kind: string }>('select kind from installation');
    expect(kind).toEqual({ kind: 'real' });
    const counted = await site.rows<{ n: number }>(
      `select (select count(*) from households) + (select count(*) from persons) + (select count(*) from matters)
         + (select count(*) from batches) + (select count(*) from files) as n`,
    );
    expect(counted.map(({ n }) => Number(n))).toEqual([0]);
    expect([...site.printed.keys()].sort()).toEqual(['audit-admin', 'security-admin', 'system-admin']);
  });

  it('lets in whom one administrator made and the other approved', async () => {
    const once = (login: string) => ({ once: site.printed.get(login) ?? '', own: OWN });
    const system = await signInFirst(site, 'system-admin', once('system-admin'));
    await system.goto('/system/accounts');
    const passwords = new Map<Who, string>();
    for (const [who, colleague] of Object.entries(colleagues))
      passwords.set(who as Who, await makeAccount(system, colleague));
    const security = await signInFirst(site, 'security-admin', once('security-admin'));
    await security.goto('/system/accounts');
    for (const { login, name } of Object.values(colleagues)) {
      const row = security.getByRole('row', { name: new RegExp(`^${login} `) });
      await row.getByRole('button', { name: '审核通过' }).click();
      await security.getByText(`${name}可以登录了。`).waitFor();
    }
    const all = Object.entries(colleagues) as [Who, Colleague][];
    await Promise.all(
      all.map(async ([who, { login }]) => {
        pages[who] = await signInFirst(site, login, { once: passwords.get(who) ?? '', own: OWN });
      }),
    );
    expect(await system.getByRole('button', { name: '审核通过' }).count()).toBe(0);
  });

  it('takes in its registers, each looked over before it is written, as the manifest counts them', async () => {
    for (const file of [...fileOf('population-roster'), fileOf('national-export')[0]]) await takeIn(file);
    const [counted] = await site.rows('select count(*)::int as households from households');
    expect(counted).toEqual({ households: fileOf('national-export')[0]?.registryAfter?.households });
  });

  const faultsOf = (fault: string) =>
    fileOf('department-feed', 'xlsx')[0]?.faults.filter((each) => each.fault === fault).length ?? 0;

  it('takes the list of the department in, with a receipt in time', async () => {
    site.setToday('2022-04-02');
    const { department } = pages;
    const [feed] = fileOf('department-feed', 'xlsx');
    if (!feed) throw new Error('no feed');
    await department.goto('/');
    const items = department.getByRole('list', { name: '报送事项' });
    await items.getByRole('button', { name: '新增农村低保对象', exact: true }).click();
    await department.getByLabel('新增农村低保对象', { exact: true }).locator('input[type=file]').setInputFiles(path.join(files, feed.name)); // biome-ignore format: one line
    await department.getByRole('heading', { level: 1, name: feed.name }).waitFor();
    const { rows, accepted, rejected, duplicate } = feed.totals;
    const sum = await department.getByRole('paragraph').filter({ hasText: '对得上' }).first().textContent();
    expect(digits(sum)).toContain(`共${rows}行=采纳${accepted}+退回${rejected}+重复${duplicate}`);
    await department.getByRole('button', { name: '确认提交' }).click();
    const receipt = department.getByRole('region', { name: '报送回执' });
    expect(await receipt.textContent()).toMatch(/民政局.*新增农村低保对象.*2022年3月.*2022年4月5日前，按期/);
  });

  it('is sent to its townships once everybody is somewhere and somebody', async () => {
    site.setToday('2022-04-06');
    const { county } = pages;
    const expected = fileOf('department-feed', 'xlsx')[0]?.feed;
    if (!expected) throw new Error('no expectation');
    await county.goto('/dispatch?tab=conflicts');
    const others = faultsOf('name-differs-from-registry');
    for (let left = others; left > 0; left--) {
      await county.getByRole('button', { name: new RegExp(`^姓名号码不符\\s*${left}$`) }).waitFor();
      await county
        .getByRole('button', { name: /^就是名册里的/ })
        .first()
        .click();
      await county.getByText('已成为一条新线索。').waitFor();
    }
    await county.goto('/dispatch?tab=unplaced');
    for (let left = expected.unknownToLocate; left > 0; left--) {
      await county.getByRole('button', { name: new RegExp(`^待定位\\s*${left}$`) }).waitFor();
      await county
        .getByRole('combobox', { name: /^选择.*所在的村$/ })
        .first()
        .fill('西里镇山东头');
      await county.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('山东头村').click();
    }
    const { leadHouseholds, monitoredHouseholds, unknownPlaced, unknownToLocate } = expected;
    const all = leadHouseholds + monitoredHouseholds + unknownPlaced + unknownToLocate;
    await county.goto('/dispatch');
    const marked = county.getByRole('grid').getByRole('row').filter({ hasText: '已是监测对象，拟按' });
    await county.getByRole('button', { name: `下发 ${all} 户` }).waitFor();
    expect(await marked.count()).toBe(monitoredHouseholds);
    for (const row of await marked.all()) known.add((await row.getAttribute('data-row')) ?? '');
    await county.getByRole('button', { name: `下发 ${all} 户` }).click();
    await county
      .getByRole('dialog')
      .getByRole('button', { name: /^下\s*发$/ })
      .click();
    const told = county.getByRole('status').filter({ hasText: `已下发 ${all} 户` });
    const [, here] = /西里镇：(\d+) 户/.exec((await told.textContent()) ?? '') ?? [];
    leads = Number(here);
    expect(leads).toBeGreaterThan(leadHouseholds);
  });

  it('is received by the township and given to two verifiers', async () => {
    const { clerk } = pages;
    await clerk.goto('/ledger');
    await chooseAll('待接收', leads);
    await clerk.getByRole('button', { name: `接收 ${leads}` }).click();
    await chooseAll('在办', leads);
    await clerk.getByRole('button', { name: `指派核查人员 ${leads}` }).click();
    await clerk.keyboard.insertText('王一、李二、');
    await clerk.getByRole('dialog').getByRole('button', { name: '指派核查人员' }).click();
    await clerk.getByText(`已指派 ${leads} 条`).waitFor();
  });

  it('is visited and filled in, line after line', async () => {
    site.setToday('2022-04-07');
    const { clerk } = pages;
    await clerk.goto('/ledger');
    await clerk.getByRole('grid').getByRole('row').nth(leads).waitFor();
    await clerk.getByRole('grid').getByRole('row').nth(1).focus();
    for (let filled = 0; filled < leads; filled++) {
      const row = clerk.locator('[data-row]:focus-within');
      const id = (await row.getAttribute('data-row')) ?? '';
      const text = (await row.textContent()) ?? '';
      await clerk.keyboard.press('ArrowRight');
      await clerk.keyboard.press(text.includes(needy.head) ? '1' : known.has(id) ? '3' : '2');
      if (!known.has(id) && !text.includes(needy.head)) {
        await clerk.keyboard.press('Enter');
        await clerk.keyboard.insertText(REASON);
        await clerk.keyboard.press('Enter');
      }
      await clerk.keyboard.press('Control+Enter');
    }
    await tab('待销号', leads).waitFor();
  });

  it('is written off, but for the household that meets the standard', async () => {
    const { clerk } = pages;
    await chooseAll('待销号', leads);
    await clerk.getByRole('button', { name: `销号 ${leads}` }).click();
    await clerk.getByText(`${leads - 1} 条办成，1 条没有办成`).waitFor();
    await clerk.getByText('符合认定标准的，录入系统后方可销号').first().waitFor();
  });

  it('has that household deliberated and compared', async () => {
    site.setToday('2022-04-08');
    const { cadre, county } = pages;
    await cadre.goto('/');
    await cadre
      .getByRole('main')
      .getByRole('link', { name: /民主评议/ })
      .first()
      .click();
    await cadre.getByRole('heading', { level: 1, name: needy.head }).waitFor();
    matter = new URL(cadre.url()).pathname;
    await act(cadre, '民主评议', async (form) => {
      await form.getByLabel('到会人数').fill('21');
      await form.getByLabel('同意人数').fill('20');
      await form.getByRole('radio', { name: '通过' }).first().click();
    });
    await open(county, '2022-04-08');
    await act(county, '信息比对', async (form) => {
      await form.getByRole('button', { name: '都填“无异常”' }).click();
      await form.getByRole('radio', { name: '无异常' }).click();
    });
  });

  it('is refused the notice until the county has set its days', async () => {
    const { cadre, county } = pages;
    await open(cadre, '2022-04-09');
    expect(await cadre.getByRole('button', { name: '张贴公示', exact: true }).isDisabled()).toBe(true);
    await cadre.getByText(/公示天数尚未设定，由县.*在【政策依据›参数设置】设定/).waitFor();
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
    await open(cadre, '2022-04-09');
    await act(cadre, '张贴公示');
    await open(cadre, '2022-04-15');
    await act(cadre, '公示结束');
  });

  it('enters it in the national system from the list, and writes the last line off', async () => {
    site.setToday('2022-04-15');
    const { county, clerk } = pages;
    await open(county, '2022-04-15');
    await county.goto('/national-entry');
    await county.getByRole('heading', { level: 1, name: '全国系统录入' }).waitFor();
    const entry = county.getByRole('region', { name: needy.head });
    expect(await entry.textContent()).toContain(`${needy.headId.slice(0, 4)}**********${needy.headId.slice(-4)}`);
    await entry.getByRole('button', { name: '登记录入' }).click();
    await county.getByText(`${needy.head}已登记录入，自当日起为监测对象。`).waitFor();
    await clerk.goto('/ledger?tab=to-write-off');
    await clerk.getByRole('button', { name: `销号 ${needy.head}` }).click();
    await clerk.getByText('已销号 1 条').waitFor();
  });

  it('files the ledger with its scan', async () => {
    site.setToday('2022-04-29');
    const { clerk } = pages;
    await clerk.goto('/filing');
    await clerk.getByText(`本月 ${leads} 条，其中结转下月 0 条`).waitFor();
    const [download] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('link', { name: '下载附件2（.xlsx）' }).click(),
    ]);
    ledger = path.join(site.folder, 'ledger.xlsx');
    await download.saveAs(ledger);
    const scan = { name: '4月台账盖章件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(onePagePdf) };
    await clerk.getByLabel('上传盖章扫描件').setInputFiles(scan);
    await clerk.getByText(`已上传：${scan.name}`).waitFor();
    await clerk.getByRole('button', { name: '报备2022年4月台账' }).click();
    await clerk.getByText('2022年4月台账已报备县局').waitFor();
  });

  /** The adding-up line of the ledger, as numbers. */
  async function screenSays(): Promise<Record<string, number>> {
    const { clerk } = pages;
    await clerk.goto('/ledger?tab=all');
    const sum = digits(await clerk.getByRole('paragraph').filter({ hasText: '对得上' }).textContent());
    const [, received, writtenOff, inProgress, returned] =
      /收到(\d+)=已销号(\d+)\+在办(\d+)\+退回(\d+)/.exec(sum) ?? [];
    expect(returned).toBe('0');
    return { received: Number(received), writtenOff: Number(writtenOff), inProgress: Number(inProgress) };
  }
  const order = async () => ({ folder: files, manifest, town: TOWN, month: '2022-04', says: await screenSays() });

  it('filed what another program reads in the workbook and recounts from the files', async () => {
    const { code, counts, differences } = await recount(ledger, await order());
    expect(differences).toEqual([]);
    expect(code).toBe(0);
    expect(counts).toMatchObject({ received: leads, writtenOff: leads, inProgress: 0, 是: 1, 已纳入: known.size });
  });

  it('would have been caught with a wrong number on the screen, a wrong verdict, or a line left out', async () => {
    const right = await order();
    const verdict = changedLedger(ledger, 'verdict.xlsx', (rows) =>
      rows.map((row) => (row[8] === '已纳入' ? row.with(8, '是') : row)),
    );
    const short = changedLedger(ledger, 'short.xlsx', (rows) => rows.filter((row) => !row.includes(needy.head)));
    const claim = { ...right, says: { ...right.says, received: leads + 1 } };
    const found = await Promise.all([recount(ledger, claim), recount(verdict, right), recount(short, right)]);
    expect(found.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(found[0].differences).toEqual([`received: the screen says ${leads + 1}, the ledger has ${leads}`]);
    expect(found[1].differences).toHaveLength(known.size);
    expect(found[2].differences.join('\n')).toMatch(/there are \d+\n.*was reported and has no line/s);
  });

  it('finds the household in the next national export, beside those others keyed', async () => {
    site.setToday('2022-05-05');
    const { county } = pages;
    await takeIn(fileOf('national-export')[1]);
    await county.goto('/national-entry');
    await county.getByRole('heading', { name: '与全国系统核对（数据日期2022年4月30日）' }).waitFor();
    const said = digits(await county.getByRole('main').textContent());
    expect(said).toContain(`已在全国系统1：${needy.head}全国系统还没有0`);
    const others = manifest.story.recognised.filter((each) => each !== needy).map(({ head }) => head);
    const unexpected = /全国系统有、这里没有认定(\d+)：(.*)两边不一致/.exec(said);
    expect(unexpected?.[1]).toBe(String(others.length));
    expect(unexpected?.[2]?.split('、').sort()).toEqual(others.sort());
  });
});
