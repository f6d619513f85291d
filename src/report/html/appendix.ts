import type { Element, ElementContent } from 'hast';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf, formTitles } from '../../model/report/wording.ts';
import { h } from './page/element.ts';
import type { Packer } from './page/pack.ts';

/** A longer review is packed until it is opened. */
const longestUnpacked = 100_000;

/** The reviews as the agents gave them, folded, as plain text. */
export function appendixContent({ appendix }: Report, packer: Packer): ElementContent[] | null {
  if (appendix.length === 0) return null;
  return appendix.map(
    (review, index): Element =>
      h('details', { className: ['raw'] }, [
        h('summary', [
          `${agentTitle(review.agent)}${review.model === null ? '' : `, ${review.model}`} `,
          h('span', { className: ['soft'] }, `read as ${formTitles[review.form] ?? review.form}, `),
          h('code', { className: ['soft'] }, `raw/${review.run}/`),
        ]),
        bodyOf(review, `review-${index}`, packer),
      ]),
  );
}

function bodyOf({ agent, run, text }: Report['appendix'][number], name: string, { pack }: Packer): Element {
  const body = h('pre', { tabIndex: 0, role: 'group', ariaLabel: `Review of ${agentTitle(agent)}` }, text);
  if (text.length <= longestUnpacked) return body;
  const size = countOf(text.length, 'character');
  const meanwhile = [
    `${size}, which this page’s script unpacks. Without it they are in `,
    h('code', `raw/${run}/`),
    '.',
  ];
  return pack(name, [body], [h('p', meanwhile)]);
}
