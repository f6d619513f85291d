import { openSources } from '../../change/places/sources.ts';
import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { reportSchemaVersion } from '../../model/report/report-version.ts';
import { version } from '../../model/version.ts';
import { applyEdition } from '../editing/apply-edition.ts';
import { readEdition } from '../editing/read-edition.ts';
import { composeFeedback } from '../feedback/compose-feedback.ts';
import { provenFixes } from '../fixes/proven-fixes.ts';
import { comparePrevious } from '../rounds/compare-rounds.ts';
import { keepScope } from '../rounds/keep-scope.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import { countReviewers } from '../verdict/valid-reviewers.ts';
import { composeAgents, composeRuns } from './compose-agents.ts';
import { composeFinding } from './compose-finding.ts';
import { composeSections } from './compose-sections.ts';
import { composeSummary } from './compose-summary.ts';
import { describeRetro } from './describe-retro.ts';
import { keepLedger, reconcile } from './ledger.ts';
import { recommend } from './recommend.ts';
import { checkRetro, countRetro } from './retro.ts';
import { sortTests } from './sort-tests.ts';
import { tellRequests } from './tell-requests.ts';

/** Everything that is settled before the report is written. */
export interface ReportBasis {
  readonly recording: Recording;
  readonly reviews: readonly ReviewOfRun[];
  readonly findings: readonly Finding[];
  readonly settled: readonly SettledFinding[];
  readonly coverage: Report['coverage'];
  readonly verdict: Report['verdict'];
}

/** Composes the report from settled parts; an editor's prose, where there is some, replaces code's only where it agrees with them. */
export function composeReport(basis: ReportBasis): Report {
  const { recording, reviews, findings, settled, coverage, verdict } = basis;
  const sources = openSources(recording.sources, recording.change);
  const blocking = new Set(verdict.blocking);
  const said = composeFeedback(recording, settled);
  const compose = (finding: SettledFinding) => {
    const people = said?.people.get(finding.id);
    const composed = composeFinding(finding, blocking, { change: recording.change, sources });
    return people === undefined ? composed : { ...composed, people };
  };
  const ledger = keepLedger(findings, settled);
  const rows = countRetro({ recording, reviews, settled, coverage });
  checkRetro(rows, ledger);
  const agents = composeAgents(recording, reviews);
  const change = composeChange(recording);
  const sections = composeSections(reviews);
  const { proofs } = recording;
  const standing = settled.filter(isStanding).map(compose);
  const fixes = provenFixes(standing, recording.sources);
  const told: Omit<Report, 'recommendations'> = {
    schemaVersion: reportSchemaVersion,
    review: composeReview(recording),
    change,
    agents,
    runs: composeRuns(recording, reviews),
    verdict,
    summary: composeSummary({ change, agents, settled, reviews, rows, verdict }),
    findings: standing,
    refuted: settled.filter((finding) => !isStanding(finding)).map(compose),
    ...(fixes !== undefined && { fixes }),
    ...sections,
    testing: {
      ...sections.testing,
      ...(proofs !== undefined && { sorted: sortTests(settled, proofs, sections.testing.untested) }),
    },
    coverage,
    retro: {
      rows,
      prose: describeRetro(rows),
      closing: null,
      reconciliation: reconcile(ledger, settled),
    },
    ledger,
    previous: comparePrevious(recording, settled),
    ...(said !== null && { feedback: said.feedback }),
    appendix: composeAppendix(reviews),
  };
  const scope = keepScope({
    recording,
    reviewers: countReviewers(reviews, recording).reviewers,
    coverage,
    verdict,
    findings: [...told.findings, ...told.refuted],
  });
  const report: Report = {
    ...told,
    ...(scope !== undefined && { scope }),
    recommendations: recommend(told, recording.rules.declined),
  };
  const edition = readEdition(recording.runs);
  const edited = edition === null ? report : applyEdition(report, edition);
  return { ...edited, summary: [edited.summary, ...tellRequests(recording, reviews, sources)].join('\n\n') };
}

function composeReview({ review, change }: Recording): Report['review'] {
  return {
    id: review.id,
    startedAt: new Date(review.startedAt).toISOString(),
    finishedAt: new Date(review.finishedAt).toISOString(),
    wallClockMs: review.finishedAt - review.startedAt,
    round: review.round,
    tool: { name: 'deep-review', version },
    complete: review.complete,
    notes: [...change.notes, ...review.notes, ...scopeNote(review)],
  };
}

/** Why this round is as it is; of a first one there is nothing to say. */
function scopeNote({ scope, round }: Recording['review']): string[] {
  if (scope === undefined || round === 1) return [];
  return [scope.mode === 'whole' ? `Reviewed whole: ${scope.reason}` : scope.reason];
}

function composeChange({ change }: Recording): Report['change'] {
  const { pullRequest } = change;
  return {
    repository: change.repository,
    webUrl: change.webUrl,
    pullRequest: pullRequest && {
      number: pullRequest.number,
      title: pullRequest.title,
      author: pullRequest.author,
      url: pullRequest.url,
    },
    branch: change.branch,
    base: change.base,
    head: change.head,
    mergeBase: change.mergeBase,
    commits: change.commits.map(({ oid, subject, author, date }) => ({ oid, subject, author, date })),
    files: change.files.map((file) => ({
      path: file.path,
      oldPath: file.oldPath,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      class: file.class,
      classReason: file.classReason,
      risk: file.risk,
      riskReasons: [...file.riskReasons],
    })),
    additions: change.files.reduce((sum, file) => sum + file.additions, 0),
    deletions: change.files.reduce((sum, file) => sum + file.deletions, 0),
  };
}

function composeAppendix(reviews: readonly ReviewOfRun[]): Report['appendix'] {
  return reviews.map(({ run, reading }) => ({
    run: run.id,
    agent: run.agent,
    model: run.model,
    form: reading.form,
    text: run.answer ?? '',
  }));
}
