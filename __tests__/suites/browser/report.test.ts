import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, pageOf } from '../../helpers/browser.ts';
import { hostileTexts, spoil } from '../../helpers/hostile.ts';
import { manyFindings } from '../../helpers/many-findings.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const sample = pageOf(sampleReport);
const everything = [...sampleReport.findings, ...sampleReport.refuted];

/** Opens an address in a window of its own, and closes it after the test's work. */
async function visit<T>(
  address: string,
  work: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(address);
    return await work(page);
  } finally {
    await context.close();
  }
}

const shownIds = (page: Page) =>
  page.$$eval('article.finding', (cards) =>
    cards.filter((card) => getComputedStyle(card).display !== 'none').map((card) => card.id),
  );
const box = (page: Page, name: string, value: string) => page.locator(`input[name=${name}][value=${value}]`);

describe('nothing leaves the page, nothing foreign runs', () => {
  const hostile = Object.entries(hostileTexts).map(
    ([name, text]) => [name, pageOf(spoil(sampleReport, text))] as const,
  );

  test.each([['the sample', sample] as const, ...hostile])('%s', async (_, address) => {
    await visit('about:blank', async (page) => {
      const requests: string[] = [];
      const troubles: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('dialog', (dialog) => {
        troubles.push(dialog.message());
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => troubles.push(message.text()));
      await page.goto(address);
      await page.$$eval('details', (all) => {
        for (const details of all) (details as HTMLDetailsElement).open = true;
      });
      await page.$$eval('body *', (all) => {
        for (const element of all) {
          element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
          (element as HTMLElement).focus?.();
        }
      });
      await page.waitForTimeout(50);
      expect(requests).toEqual([address]);
      expect(troubles).toEqual([]);
    });
  });

  test('the policy forbids scripts, styles, pictures and requests', async () => {
    await visit(sample, async (page) => {
      const outcome = await page.evaluate(async () => {
        const violations: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          violations.push(event.effectiveDirective),
        );
        const style = document.createElement('style');
        style.textContent = 'body{display:none}';
        const image = new Image();
        image.src = 'https://example.invalid/pixel.gif';
        document.body.append(style, image);
        const fetched = await fetch('https://example.invalid/').then(
          () => 'fetched',
          () => 'refused',
        );
        const attempt = (work: () => void) => {
          try {
            work();
            return 'allowed';
          } catch {
            return 'refused';
          }
        };
        const markup = attempt(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'));
        const handler = attempt(() => document.body.setAttribute('onclick', 'alert(1)'));
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { violations, fetched, markup, handler, display: getComputedStyle(document.body).display };
      });
      expect(outcome).toMatchObject({
        fetched: 'refused',
        markup: 'refused',
        handler: 'refused',
        display: 'block',
      });
      expect(outcome.violations).toEqual(
        expect.arrayContaining(['style-src-elem', 'img-src', 'connect-src']),
      );
    });
  });
});

describe('filters', () => {
  test('show the findings that fit, count what each choice would show, and stay in the address', async () => {
    await visit(sample, async (page) => {
      expect(await shownIds(page)).toEqual(everything.map((finding) => finding.id));
      await box(page, 'severity', 'critical').check({ force: true });
      await box(page, 'severity', 'important').check({ force: true });
      await box(page, 'agent', 'claude').check({ force: true });
      const fitting = everything.filter(
        (finding) =>
          finding.severity !== 'suggestion' && finding.raisedBy.some(({ agent }) => agent === 'claude'),
      );
      expect(fitting.length).toBeGreaterThan(1);
      expect(await shownIds(page)).toEqual(fitting.map((finding) => finding.id));
      expect(await page.locator('[role=status]').textContent()).toBe(
        `Showing ${fitting.length} of ${everything.length} findings`,
      );
      const confirmed = fitting.filter((finding) => finding.ruling.value === 'confirmed').length;
      expect(await page.locator('label:has([name=ruling][value=confirmed]) .count').textContent()).toBe(
        String(confirmed),
      );
      expect(new URL(page.url()).hash).toBe('#?severity=critical,important&agent=claude');
      await page.reload();
      expect(await shownIds(page)).toEqual(fitting.map((finding) => finding.id));
      await page.getByRole('button', { name: 'Show all' }).click();
      expect(await shownIds(page)).toHaveLength(everything.length);
      expect(new URL(page.url()).hash).toBe('');
    });
  });

  test.each(['severity', 'kind', 'agent', 'ruling', 'state'])(
    'by %s: each count is what its choice shows',
    async (facet) => {
      await visit(sample, async (page) => {
        const values = await page.$$eval(`input[name=${facet}]`, (all) =>
          all.map((input) => (input as HTMLInputElement).value),
        );
        expect(values.length).toBeGreaterThan(1);
        for (const value of values) {
          const count = await page.locator(`label:has([name=${facet}][value=${value}]) .count`).textContent();
          await box(page, facet, value).check({ force: true });
          expect(await shownIds(page)).toHaveLength(Number(count));
          await box(page, facet, value).uncheck({ force: true });
        }
      });
    },
  );

  test('an address with a finding and filters shows both; a link to a hidden finding shows it', async () => {
    await visit(`${sample}#I3?ruling=plausible`, async (page) => {
      const shown = await shownIds(page);
      expect(shown).toContain('I3');
      expect(shown).not.toContain('C1');
      expect(
        await page.locator('#I3').evaluate((card) => card.getBoundingClientRect().top < innerHeight),
      ).toBe(true);
      await page.locator('.verdict a[href="#C1"]').click();
      expect(await shownIds(page)).toHaveLength(everything.length);
      expect(new URL(page.url()).hash).toBe('#C1');
    });
  });

  test('an address that is nonsense shows everything', async () => {
    await visit(`${sample}#%?severity=%E0%A4%A&agent=nobody&x=y`, async (page) => {
      expect(await shownIds(page)).toHaveLength(everything.length);
    });
  });

  test('work by keyboard alone', async () => {
    await visit(sample, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report');
      await page.keyboard.press('Enter');
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement instanceof HTMLInputElement)) break;
      }
      await page.keyboard.press('Space');
      const shown = await shownIds(page);
      expect(shown).toEqual(
        everything.filter((finding) => finding.severity === 'critical').map((finding) => finding.id),
      );
    });
  });
});

