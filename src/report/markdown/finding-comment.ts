import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { describeRuling, joinTitles } from '../../model/report/wording.ts';
import { clipSentence } from '../summary/clip.ts';
import { linksOf } from './links.ts';
import { stringifyDocument } from './markdown.ts';
import { code, joinPhrases, paragraph, strong } from './mdast.ts';
import { readInline, readProse } from './prose.ts';
import { alsoRaisedBy, labelled } from './sections/finding.ts';
import { showInvisible } from './visible-text.ts';

/** The longest explanation that a comment at a line shows; the report has all of it. */
const longest = 4000;

/** One finding as Markdown for a comment at its lines: what, why, and the fix in words; everything from outside is escaped. */
export function renderFindingComment(report: Report, finding: ReportFinding): string {
  const links = linksOf(report);
  const clean = (text: string) => showInvisible(clipSentence(text, longest, 'The report has the rest.'));
  const facts = [
    finding.kind === null ? [finding.severity] : [`${finding.severity}, ${finding.kind}`],
    [joinTitles(finding.raisedBy.map(({ agent }) => agent))],
    [describeRuling(finding.ruling)],
    alsoRaisedBy(finding, { links }),
    finding.blocking ? [strong('blocking')] : [],
  ];
  return stringifyDocument({
    type: 'root',
    children: [
      paragraph(strong(code(finding.id), ' ', ...readInline(clean(finding.title), links))),
      paragraph(...joinPhrases(facts, ' · ')),
      ...readProse(clean(finding.explanation), links),
      ...labelled('Fix', readProse(clean(finding.fix?.text ?? ''), links)),
    ],
  }).trimEnd();
}
