import { describe, expect, test } from 'vitest';
import { openFolds, pageOf, useBrowser } from '../../helpers/browser.ts';
import { hostileTexts, spoil } from '../../helpers/hostile.ts';
import { sampleReport } from '../../helpers/report-cases.ts';

const visit = useBrowser();
const sample = pageOf(sampleReport);

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
      await openFolds(page);
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
