import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../src/model/recording.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { renderBlockerLines, renderBlockers } from '../../../src/report/hand-off/hand-off.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { generatedReview, recordReview } from '../../helpers/generated-review.ts';
import { buildProof } from '../../helpers/proof.ts';

/** Every file of a report, as it is written. */
const formatsOf = (report: Report): string[] => [
  renderJson(report),
  renderMarkdown(report),
  renderHtml(report),
  renderSarif(report),
  renderSummary(report, 1024 * 1024),
  renderBlockers(report),
  renderBlockerLines(report),
];

/** Words of a report that only scripts which ran, or might have, bring into it. */
const ofScripts =
  /"(?:proof|proven|sorted|fixes|scripts)":(?! ?null)|proven-|not-reproduced|Run by this review|Shown by execution|>Scripts<|\| Scripts|patch(?:es)?, as one|fixes\.patch/;

/** What a report says of findings, the verdict and the agents, without the places that are kept for scripts. */
function judged({ testing: { sorted: _, ...testing }, retro, ...report }: Report) {
  return { ...report, testing, retro: { ...retro, rows: retro.rows.map(({ scripts: __, ...row }) => row) } };
}

describe('a review without proofs', { timeout: 120_000 }, () => {
  test('has no word of them in any file, and is judged as one whose scripts are of no finding', () => {
    fc.assert(
      fc.property(generatedReview, (review) => {
        const { proofs: _, ...without } = recordReview({ ...review, proofs: [] });
        const report = settleReviews(without);
        for (const format of formatsOf(report)) expect(ofScripts.exec(format)?.[0]).toBeUndefined();
        for (const proofs of [[], [buildProof({ finding: 'nobody/1', author: 'nobody' })]])
          expect(judged(settleReviews({ ...without, proofs }))).toEqual(judged(report));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('asks nothing of what settles proofs: whatever there is, is never looked at', () => {
    fc.assert(
      fc.property(generatedReview, (review) => {
        const { proofs: _, ...without } = recordReview({ ...review, proofs: [] });
        const trapped = { ...without, proofs: trap() };
        expect(() => settleReviews(trapped)).toThrow('a proof was looked at');
        expect(() => settleReviews(without)).not.toThrow();
      }),
      { numRuns: 5, seed: 1 },
    );
  });
});

/** A list of proofs that cannot be read. */
function trap(): NonNullable<Recording['proofs']> {
  return new Proxy([buildProof()], {
    get() {
      throw new Error('a proof was looked at');
    },
  });
}
