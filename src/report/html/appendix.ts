import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, formTitles } from '../../model/report/wording.ts';

/** The reviews as the agents gave them, folded, as plain text. */
export function appendixContent({ appendix }: Report): ElementContent[] | null {
  if (appendix.length === 0) return null;
  return appendix.map(
    (review): Element =>
      h('details', { className: ['raw'] }, [
        h('summary', [
          `${agentTitle(review.agent)}${review.model === null ? '' : `, ${review.model}`} `,
          h('span', { className: ['soft'] }, `read as ${formTitles[review.form] ?? review.form}, `),
          h('code', { className: ['soft'] }, `raw/${review.run}/`),
        ]),
        h(
          'pre',
          { tabIndex: 0, role: 'group', ariaLabel: `Review of ${agentTitle(review.agent)}` },
          review.text,
        ),
      ]),
  );
}
