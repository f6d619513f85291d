import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import {
  capitalised,
  countOf,
  describeAgent,
  formatCost,
  formatDuration,
  formatTime,
  gateTitles,
  outcomeTitles,
  shortOid,
  totalCost,
  verdictTitles,
} from '../../../model/report/wording.ts';
import { literal } from '../literal.ts';
import {
  cellBreak,
  code,
  joinPhrases,
  linkTo,
  type Phrase,
  paragraph,
  strong,
  table,
  text,
} from '../mdast.ts';
import { readInline, readProse } from '../prose.ts';
import type { Scope } from './section.ts';

const mostCommits = 30;
/** More blocking findings are counted, not named. */
const mostBlocking = 20;

/** The top of a report: the verdict with its reason, then a table of facts. */
export function composeHeader(report: Report, scope: Scope): RootContent[] {
  return [
    {
      type: 'blockquote',
      children: [
        paragraph(...verdictOf(report, scope)),
        paragraph(...gateOf(report)),
        paragraph(countsOf(report)),
      ],
    },
    table([[[], []], ...factsOf(report, scope).map(([name, phrases]) => [[strong(name)], phrases])]),
    ...(report.review.complete
      ? []
      : [paragraph(strong('This review was cut short'), '; what was ready then is reported.')]),
    ...(scope.detail.notice === null ? [] : readProse(scope.detail.notice, scope.links)),
  ];
}

function verdictOf({ verdict }: Report, { links }: Scope): Phrase[] {
  return [strong(verdictTitles[verdict.level]), ' — ', ...readInline(verdict.reason, links)];
}

/** What the check does, and because of what; the reason has named the rule. */
function gateOf({ verdict }: Report): Phrase[] {
  const named = verdict.blocking.slice(0, mostBlocking).join(', ');
  const more = verdict.blocking.length - mostBlocking;
  return [
    capitalised(gateTitles[verdict.gate]),
    named === '' ? '.' : `. Blocking: ${named}${more > 0 ? ` and ${more} more` : ''}.`,
  ];
}

function countsOf({ findings, refuted }: Report): string {
  const counts = (['critical', 'important', 'suggestion'] as const).map((severity) =>
    countOf(findings.filter((finding) => finding.severity === severity).length, severity, pluralOf[severity]),
  );
  return [...counts, `${refuted.length} refuted or declined`].join(' · ');
}

const pluralOf = { critical: 'critical', important: 'important', suggestion: 'suggestions' };

/** What is to be known of a review before its findings: names and phrases. */
export function factsOf(report: Report, scope: Scope): [string, Phrase[]][] {
  const { review, change } = report;
  const { links } = scope;
  const cost = totalCost(report);
  const request = change.pullRequest;
  const facts: ([string, Phrase[]] | null)[] = [
    ['Date', [formatTime(review.startedAt)]],
    ['Repository', [linkTo(links.repository, code(change.repository))]],
    ['Round', [String(review.round)]],
    request && ['Author', [code(request.author)]],
    request && [
      'Pull request',
      [
        links.isKnown(request.url)
          ? linkTo(request.url, text(`#${request.number}`))
          : code(`#${request.number}`),
        ' — ',
        ...literal(request.title, links),
      ],
    ],
    change.branch === null ? null : ['Branch', [code(change.branch)]],
    ['Commits', commitsOf(report, scope)],
    ['Changed', [`${countOf(change.files.length, 'file')}, +${change.additions} −${change.deletions}`]],
    [
      'Review SHA',
      [linkTo(links.toCommit(change.head), code(change.head)), ' against ', code(shortOid(change.mergeBase))],
    ],
    ['Reviewers', reviewersOf(report, scope)],
    ['Wall-clock time', [formatDuration(review.wallClockMs)]],
    cost === null ? null : ['Cost', [code(formatCost(cost))]],
  ];
  return facts.filter((fact) => fact !== null);
}

function commitsOf({ change }: Report, { links, detail }: Scope): Phrase[] {
  if (change.commits.length === 0) return ['none'];
  if (detail.leftOut.has('commit-list')) return [countOf(change.commits.length, 'commit')];
  const shown = change.commits
    .slice(0, mostCommits)
    .map((commit): Phrase[] => [
      linkTo(links.toCommit(commit.oid), code(shortOid(commit.oid))),
      ' ',
      ...literal(commit.subject, links),
    ]);
  const more = change.commits.length - shown.length;
  return joinPhrases(more > 0 ? [...shown, [`… and ${countOf(more, 'more commit')}`]] : shown, cellBreak);
}

function reviewersOf(report: Report, { links }: Scope): Phrase[] {
  const reviewers = report.agents.filter((agent) => agent.reviewer);
  if (reviewers.length === 0) return ['none'];
  return joinPhrases(
    reviewers.map((agent) => [
      ...literal(describeAgent(agent), links),
      agent.outcome === 'completed'
        ? `, ${formatDuration(agent.durationMs)}`
        : `: ${outcomeTitles[agent.outcome]}`,
    ]),
    cellBreak,
  );
}
