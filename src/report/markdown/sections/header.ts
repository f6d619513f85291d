import type { RootContent } from 'mdast';
import { headlineOf, sinceLastRound } from '../../../model/report/headline.ts';
import type { Report } from '../../../model/report/report-schema.ts';
import {
  capitalised,
  countOf,
  describeAgent,
  formatCost,
  formatDuration,
  formatPlace,
  formatTime,
  gateTitles,
  joinTitles,
  outcomeTitles,
  shortOid,
  totalCost,
  verdictTitles,
} from '../../../model/report/wording.ts';
import { literal } from '../literal.ts';
import {
  cellBreak,
  code,
  folded,
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

/** Beside the report: all proven patches as one. */
export const fixesFile = 'fixes.patch';
const mostCommits = 30;
/** More blocking findings are counted, not named. */
const mostBlocking = 10;

/** GitHub's kinds of alert; elsewhere the word stands alone on its line. */
const alerts = {
  merge: 'TIP',
  'merge-with-fixes': 'WARNING',
  rework: 'CAUTION',
  inconclusive: 'IMPORTANT',
} as const;

/** The top of a report: the verdict in a sentence, what blocks, what became of the last round; the reason and the facts folded. */
export function composeHeader(report: Report, scope: Scope): RootContent[] {
  return [
    ...titleOf(report, scope),
    {
      type: 'blockquote',
      children: [
        paragraph({ type: 'html', value: `[!${alerts[report.verdict.level]}]` }, '\n', ...verdictOf(report)),
      ],
    },
    ...blockersOf(report, scope),
    ...fixesOf(report, scope),
    ...roundOf(report),
    ...(report.review.complete
      ? []
      : [paragraph(strong('This review was cut short'), '; what was ready then is reported.')]),
    ...(scope.detail.notice === null ? [] : readProse(scope.detail.notice, scope.links)),
    ...(scope.detail.hasFolds
      ? folded('Why, by whom, of what', [
          paragraph(...readInline(report.verdict.reason, scope.links)),
          table([[[], []], ...factsOf(report, scope).map(([name, phrases]) => [[strong(name)], phrases])]),
        ])
      : []),
  ];
}

function titleOf({ change }: Report, { links }: Scope): RootContent[] {
  return change.pullRequest === null ? [] : [paragraph(strong(...literal(change.pullRequest.title, links)))];
}

function verdictOf(report: Report): Phrase[] {
  const { level, gate } = report.verdict;
  return [strong(verdictTitles[level]), ` — ${headlineOf(report)} ${capitalised(gateTitles[gate])}.`];
}

/** The findings that block, a row each. */
function blockersOf({ findings }: Report, { links }: Scope): RootContent[] {
  const blocking = findings.filter((finding) => finding.blocking);
  if (blocking.length === 0) return [];
  const more = blocking.length - mostBlocking;
  const rows = blocking
    .slice(0, mostBlocking)
    .map(({ id, title, anchor, raisedBy, ruling }): Phrase[][] => [
      [strong(id)],
      readInline(title, links),
      [linkTo(links.toPlace(anchor), code(formatPlace(anchor)))],
      [joinTitles(raisedBy.map((source) => source.agent))],
      [ruling.by.length > 0 ? `${ruling.value} by ${joinTitles(ruling.by)}` : 'nobody'],
    ]);
  return [
    table([[[], ['Blocks merging'], ['Where'], ['Found by'], ['Ruled by']], ...rows]),
    ...(more > 0 ? [paragraph(`${more} more.`)] : []),
  ];
}

/** Which proven patches are in the one that stands beside the report, and why others are not. */
export function fixesOf({ fixes }: Report, { links }: Scope): RootContent[] {
  if (fixes === undefined) return [];
  const [inside, outside] = [true, false].map((isInside) =>
    fixes.outcomes.filter(({ trouble }) => (trouble === null) === isInside),
  );
  const ids = (inside ?? []).map(({ id }) => id).join(', ');
  const whole = ids === '' ? [] : [`Proven patches as one (${ids}): `, code(`git apply ${fixesFile}`), '. '];
  const others = (outside ?? []).flatMap(({ id, trouble }): Phrase[] => [
    `The proven patch of ${id} is not in it: `,
    ...literal(`${trouble}. `, links),
  ]);
  return [paragraph(...whole, ...others)];
}

function roundOf(report: Report): RootContent[] {
  const words = sinceLastRound(report);
  return words === null ? [] : [paragraph(strong(words))];
}

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
