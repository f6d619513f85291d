import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '../../src/model/report/report-schema.ts';
import { loadHighlighter } from '../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../src/report/html/html.ts';

await loadHighlighter();

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
let pages = 0;

/** Opens an address in a window of its own, and closes it after the test's work. */
type Visit = (
  address: string,
  work: (page: Page) => Promise<void>,
  options?: BrowserContextOptions,
) => Promise<void>;

/** Debian's Chromium, or the one `CHROMIUM` names, for the tests of one file. */
export function useBrowser(): Visit {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    if (!existsSync(executablePath))
      throw new Error(
        `There is no ${executablePath}; install Chromium (apt-get install chromium) or set CHROMIUM.`,
      );
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  return async (address, work, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      await page.goto(address);
      await work(page);
    } finally {
      await context.close();
    }
  };
}

/** The address of a report's page as a file. */
export function pageOf(report: Report): string {
  const path = join(folder, `${pages++}.html`);
  writeFileSync(path, renderHtml(report));
  return pathToFileURL(path).href;
}

/** The ids of the findings that the page shows now. */
export const shownIds = (page: Page): Promise<string[]> =>
  page.$$eval('article.finding', (cards) =>
    cards.filter((card) => getComputedStyle(card).display !== 'none').map((card) => card.id),
  );

/** Chooses a filter, or takes the choice back, as a click on its label does. */
export const choose = (page: Page, name: string, value: string): Promise<void> =>
  page.locator(`input[name=${name}][value="${value}"]`).evaluate((box: HTMLInputElement) => box.click());

/** Opens everything that is folded. */
export const openFolds = (page: Page): Promise<void> =>
  page.$$eval('details', (all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });
