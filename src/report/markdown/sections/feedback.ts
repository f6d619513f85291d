import type { BlockContent, RootContent } from 'mdast';
import type { ReportRemark } from '../../../model/report/feedback-schema.ts';
import type { Report } from '../../../model/report/report-schema.ts';
import { countOf, joinWords } from '../../../model/report/wording.ts';
import { clipText } from '../../summary/clip.ts';
import { code, joinPhrases, list, type Phrase, paragraph, strong, text } from '../mdast.ts';
import { linkToKnown, readProse } from '../prose.ts';
import { placeOf } from './places.ts';
import type { Scope } from './section.ts';

/** More of one is behind its link. */
const longestShown = 1_200;

/** What people said in review and nobody has resolved; null where there is none. */
export function composeFeedback({ feedback }: Report, scope: Scope): RootContent[] | null {
  if (feedback === undefined) return null;
  const { remarks, left, ofBots } = feedback;
  const further = [
    ...(left > 0 ? [`at least ${left} more that ${left === 1 ? 'was' : 'were'} not read`] : []),
    ...(ofBots > 0 ? [`${ofBots} of bots`] : []),
  ];
  if (remarks.length + further.length === 0) return null;
  return [
    paragraph(
      'What people said in review and nobody has resolved. It is no vote: the verdict does not count it.',
    ),
    ...(remarks.length > 0 ? [list(remarks.map((remark) => remarkBlocks(remark, scope)))] : []),
    ...(further.length > 0 ? [paragraph(`Further: ${joinWords(further)}.`)] : []),
  ];
}

function remarkBlocks(remark: ReportRemark, scope: Scope): BlockContent[] {
  return [
    paragraph(...joinPhrases(factsOf(remark, scope), ' · ')),
    ...quoted(remark.text, scope),
    ...remark.answers.flatMap(({ by, text: words }) => [
      paragraph(code(by), ' answered:'),
      ...quoted(words, scope),
    ]),
  ];
}

function factsOf(remark: ReportRemark, scope: Scope): Phrase[][] {
  const { path, changed, findings, side } = remark;
  // Lines of an older version are no lines of the head.
  const isThere = changed === false || (changed === null && remark.startLine === null);
  const place = { ...remark, ...(isThere ? {} : { startLine: null, endLine: null }), side };
  const line = isThere || remark.startLine === null ? [] : [` (line ${remark.startLine} then)`];
  return [
    [strong(code(remark.by)), ' ', whatOf(remark)],
    path === null ? [] : [...placeOf(place, scope), ...line],
    [linkToKnown(remark.url, scope.links, text(ageOf(remark)))],
    changed === null ? [] : [changed ? changedSince(remark) : unchangedSince(remark)],
    remark.resolved === null ? ['perhaps resolved'] : [],
    findings.length === 0 || remark.kind === 'answer' ? [] : [`see ${joinWords(findings)}`],
  ].filter((phrases) => phrases.length > 0);
}

function whatOf({ kind, asksForChanges, findings }: ReportRemark): string {
  if (kind === 'answer')
    return findings.length === 0 ? 'answered an earlier finding' : `answered ${joinWords(findings)}`;
  if (kind === 'review') return asksForChanges ? 'asks for changes' : 'reviewed';
  return 'commented';
}

function ageOf({ days }: ReportRemark): string {
  if (days === null) return 'some time ago';
  return days === 0 ? 'today' : `${countOf(days, 'day')} ago`;
}

const changedSince = ({ kind }: ReportRemark): string =>
  kind === 'review' ? 'commits came since' : 'the code has changed since';
const unchangedSince = ({ kind }: ReportRemark): string =>
  kind === 'review' ? 'no commit came since' : 'the code is as it was';

const quoted = (words: string, { links }: Scope): BlockContent[] => {
  const blocks = readProse(clipText(words, longestShown), links);
  return blocks.length === 0 ? [] : [{ type: 'blockquote', children: blocks }];
};
