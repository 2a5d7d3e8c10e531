import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoManifest } from '#demo/generate-demo.ts';
import { shouwang } from '#test/commands/cli-run.ts';
import { describeInBrowser } from './browser-office.ts';
import { type RealSite, realSite } from './real-site.ts';
import { type Colleague, makeAccount, signInFirst } from './sign-in-first.ts';

const COUNTY = '沂源县';
const TOWN = '西里镇';
const VILLAGE = '苏家上峪村委会';

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

  beforeAll(async () => {
    site = await realSite('370323', '2022-04-01');
    files = path.join(site.folder, 'files');
    const { code, err } = await shouwang(['demo', 'generate', '--out', files, '--json']);
    if (code !== 0) throw new Error(err);
    manifest = JSON.parse(readFileSync(path.join(files, 'manifest.json'), 'utf8'));
  });
  afterAll(() => site.close());

  const fileOf = (kind: string, form?: string) =>
    manifest.files.filter((file) => file.kind === kind && (form === undefined || file.form === form));

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
    const once = (login: string) => ({ once: site.printed.get(login) ?? '', own: 'Own-Password-2022' });
    const system = await signInFirst(site, 'system-admin', once('system-admin'));
    await system.goto('/system/accounts');
    const passwords = new Map<Who, string>();
    for (const [who, colleague] of Object.entries(colleagues))
      passwords.set(who as Who, await makeAccount(system, colleague));
    const security = await signInFirst(site, 'security-admin', once('security-admin'));
    await security.goto('/system/accounts');
    for (const { login, name } of Object.values(colleagues)) {
      const row = security.getByRole('row', { name: new RegExp(login) });
      await row.getByRole('button', { name: '审核通过' }).click();
      await security.getByText(`${name}可以登录了。`).waitFor();
    }
    for (const [who, { login }] of Object.entries(colleagues))
      pages[who as Who] = await signInFirst(site, login, {
        once: passwords.get(who as Who) ?? '',
        own: 'Own-Password-2022',
      });
    expect(await system.getByRole('button', { name: '审核通过' }).count()).toBe(0);
  });

  it('takes in its registers, each looked over before it is written, as the manifest counts them', async () => {
    const { county } = pages;
    for (const file of [...fileOf('population-roster'), ...fileOf('national-export').slice(0, 1)]) {
      await county.goto('/imports');
      await county.getByLabel('导入名册').setInputFiles(path.join(files, file.name));
      const confirm = county.getByRole('button', { name: '确认导入' });
      const started = performance.now();
      await confirm.waitFor({ timeout: 60_000 });
      const { rows, accepted, rejected, duplicate } = file.totals;
      const sum = await county.getByRole('paragraph').filter({ hasText: '对得上' }).first().textContent();
      expect(sum?.replaceAll(/[\s,]/g, '')).toContain(`共${rows}行=采纳${accepted}+退回${rejected}+重复${duplicate}`);
      const previewed = performance.now();
      await confirm.click();
      await county.getByRole('button', { name: '看农户名册' }).waitFor({ timeout: 60_000 });
      console.log(file.name, Math.round(previewed - started), Math.round(performance.now() - previewed));
    }
    const [counted] = await site.rows('select count(*)::int as households from households');
    expect(counted).toEqual({ households: fileOf('national-export')[0]?.registryAfter?.households });
  });
});
