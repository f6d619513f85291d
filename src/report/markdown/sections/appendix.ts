import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle, formTitles } from '../../../model/report/wording.ts';
import { literal } from '../literal.ts';
import { code, paragraph, table } from '../mdast.ts';
import type { Scope } from './section.ts';

/** Where the original reviews are; the HTML page holds them whole. */
export function composeAppendix({ appendix }: Report, { links }: Scope): RootContent[] | null {
  if (appendix.length === 0) return null;
  const rows = appendix.map((review) => [
    [agentTitle(review.agent)],
    [review.model === null ? '–' : code(review.model)],
    literal(formTitles[review.form] ?? review.form, links),
    [code(`raw/${review.run}/`)],
  ]);
  return [
    paragraph(
      'The reviews as the agents gave them are folded at the end of ',
      code('report.html'),
      ' and lie here:',
    ),
    table([[['Agent'], ['Model'], ['Read as'], ['File']], ...rows]),
  ];
}
