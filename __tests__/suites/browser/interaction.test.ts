import { describe, expect, test } from 'vitest';
import { choiceOf, pageOf, shownIds, useBrowser } from '../../helpers/browser.ts';
import { sampleReport } from '../../helpers/report-cases.ts';

const visit = useBrowser();
const sample = pageOf(sampleReport);
const everything = [...sampleReport.findings, ...sampleReport.refuted];

describe('filters', () => {
  test('show the findings that fit, count what each choice would show, and stay in the address', async () => {
    await visit(sample, async (page) => {
      expect(await shownIds(page)).toEqual(everything.map((finding) => finding.id));
      await choiceOf(page, 'severity', 'critical').check({ force: true });
      await choiceOf(page, 'severity', 'important').check({ force: true });
      await choiceOf(page, 'agent', 'claude').check({ force: true });
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
          await choiceOf(page, facet, value).check({ force: true });
          expect(await shownIds(page)).toHaveLength(Number(count));
          await choiceOf(page, facet, value).uncheck({ force: true });
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
