import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { renderBlockers } from '../../../src/report/hand-off/hand-off.ts';
import { buildReviewRun } from '../../helpers/agent-run.ts';
import { choose, pageOf, shownIds, useBrowser } from '../../helpers/browser.ts';
import { buildChange } from '../../helpers/change.ts';
import { recordTexts } from '../../helpers/recording.ts';
import { sampleReport } from '../../helpers/report-cases.ts';
import { gitEnvironment, makeRepository } from '../../helpers/repository.ts';
import { settleForTest } from '../../helpers/settle.ts';

const visit = useBrowser();
const sample = pageOf(sampleReport);
const everything = [...sampleReport.findings, ...sampleReport.refuted];

describe('filters', () => {
  test('show the findings that fit, count what each choice would show, and stay in the address', async () => {
    await visit(sample, async (page) => {
      expect(await shownIds(page)).toEqual(everything.map((finding) => finding.id));
      await choose(page, 'severity', 'critical');
      await choose(page, 'severity', 'important');
      await choose(page, 'agent', 'claude');
      const fitting = everything.filter(
        (finding) =>
          finding.severity !== 'suggestion' && finding.raisedBy.some(({ agent }) => agent === 'claude'),
      );
      expect(fitting.length).toBeGreaterThan(1);
      expect(await shownIds(page)).toEqual(fitting.map((finding) => finding.id));
      expect(await page.locator('.filter-status [role=status]').textContent()).toBe(
        `Showing ${fitting.length} of ${everything.length}`,
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

  test.each(['blocking', 'severity', 'kind', 'agent', 'ruling', 'state', 'folder'])(
    'by %s: each count is what its choice shows',
    async (facet) => {
      await visit(sample, async (page) => {
        const values = await page.$$eval(`input[name=${facet}]`, (all) =>
          all.map((input) => (input as HTMLInputElement).value),
        );
        expect(values.length).toBeGreaterThan(1);
        for (const value of values) {
          const count = await page
            .locator(`label:has([name=${facet}][value="${value}"]) .count`)
            .textContent();
          await choose(page, facet, value);
          expect(await shownIds(page)).toHaveLength(Number(count));
          await choose(page, facet, value);
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
      await page.locator('.blockers a[href="#C1"]').click();
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
      await tabTo(page, (element) => element.textContent === 'Filter');
      await page.keyboard.press('Enter');
      await tabTo(page, (element) => (element as HTMLInputElement).value === 'critical');
      await page.keyboard.press('Space');
      const shown = await shownIds(page);
      expect(shown).toEqual(
        everything.filter((finding) => finding.severity === 'critical').map((finding) => finding.id),
      );
    });
  });
});

/** Presses Tab until what has the focus fits. */
async function tabTo(page: Page, fits: (element: Element) => boolean): Promise<void> {
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluateHandle(() => document.activeElement as Element);
    if (await focused.evaluate(fits)) return;
  }
  throw new Error('25 presses of Tab did not lead there');
}

test('fewer than 25 presses of Tab lead to the first finding', async () => {
  await visit(sample, async (page) => {
    await tabTo(page, (element) => element.closest('article.finding') !== null);
  });
});

test('keys lead from finding to finding, to the search, and to the list of keys', async () => {
  await visit(sample, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.closest('article')?.id ?? null);
    await page.keyboard.press('j');
    expect(await focused()).toBe('C1');
    await page.keyboard.press('j');
    expect(await focused()).toBe('C2');
    await page.keyboard.press('k');
    expect(await focused()).toBe('C1');
    await page.keyboard.press('/');
    await page.keyboard.type('migration');
    expect(await shownIds(page)).toContain('C2');
    expect(await shownIds(page)).not.toContain('C1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('?');
    expect(await page.locator('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
  });
});

test('blocking findings are unfolded, the others a click away, all at once by a button', async () => {
  await visit(sample, async (page) => {
    const open = () =>
      page.$$eval('article.finding', (cards) =>
        cards.filter((card) => card.querySelector(':scope > details[open]')).map((card) => card.id),
      );
    expect(await open()).toEqual(sampleReport.verdict.blocking);
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(await open()).toEqual(everything.map((finding) => finding.id));
    await page.getByRole('button', { name: 'Collapse all' }).click();
    expect(await open()).toEqual([]);
    await page.evaluate(() => {
      location.hash = '#S1';
    });
    await page.locator('#S1 > details[open]').waitFor();
  });
});

test('the retro sorts by any column, both ways', async () => {
  await visit(`${sample}#retro`, async (page) => {
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

/** What a button of a page copies. */
async function copied(address: string, button: string): Promise<string> {
  let text = '';
  await visit(
    address,
    async (page) => {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.locator('#said', { hasText: 'Copied' }).waitFor();
      text = await page.evaluate(() => navigator.clipboard.readText());
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );
  return text;
}

describe('what is copied', () => {
  const code = 'one\ntwo\nthree\nfour\n';

  test.each([
    ['a file of one’s own', 'src/a.txt', code],
    ['a file with carriage returns', 'src/a.txt', code.replaceAll('\n', '\r\n')],
    ['a file whose last line nothing ends', 'src/a b.txt', 'one\ntwo'],
    ['markup', 'src/<b>&amp;.html', 'two\n<b>&amp;</b>\n'],
  ])('is a patch that git applies, of %s', async (_, path, text) => {
    const { directory, commit } = makeRepository();
    const head = commit('Begin', { [path]: text });
    const report = settleForTest(
      [buildReviewRun('claude', [{ path, startLine: 1, endLine: 1, patch: '-two\n+<i>2</i>' }])],
      {
        change: buildChange({ [path]: text }, { head }),
        sources: { resolved: {}, texts: recordTexts({ [path]: text }) },
      },
    );
    const patch = await copied(pageOf(report), 'Copy patch: I1');
    execFileSync('git', ['apply', '--index', '-'], { cwd: directory, input: patch, env: gitEnvironment });
    expect(readFileSync(join(directory, path), 'utf8')).toBe(text.replace('two', '<i>2</i>'));
  });

  test('is what `--format agent` says of all that block, word for word', async () => {
    expect(await copied(sample, 'Copy all for an agent')).toBe(renderBlockers(sampleReport));
  });

  test('is that of one finding, with what says whose words they are', async () => {
    const text = await copied(sample, 'Copy for an agent: C1');
    expect(text).toMatch(/^Lines that begin with "\| " were written by agents .*\n\n## C1: /);
    expect(renderBlockers(sampleReport)).toContain(text.slice(text.indexOf('## C1'), -1));
  });

  test('is a fix in its words', async () => {
    const { fix } = sampleReport.findings.find(({ id }) => id === 'C1') ?? {};
    const text = await copied(sample, 'Copy fix: C1');
    expect(text).toBe(fix?.text?.replaceAll('`', ''));
  });

  test('are the lines of a patch that does not apply, under another name', async () => {
    const patch = sampleReport.findings.find((finding) => finding.id === 'C1')?.fix?.patch;
    expect((await copied(sample, 'Copy lines: C1')).trimEnd()).toBe(patch);
  });
});
