import { code, paragraph, table } from '../mdast.ts';
import type { Report } from '../report-schema.ts';
import { agentTitle } from '../wording.ts';
import type { Section } from './section.ts';

/** Appendix: where the original reviews are; the HTML page holds them whole. */
export function appendixSection({ appendix }: Report): Section {
  return {
    name: 'appendix',
    title: 'Appendix: Original Reviews',
    content:
      appendix.length === 0
        ? [paragraph('None.')]
        : [
            paragraph(
              'The reviews as the agents gave them are folded at the end of ',
              code('report.html'),
              ' and lie here:',
            ),
            table([
              [['Agent'], ['Model'], ['Read as'], ['File']],
              ...appendix.map((review) => [
                [agentTitle(review.agent)],
                [review.model === null ? '–' : code(review.model)],
                [review.form],
                [code(`raw/${review.run}/`)],
              ]),
            ]),
          ],
  };
}
