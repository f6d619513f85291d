import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import { severities } from '../../model/answers/review-schema.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf, joinTitles, outcomeTitles } from '../../model/report/wording.ts';
import { isByRules } from '../../model/team.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import type { RetroRow } from './retro.ts';
import { nobodyRead, wordList } from './wording.ts';

/** What the summary is told from. */
export interface SummaryBasis {
  readonly change: Report['change'];
  readonly agents: Report['agents'];
  readonly settled: readonly SettledFinding[];
  readonly reviews: readonly ReviewOfRun[];
  readonly rows: readonly RetroRow[];
  readonly verdict: Report['verdict'];
}

/** The executive summary when no editor wrote one: what was reviewed, by whom, what stands, and one reviewer's words on the change. */
export function composeSummary(basis: SummaryBasis): string {
  return [describeChange(basis), `${describeOutcome(basis)}${describeProofs(basis)}`, quoteReviewer(basis)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function describeChange({ change, agents }: SummaryBasis): string {
  const size = `${countOf(change.files.length, 'file')} (${countOf(change.additions, 'line')} added, ${change.deletions} deleted) in ${countOf(change.commits.length, 'commit')}`;
  const reviewers = agents.filter((agent) => agent.reviewer);
  const valid = reviewers.filter((agent) => agent.outcome === 'completed');
  const failed = reviewers
    .filter((agent) => agent.outcome !== 'completed')
    .map((agent) => `${agentTitle(agent.name)} (${outcomeTitles[agent.outcome]})`);
  const who =
    valid.length === 0
      ? 'Nobody could review it'
      : `${joinTitles(valid.map(({ name }) => name))} reviewed it`;
  const isRead = valid.length === 0 || !valid.every(isByRules);
  const isUnread = change.files.every((file) => file.class !== 'reviewed');
  if (isUnread) return `The change touches ${size}, of which none is for people to read: ${nobodyRead}.`;
  const without = failed.length > 0 ? `; without ${wordList(failed)}` : '';
  return `The change touches ${size}. ${isRead ? who : 'Only fixed rules looked at it; nobody read the code'}${without}.`;
}

function describeOutcome(basis: SummaryBasis): string {
  const { settled } = basis;
  const standing = settled.filter(isStanding);
  const refuted = settled.filter((finding) => finding.ruling.value === 'refuted').length;
  const declined = settled.filter((finding) => finding.state === 'declined').length;
  const bySeverity = severities.flatMap((severity) => {
    const found = standing.filter((finding) => finding.severity === severity);
    return found.length > 0 ? [`${countOf(found.length, nouns[severity])}${confirmedAmong(found)}`] : [];
  });
  const aside = [
    ...(refuted > 0 ? [`${countOf(refuted, 'finding')} ${refuted === 1 ? 'was' : 'were'} refuted`] : []),
    ...(declined > 0 ? [`${declined} ${declined === 1 ? 'was' : 'were'} declined earlier`] : []),
  ];
  const stands = bySeverity.length > 0 ? `What stands: ${wordList(bySeverity)}.` : 'No finding stands.';
  if (settled.length === 0) return describeNothing(basis);
  return aside.length > 0 ? `${stands} ${wordList(aside)}.` : stands;
}

/** That there is no finding says little where it is not known what there would have been to find. */
function describeNothing({ verdict, agents }: SummaryBasis): string {
  const valid = agents.filter((agent) => agent.reviewer && agent.outcome === 'completed');
  if (valid.length === 0) return '';
  if (verdict.level === 'inconclusive')
    return 'No finding was raised, which says nothing of what was not read.';
  return valid.every(isByRules) ? 'Fixed rules found nothing.' : 'Nothing was found.';
}

/** What scripts showed of the findings that stand. */
function describeProofs({ settled }: SummaryBasis): string {
  const shown = settled.filter(
    (finding) =>
      isStanding(finding) && finding.proof?.review === 'confirmed' && isProven(finding.proof.proof.status),
  );
  if (shown.length === 0) return '';
  const mended = shown.filter(({ proof }) => proof?.proof.fix === 'proven').length;
  const patches =
    mended === 0
      ? ''
      : `, and ${countOf(mended, 'patch', 'patches')} to mend ${mended === 1 ? 'it' : 'them'}`;
  return ` By running a script, ${wordList(shown.map(({ id }) => id))} ${shown.length === 1 ? 'was' : 'were'} shown to be true${patches}.`;
}

const nouns = {
  critical: 'critical finding',
  important: 'important finding',
  suggestion: 'suggestion',
} as const;

function confirmedAmong(found: readonly SettledFinding[]): string {
  const confirmed = found.filter((finding) => finding.ruling.value === 'confirmed').length;
  return confirmed > 0 ? ` (${confirmed} confirmed)` : '';
}

/** The words of the reviewer with most confirmed findings, since somebody must say what the change is about. */
function quoteReviewer({ reviews, rows }: SummaryBasis): string {
  const confirmed = new Map(rows.map((row) => [row.agent, row.confirmed]));
  const [best] = reviews
    .flatMap(({ run, reading }) =>
      run.outcome === 'completed' && reading.form !== 'unreadable' && reading.review.summary.trim() !== ''
        ? [{ agent: run.agent, text: reading.review.summary.trim() }]
        : [],
    )
    .sort((a, b) => (confirmed.get(b.agent) ?? 0) - (confirmed.get(a.agent) ?? 0));
  return best === undefined ? '' : `${agentTitle(best.agent)} on the change: ${best.text}`;
}
