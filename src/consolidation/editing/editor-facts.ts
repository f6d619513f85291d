import type { Report } from '../../model/report/report-schema.ts';
import {
  describeRuling,
  formatClock,
  formatCost,
  formatPlace,
  verdictTitles,
} from '../../model/report/wording.ts';
import { shortened } from '../composing/wording.ts';

/** No summary can speak of more; they come in order of weight. */
export const mostFindings = 60;
/** See {@link mostFindings}. */
export const mostRefuted = 20;

/**
 * The settled report in plain lines: what an editor is given to write from, and what its figures and names are checked against. The
 * words in it are the agents', so it is hostile text.
 */
export function editorFacts(report: Report): string {
  const { verdict, change, retro, testing } = report;
  return [
    `Verdict: ${verdictTitles[verdict.level]}. ${verdict.reason}`,
    `Change: ${change.files.length} files, ${change.additions} lines added, ${change.deletions} deleted, ${change.commits.length} commits`,
    ...change.commits.map((commit) => `Commit: ${commit.subject}`),
    ...report.agents.map(
      (agent) =>
        `Agent: ${agent.name}${agent.model === null ? '' : ` (${agent.model})`}, ${agent.outcome}, ${formatClock(agent.durationMs)}`,
    ),
    '',
    ...report.findings.slice(0, mostFindings).map(describeFinding),
    ...report.refuted.slice(0, mostRefuted).map(describeFinding),
    ...countLeftOut(report),
    ...report.design.concerns.map(
      ({ text, agents }) => `Design concern (${agents.join(', ')}): ${shortened(text, 600)}`,
    ),
    ...report.design.strengths.map(
      ({ text, agents }) => `Strength (${agents.join(', ')}): ${shortened(text, 300)}`,
    ),
    `Testing: ${shortened(testing.assessment, 2000)}`,
    ...testing.untested.map(({ risk, scenario }) => `Untested (${risk}): ${shortened(scenario, 300)}`),
    `Documentation: ${shortened(report.documentation, 1500)}`,
    `Summary composed by code: ${report.summary}`,
    '',
    ...retro.rows.map(describeRow),
    `Reconciliation: ${retro.reconciliation}`,
  ].join('\n');
}

function countLeftOut({ findings, refuted }: Report): string[] {
  const count = Math.max(0, findings.length - mostFindings) + Math.max(0, refuted.length - mostRefuted);
  return count > 0 ? [`${count} milder ones are not listed here`] : [];
}

function describeFinding(finding: Report['findings'][number]): string {
  const sources = finding.raisedBy.map(({ agent, severity }) => `${agent} as ${severity}`).join(', ');
  const what = [
    finding.severity,
    finding.kind,
    describeRuling(finding.ruling),
    finding.blocking ? 'blocks' : null,
  ];
  return [
    `${finding.id}: ${finding.title} [${formatPlace(finding.anchor)}] (${what.filter((part) => part !== null).join(', ')}; raised by ${sources})`,
    `  ${shortened(finding.explanation, 500)}`,
    ...(finding.ruling.reason === null ? [] : [`  Ruling: ${shortened(finding.ruling.reason, 300)}`]),
  ].join('\n');
}

function describeRow(row: Report['retro']['rows'][number]): string {
  const { raised, standing } = row;
  const cost = row.costUsd === null ? '' : `, ${formatCost(row.costUsd)}`;
  return (
    `Retro of ${row.agent}: ${formatClock(row.durationMs)}${cost}; raised ${raised.critical} critical, ${raised.important} important, ${raised.suggestion} suggestions; ` +
    `standing ${standing.critical}/${standing.important}/${standing.suggestion}; ${row.confirmed} confirmed, ${row.refuted} refuted, ${row.downgraded} downgraded, ` +
    `${row.upgraded} upgraded, ${row.merged} merged, ${row.unique} unique, ${row.designObservations} design concerns, ${row.filesRead} files read, ${row.coverageMisses} coverage misses`
  );
}
