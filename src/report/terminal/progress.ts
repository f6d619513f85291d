import type { ReviewEvent } from '../../model/events.ts';
import type { VerdictLevel } from '../../model/report/report-schema.ts';
import {
  agentTitle,
  countOf,
  formatClock,
  formatDuration,
  outcomeTitles,
  verdictTitles,
} from '../../model/report/wording.ts';
import { showInvisible } from '../markdown/visible-text.ts';
import { fitWidth, painter } from './terminal-text.ts';

type FinishedRun = Extract<ReviewEvent, { type: 'run-finished' }>;

/** How progress is drawn: the time now (milliseconds since the epoch), columns, and whether colour is wanted. */
interface ProgressView {
  readonly now: number;
  readonly width: number;
  readonly colour: boolean;
}

/** One event as a plain line for a log; null for what is not worth one. */
export function describeEvent(event: ReviewEvent): string | null {
  const line = describe(event);
  return line === null ? null : showInvisible(line).replace(/\s+/g, ' ');
}

function describe(event: ReviewEvent): string | null {
  switch (event.type) {
    case 'change-read':
      return `Reading ${countOf(event.files, 'changed file')}, +${event.additions} −${event.deletions}`;
    case 'agent-ready':
      return `${agentTitle(event.agent)} is ready${event.version === null ? '' : ` (${event.version})`}`;
    case 'agent-unavailable':
      return `${agentTitle(event.agent)}: ${outcomeTitles[event.outcome]}. ${event.reason}`;
    case 'run-started':
      return `${event.run} started as ${event.role}`;
    case 'run-finished':
      return `${event.run} ${nameEnd(event)} after ${formatDuration(event.durationMs)}${reasonOf(event)}`;
    case 'limit-reached':
      return `Limit reached: ${event.reason}`;
    case 'verdict':
      return `Verdict: ${verdictTitles[event.level as VerdictLevel] ?? event.level}, gate: ${event.gate}`;
    default:
      return null;
  }
}

const nouns = { reviewer: 'finding', prover: 'script', adjudicator: 'ruling' } as const;

const describeEnd = (run: FinishedRun): string => `${nameEnd(run)}${reasonOf(run)}`;

const reasonOf = ({ outcome, reason }: FinishedRun): string =>
  outcome === 'completed' || reason === null ? '' : `: ${reason}`;

function nameEnd(run: FinishedRun): string {
  if (run.outcome !== 'completed') return outcomeTitles[run.outcome];
  if (run.role === 'editor') return 'completed';
  return `completed with ${countOf(run.count, nouns[run.role])}`;
}

/** Who is running and for how long, and what came of the rest: one line per run, for a terminal that is redrawn. */
export function renderProgress(events: readonly ReviewEvent[], view: ProgressView): string[] {
  const ends = new Map<string, FinishedRun>();
  for (const event of events) if (event.type === 'run-finished') ends.set(event.run, event);
  const starts = events.filter((event) => event.type === 'run-started');
  const nameWidth = Math.max(0, ...starts.map((event) => event.run.length));
  const paint = painter(view.colour);
  return starts.map((start) => {
    const end = ends.get(start.run);
    const clock = formatClock(end?.durationMs ?? Math.max(0, view.now - start.at)).padStart(6);
    const words =
      end === undefined
        ? start.role === 'reviewer'
          ? 'reviewing'
          : `${start.role} at work`
        : describeEnd(end);
    const mark = end === undefined ? '▸' : end.outcome === 'completed' ? '✓' : '✗';
    const style = end === undefined ? 'cyan' : end.outcome === 'completed' ? 'green' : 'red';
    const front = `${start.run.padEnd(nameWidth)} ${clock}  `;
    return `${paint(style, mark)} ${front}${fitWidth(showInvisible(words), view.width - front.length - 2)}`;
  });
}
