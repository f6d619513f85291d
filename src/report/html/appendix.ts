import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { clipText } from '../clip.ts';
import type { Report } from '../report-schema.ts';
import { agentTitle } from '../wording.ts';

/** A longer review is in the artifact only. */
const longestReview = 400_000;

/** The reviews as the agents gave them, folded, as plain text. */
export function appendixContent({ appendix }: Report): ElementContent[] {
  if (appendix.length === 0) return [h('p', 'None.')];
  return appendix.map(
    (review): Element =>
      h('details', { className: ['raw'] }, [
        h('summary', [
          `${agentTitle(review.agent)}${review.model === null ? '' : `, ${review.model}`} `,
          h('span', { className: ['soft'] }, `read as ${review.form}, `),
          h('code', { className: ['soft'] }, `raw/${review.run}/`),
        ]),
        h(
          'pre',
          { tabIndex: 0, role: 'region', ariaLabel: `Review of ${agentTitle(review.agent)}` },
          clipText(review.text, longestReview),
        ),
      ]),
  );
}