test('the retro sorts by any column, both ways', async () => {
  await visit(sample, async (page) => {
    const rows = page.locator('#retro table.sortable').first().locator('tbody tr');
    const agents = () => rows.locator('th').allTextContents();
    const head = page.getByRole('columnheader', { name: 'Cost per confirmed' });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await agents()).toEqual(['Claude', 'Gemini', 'Codex', 'checks']);
    await head.getByRole('button').press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await agents()).toEqual(['checks', 'Codex', 'Gemini', 'Claude']);
  });
});

test('a patch is copied as it was given', async () => {
  await visit(
    sample,
    async (page) => {
      await page.getByRole('button', { name: 'Copy patch: C1' }).click();
      await page.getByText('Copied').waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const patch = sampleReport.findings.find((finding) => finding.id === 'C1')?.fix?.patch;
      expect(copied.trimEnd()).toBe(patch);
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );
});

describe('every reader', () => {
  const long = pageOf(spoil(sampleReport, `canary ${'unbroken'.repeat(400)}`));
  test.each([
    ['the sample', sample],
    ['unbroken words', long],
    ['500 findings', pageOf(manyFindings(500))],
  ])('on a phone scrolls in one direction: %s', async (_, address) => {
    await visit(
      address,
      async (page) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  test('on paper sees every finding, whatever is filtered', async () => {
    await visit(sample, async (page) => {
      await box(page, 'severity', 'critical').check({ force: true });
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      expect(await shownIds(page)).toEqual(everything.map((finding) => finding.id));
      expect(await page.locator('form.filters').isVisible()).toBe(false);
      expect((await page.pdf()).byteLength).toBeGreaterThan(50_000);
    });
  });

  test('without scripts sees everything', async () => {
    await visit(
      sample,
      async (page) => {
        for (const finding of everything) expect(await page.locator(`#${finding.id}`).isVisible()).toBe(true);
        expect(await page.locator('form.filters').isVisible()).toBe(false);
        expect(await page.locator('button:visible').count()).toBe(0);
        await page.locator('#appendix summary').first().click();
        expect(await page.locator('#appendix pre').first().isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  const cases = Object.entries(reportCases).flatMap(([name, report]) =>
    (['light', 'dark'] as const).map((scheme) => [name, scheme, pageOf(report)] as const),
  );
  test.each(cases)('finds no barrier: %s, %s', async (_, colorScheme, address) => {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 360, height: 740 },
    ]) {
      await visit(
        address,
        async (page) => {
          await page.$$eval('details', (all) => {
            for (const details of all) (details as HTMLDetailsElement).open = true;
          });
          await page.evaluate(axe.source);
          const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
          expect(
            (results as AxeResults).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
          ).toEqual([]);
        },
        { colorScheme, viewport },
      );
    }
  });
});

test('500 findings can be used within a second', async () => {
  const address = pageOf(manyFindings(500));
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    times.push(
      await visit('about:blank', async (page) => {
        const start = performance.now();
        await page.goto(address, { waitUntil: 'domcontentloaded' });
        await page.evaluate(() => document.querySelector<HTMLInputElement>('input[value=critical]')?.click());
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const time = performance.now() - start;
        expect((await shownIds(page)).every((id) => id.startsWith('C') || id.startsWith('R'))).toBe(true);
        return time;
      }),
    );
  }
  expect(Math.min(...times)).toBeLessThan(1000);
});
