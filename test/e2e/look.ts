import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Goes to an address of the client and waits until the page stands: its heading is there and nothing is being read. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await standing(page);
  const failed = await page.getByText(/^(没有这个页面|页面没有打开)$/).count();
  if (failed > 0) throw new Error(`${address} did not open: ${await page.getByRole('main').textContent()}`);
  await picture(page, address);
}

const QUIET_MS = 120;

/** Waits until nothing has been asked of the server for a moment and nothing slides or fades in any more. */
export async function standing(page: Page): Promise<void> {
  const quiet = `new Promise((done) => {
    let last = performance.now();
    new PerformanceObserver(() => { last = performance.now(); }).observe({ type: 'resource' });
    const look = () => {
      const busy = document.querySelector('[aria-busy="true"]') !== null || document.body.innerText.includes('正在读取');
      const moving = document.getAnimations().some((each) => each.playState === 'running');
      if (!busy && !moving && performance.now() - last > ${QUIET_MS}) done();
      else setTimeout(look, 30);
    };
    look();
  })`;
  await page.evaluate(quiet);
}

/** A picture into the folder `SCREENSHOTS` names, for people who want to see what the tests saw. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  const file = `${page.viewportSize()?.width}${name.replaceAll(/[^\w-]+/g, '_')}-${++pictures}.png`;
  await page.screenshot({ path: path.join(folder, file) });
}

let pictures = 0;

/** What axe finds wrong with the page as it stands: one line a violation, with the places. None: empty. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: readonly Violation[];
  };
  return found.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}\n      ${failureSummary.replaceAll('\n', '\n      ')}`).join('\n')}`,
  );
}

/** Pixels the page is wider than the window; a page read on a phone scrolls down only. */
export async function sidewaysPixels(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}
