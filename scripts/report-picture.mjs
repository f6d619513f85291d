// Takes the README's picture of the demo report with Chromium. Usage: node scripts/report-picture.mjs [report.html] [picture.png]
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [page = 'deep-review-report/report.html', picture = 'docs/report.png'] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const window = await browser.newPage({ viewport: { width: 1200, height: 1830 } });
await window.goto(pathToFileURL(resolve(page)).href);
await window.screenshot({ path: picture });
await browser.close();
