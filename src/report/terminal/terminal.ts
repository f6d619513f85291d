import type { Severity } from '../../model/answers/review-schema.ts';
import type { Report, ReportFinding, VerdictLevel } from '../../model/report/report-schema.ts';
import {
  agentTitle,
  capitalised,
  countOf,
  describeOutcome,
  describeRuling,
  formatClock,
  formatCost,
  formatDuration,
  formatPlace,
  gateTitles,
  joinTitles,
  shortOid,
  totalCost,
  verdictTitles,
} from '../../model/report/wording.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';
import { presentReport } from '../markdown/visible-text.ts';
import { clipText } from '../summary/clip.ts';
import {
  columnsOf,
  drawMeasured,
  fitWidth,
  type Paint,
  padColumns,
  painter,
  wrapText,
} from './terminal-text.ts';

type Style = Parameters<Paint>[0];

/** How a terminal shows a report: its columns, and whether it has colours. */
interface TerminalView {
  readonly width: number;
  readonly colour: boolean;
}

/** More findings are counted, not listed: the report file has them all. */
const mostListed = 20;
const mostAdvice = 3;
const widest = 120;
/** Text is not wrapped to fewer columns. */
const leastRoom = 30;

const verdictStyles: Readonly<Record<VerdictLevel, Style>> = {
  merge: ['bold', 'green'],
  'merge-with-fixes': ['bold', 'yellow'],
  rework: ['bold', 'red'],
  inconclusive: ['bold', 'magenta'],
};
const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  important: 'yellow',
  suggestion: 'cyan',
};

/** The verdict, the findings that matter and how the agents did, for a terminal. */
export async function renderTerminal(report: Report, view: TerminalView): Promise<string> {
  const shown = presentReport(report);
  const columns = Math.max(20, Math.min(view.width, widest));
  const paint = painter(view.colour);
  const sections = await drawMeasured(() => [
    verdictLines(shown, columns, paint),
    findingLines(shown, columns, paint),
    agentLines(shown, columns, paint),
    adviceLines(shown, columns),
  ]);
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  // Without colour it may be a runner that reads along.
  return `\n${view.colour ? text : neutraliseCommands(text)}\n\n`;
}

function verdictLines(report: Report, columns: number, paint: Paint): string[] {
  const { verdict, change, review } = report;
  const cost = totalCost(report);
  const facts = [
    change.repository,
    change.branch,
    shortOid(change.head),
    `${countOf(change.files.length, 'file')} +${change.additions} −${change.deletions}`,
    review.round > 1 ? `round ${review.round}` : null,
    formatDuration(review.wallClockMs),
    cost === null ? null : formatCost(cost),
  ].filter((fact) => fact !== null);
  const title = verdictTitles[verdict.level];
  return [
    ...wrapText(`${paint(verdictStyles[verdict.level], title)} — ${oneLine(verdict.reason)}`, columns),
    `${capitalised(gateTitles[verdict.gate])}.`,
    ...wrapText(facts.map(oneLine).join(' · '), columns).map((line) => paint('dim', line)),
    ...(review.complete
      ? []
      : [paint('magenta', 'This review was cut short; what was ready then is reported.')]),
  ];
}

function findingLines({ findings, refuted, verdict }: Report, columns: number, paint: Paint): string[] {
  const counts = (['critical', 'important', 'suggestion'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const words = severity === 'suggestion' ? countOf(count, severity) : `${count} ${severity}`;
    return count > 0 ? [paint(severityStyles[severity], words)] : [];
  });
  const weighty = findings.filter((finding) => finding.blocking || finding.severity !== 'suggestion');
  const more = weighty.length - mostListed;
  const summary = [
    // Of what was not reviewed, nothing is known.
    ...(counts.length > 0 || verdict.level === 'inconclusive' ? counts : ['No findings']),
    ...(refuted.length > 0 ? [paint('dim', `${refuted.length} refuted or declined`)] : []),
  ].join(paint('dim', ' · '));
  return [
    ...(summary === '' ? [] : wrapText(summary, columns)),
    ...weighty.slice(0, mostListed).flatMap((finding) => findingEntry(finding, columns, paint)),
    ...(more > 0 ? [paint('dim', `  … and ${countOf(more, 'more finding')} in the report`)] : []),
  ];
}

function findingEntry(finding: ReportFinding, columns: number, paint: Paint): string[] {
  const label = padColumns(finding.id, 4);
  const mark = finding.blocking ? paint('red', '●') : paint('dim', '○');
  const facts = [
    finding.blocking ? 'blocks' : null,
    formatPlace(finding.anchor),
    joinTitles(finding.raisedBy.map((source) => source.agent)),
    describeRuling(finding.ruling),
  ].filter((fact) => fact !== null);
  return [
    ...hanging(
      `${mark} ${paint(severityStyles[finding.severity], label)} `,
      clipText(withoutTicks(finding.title), 200),
      columns,
    ),
    ...hanging(' '.repeat(7), facts.join(' · '), columns).map((line) => paint('dim', line)),
  ];
}

function agentLines({ agents }: Report, columns: number, paint: Paint): string[] {
  const nameWidth = Math.max(...agents.map((agent) => agentTitle(agent.name).length), 0);
  return agents.flatMap((agent) => {
    const isDone = agent.outcome === 'completed';
    const words = isDone
      ? [agent.model, agent.costUsd === null ? null : formatCost(agent.costUsd)]
          .filter((part) => part !== null)
          .join(' · ')
      : describeOutcome(agent.outcome, agent.reason);
    const front = `${padColumns(agentTitle(agent.name), nameWidth)} ${formatClock(agent.durationMs).padStart(6)}  `;
    const mark = isDone ? paint('green', '✓') : paint('red', '✗');
    return hanging(`${mark} ${front}`, oneLine(words), columns);
  });
}

/** What would make the next review conclusive. */
const adviceLines = ({ verdict, recommendations }: Report, columns: number): string[] =>
  verdict.level === 'inconclusive'
    ? recommendations
        .slice(0, mostAdvice)
        .flatMap((advice) => hanging('→ ', oneLine(withoutTicks(advice)), columns))
    : [];

/** Text beside its front, wrapped there; cut to a line where the terminal leaves little room. */
function hanging(front: string, text: string, columns: number): string[] {
  const indent = columnsOf(front);
  const room = columns - indent;
  const lines =
    room < leastRoom
      ? [`${front}${fitWidth(text, room)}`]
      : wrapText(text, columns, ' '.repeat(indent), front);
  return lines.map((line) => line.trimEnd());
}

const oneLine = (text: string) => clipText(text.replace(/\s+/g, ' ').trim(), 600);
const withoutTicks = (title: string) => title.replace(/`/g, '');
