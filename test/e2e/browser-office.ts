import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';
import type { AnyRoute, Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import type { Services } from '#http/services.ts';
import { builtClient } from '#main/build-client.ts';
import { readConfig } from '#main/config.ts';
import { frontDoor } from '#main/front-door.ts';
import { type OfficePlace, PASSWORD, type TestOffice, testOffice } from '#test/office/test-office.ts';
import { findChromium } from './find-chromium.ts';

export const desk = { width: 1366, height: 768 } as const;
export const phone = { width: 360, height: 640 } as const;

const { root, chromiumPath, ci } = readConfig();
const program = findChromium(chromiumPath);

/** Tests that need a browser: skipped where there is none, saying how to install one; a build server without one fails. */
export const describeInBrowser = program === undefined && !ci ? describe.skip : describe;
if (program === undefined && !ci) {
  console.warn(
    'browser tests skipped: no Chromium. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH',
  );
}

/** A real server on this machine, and a real browser before it. */
export interface BrowserSite {
  readonly url: string;
  /** A page of its own with nobody signed in. What goes wrong unseen on it is told by `close`. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** Ends everything. Throws when a page met an error of its own code or of the security policy. */
  close(): Promise<void>;
}

/** A test office behind it. */
export interface BrowserOffice extends BrowserSite {
  readonly office: TestOffice;
  /** A page of its own with the account signed in, not yet at any address of the client. */
  signIn(login: string, options?: BrowserContextOptions): Promise<Page>;
}

export async function browserOffice(day?: string, place?: OfficePlace): Promise<BrowserOffice> {
  const office = await testOffice(day, place);
  const site = await browserSite(office.services, () => office.close());
  return {
    ...site,
    office,
    async signIn(login, options) {
      const page = await site.open(options);
      await page.goto('/api/health');
      await call(page, routes.signIn, { body: { login, password: PASSWORD } });
      return page;
    },
  };
}

/** The site of an installation; `end` gives back what the installation holds, after server and browser. */
export async function browserSite(services: Services, end: () => Promise<void>): Promise<BrowserSite> {
  if (program === undefined) throw new Error('no Chromium: install it or set CHROMIUM_PATH');
  const clientFolder = await builtClient(root, (text) => console.log(text));
  const options = { version: 'test', clientFolder, callsPerMinute: 100_000, logLevel: 'warn' } as const;
  const server = await frontDoor(services, options);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launch(program);
  const unseen: string[] = [];
  return {
    url,
    async open(options) {
      const context = await browser.newContext({ baseURL: url, viewport: desk, locale: 'zh-CN', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => unseen.push(`${page.url()} ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        const text = message.text();
        // A refused request is an answer and is also written to the console by the browser.
        if (message.type() === 'error' && !/Failed to load resource/.test(text)) unseen.push(`${page.url()} ${text}`);
      });
      return page;
    },
    async close() {
      await lastPictures(browser);
      await browser.close();
      await server.close();
      await end();
      if (unseen.length > 0) throw new Error(`pages met errors:\n${[...new Set(unseen)].join('\n')}`);
    },
  };
}

async function launch(executablePath: string): Promise<Browser> {
  const args = [
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--no-first-run',
    '--disable-quic',
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

/** For whoever looks into a failed test: the last state of every page, in the folder `SCREENSHOTS` names. */
async function lastPictures(browser: Browser): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) await page.screenshot({ path: `${folder}/page-${index}.png` });
}

/**
 * Calls a route over HTTP as whoever is signed in on the page: what other offices did before the test looks at the
 * screen. Throws what the server refuses.
 */
export async function call<R extends AnyRoute>(
  page: Page,
  route: R,
  parts: { params?: Record<string, string>; query?: Record<string, string>; body?: object } = {},
): Promise<Reply<R>> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => parts.params?.[name] ?? '');
  const address = parts.query ? `${path}?${new URLSearchParams(parts.query)}` : path;
  const init = {
    method: route.method,
    ...(parts.body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(parts.body) } : {}),
  };
  const { status, text } = (await page.evaluate(
    `fetch(${JSON.stringify(address)}, ${JSON.stringify(init)}).then(async (reply) => ({ status: reply.status, text: await reply.text() }))`,
  )) as { status: number; text: string };
  if (status !== 200) throw new Error(`${route.method} ${address} ${status} ${text}`);
  return JSON.parse(text) as Reply<R>;
}
