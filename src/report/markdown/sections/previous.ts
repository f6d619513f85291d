import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { shortOid } from '../../../model/report/wording.ts';
import { code, list, paragraph } from '../mdast.ts';
import { readInline } from '../prose.ts';
import type { Scope } from './section.ts';

const states = ['open', 'fixed', 'declined'] as const;

/** What became of the last round's findings; null in the first round. */
export function composePrevious({ previous }: Report, { links }: Scope): RootContent[] | null {
  if (previous === null) return null;
  const countOf = (state: string) => previous.findings.filter((finding) => finding.state === state).length;
  const unknown = countOf('unknown') > 0 ? [`${countOf('unknown')} unknown`] : [];
  const counts = [...states.map((state) => `${countOf(state)} ${state}`), ...unknown];
  const entries = previous.findings.map((finding) => [
    paragraph(
      `${finding.state}: ${finding.id} (${finding.severity}) `,
      ...readInline(finding.title, links),
      finding.finalId === null ? '' : ` — now ${finding.finalId}`,
    ),
  ]);
  return [
    paragraph(
      `Round ${previous.round} reviewed `,
      code(shortOid(previous.head)),
      `. Since then: ${counts.join(', ')}.`,
    ),
    ...(entries.length > 0 ? [list(entries)] : []),
  ];
}
