import { severities } from '../answers/review-schema.ts';
import { isByRules } from '../team.ts';
import type { Report, ReportFinding } from './report-schema.ts';
import { countOf, joinWords } from './wording.ts';

/** The verdict in one short sentence, without ids and rule names: what a reader needs in the first seconds. */
export function headlineOf(report: Report): string {
  const blocking = report.findings.filter((finding) => finding.blocking);
  if (blocking.length > 0)
    return `${countOf(blocking.length, 'finding')} ${blocking.length === 1 ? 'blocks' : 'block'} merging: ${countsOf(blocking)}.`;
  if (report.verdict.level === 'inconclusive') return whatIsMissing(report);
  return whatStands(report);
}

/** Of a change that nothing blocks; that fixed rules alone looked at it is always said. */
function whatStands(report: Report): string {
  const { findings, refuted } = report;
  const count = readers(report).length;
  if (findings.length + refuted.length === 0)
    return count === 0
      ? 'Fixed rules found nothing; nobody read the code.'
      : `${countOf(count, 'reviewer')} found nothing.`;
  const what =
    findings.length > 0
      ? `Nothing blocks merging; ${countsOf(findings)}.`
      : `Nothing stands; ${countOf(refuted.length, 'finding')} refuted or declined.`;
  return count === 0 ? `${what} Nobody read the code.` : what;
}

/** `1 critical and 2 suggestions`; the severities that there are. */
function countsOf(findings: readonly ReportFinding[]): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [countOf(count, severity, severity === 'suggestion' ? undefined : severity)];
  });
  return joinWords(counts);
}

/** What became of the last round's findings and what is new: `Since round 1: 1 fixed, 2 open, 12 new.`; null in a first round. */
export function sinceLastRound({ previous, findings }: Report): string | null {
  if (previous === null) return null;
  const states = ['fixed', 'open', 'declined', 'unknown'] as const;
  const counts = [
    ...states.map((state) => [previous.findings.filter((one) => one.state === state).length, state] as const),
    ...(['reopened', 'new'] as const).map(
      (state) => [findings.filter((finding) => finding.state === state).length, state] as const,
    ),
  ].filter(([count]) => count > 0);
  const words = counts.map(([count, state]) => `${count} ${state}`).join(', ');
  return `Since round ${previous.round}: ${words === '' ? 'no findings then or now' : words}.`;
}

/** An inconclusive review never says that nothing was found: it says what could not be known, by the rule that made it inconclusive. */
function whatIsMissing(report: Report): string {
  switch (report.verdict.rule) {
    case 'risky-files-uncovered': {
      const uncovered = report.coverage.files.filter((file) => file.uncovered).length;
      return `${countOf(uncovered, 'risky file')} ${uncovered === 1 ? 'was' : 'were'} read by nobody.`;
    }
    case 'unread-findings':
      return 'An answer speaks of blocking findings that could not be read.';
    case 'last-round-lost':
      return 'What blocked in the last round cannot be known.';
    default:
      return readers(report).length === 0
        ? 'Nothing was reviewed.'
        : 'Too few reviewers gave a valid review.';
  }
}

/** Reviewers that read the code; fixed rules do not read. */
const readers = ({ agents }: Report): Report['agents'] =>
  agents.filter((agent) => agent.reviewer && agent.outcome === 'completed' && !isByRules(agent));

/** Why a finding does not stand in the way although its severity or ruling would make one expect it; null where nobody would. */
export function whyNotBlocking(finding: ReportFinding): string | null {
  if (finding.blocking || finding.severity === 'suggestion') return null;
  if (finding.state === 'declined') return 'declined';
  if (finding.ruling.value === 'refuted') return null;
  if (finding.late === 'spared') return 'late: of code that did not change since the last round';
  if (finding.kind === 'pre-existing') return 'was there before this change';
  return finding.ruling.value === 'plausible' ? 'plausible, not confirmed' : null;
}
