import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { renderHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/report-schema.ts';

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Debian's Chromium, or the one `CHROMIUM` names. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(
      `There is no ${executablePath}; install Chromium (apt-get install chromium) or set CHROMIUM.`,
    );
  return chromium.launch({ executablePath, args: quiet });
}

const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
let pages = 0;

/** The address of a report's page as a file. */
export function pageOf(report: Report): string {
  const path = join(folder, `${pages++}.html`);
  writeFileSync(path, renderHtml(report));
  return pathToFileURL(path).href;
}
