import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose, openFolds, pageOf, shownIds, useBrowser } from '../../helpers/browser.ts';
import { spoil } from '../../helpers/hostile.ts';
import { manyFindings } from '../../helpers/many-findings.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';

const visit = useBrowser();
const sample = pageOf(sampleReport);
const everything = [...sampleReport.findings, ...sampleReport.refuted];
const desk = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

test.each([
  ['the sample', sample],
  ['unbroken words', pageOf(spoil(sampleReport, `canary ${'unbroken'.repeat(400)}`))],
  ['500 findings', pageOf(manyFindings(500))],
])('on a phone one scrolls in one direction: %s', async (_, address) => {
  await visit(
    address,
    async (page) => {
      await openFolds(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    },
    { viewport: phone },
  );
});

test('on paper is every finding, whole, whatever is filtered', async () => {
  await visit(sample, async (page) => {
    await choose(page, 'severity', 'critical');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await shownIds(page)).toEqual(everything.map((finding) => finding.id));
    expect(await page.locator('.finding details:not([open])').count()).toBe(0);
    expect(await page.locator('form.filters').isVisible()).toBe(false);
    // Paper does not scroll: nothing may be wider than what shows it.
    const cut = await page.$$eval('pre, .scroll', (boxes) =>
      boxes
        .filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1)
        .map((box) => box.outerHTML),
    );
    expect(cut).toEqual([]);
    expect((await page.pdf()).byteLength).toBeGreaterThan(50_000);
  });
});

test('without scripts is everything, and nothing that would not work', async () => {
  await visit(
    sample,
    async (page) => {
      for (const finding of everything) expect(await page.locator(`#${finding.id}`).isVisible()).toBe(true);
      expect(await page.locator('form.filters').isVisible()).toBe(false);
      expect(await page.locator('button:visible').count()).toBe(0);
      await page.locator('#process > summary').click();
      await page.locator('#appendix summary').first().click();
      expect(await page.locator('#appendix pre').first().isVisible()).toBe(true);
    },
    { javaScriptEnabled: false },
  );
});

test.each(Object.entries(reportCases))(
  'axe finds no barrier, light or dark, wide or narrow: %s',
  async (_, report) => {
    await visit(pageOf(report), async (page) => {
      await openFolds(page);
      await page.evaluate(axe.source);
      for (const viewport of [desk, phone]) {
        await page.setViewportSize(viewport);
        expect(await barriers(page)).toEqual([]);
      }
      // The dark page differs from the light one in colours alone.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
      expect(await barriers(page, { runOnly: ['color-contrast', 'link-in-text-block'] })).toEqual([]);
    });
  },
);

async function barriers(page: Page, options: RunOptions = {}) {
  const results = await page.evaluate(
    (asked) => (window as unknown as { axe: typeof axe }).axe.run(asked),
    options,
  );
  return (results as AxeResults).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}
