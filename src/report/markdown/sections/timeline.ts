import type { RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { agentTitle, describeOutcome, formatClock, outcomeTitles } from '../../../model/report/wording.ts';
import { code, codeBlock, list, paragraph, table } from '../mdast.ts';
import { readInline } from '../prose.ts';
import type { Scope } from './section.ts';

/** Mermaid refuses long charts and they say little. */
const mostBars = 40;

/** Who ran when, and when rulings came: a Mermaid chart, or a table. */
export function timelineBlocks(report: Report, { detail }: Scope): RootContent[] {
  const runs = report.runs;
  if (runs.length === 0) return [paragraph('No agent ran.')];
  if (detail.timeline === 'mermaid') return [codeBlock(ganttOf(runs.slice(0, mostBars)), 'mermaid')];
  return [
    table(
      [
        [['Run'], ['Role'], ['Outcome'], ['Start'], ['Duration'], ['Result']],
        ...runs.map((run) => [
          [run.id],
          [run.role],
          [outcomeTitles[run.outcome]],
          [formatClock(run.startMs)],
          [formatClock(run.durationMs)],
          [resultOf(run)],
        ]),
      ],
      [null, null, null, 'right', 'right', null],
    ),
  ];
}

/** Why runs did not complete, where their agent's own outcome does not say it; nothing when all did. */
export function runTroubles(report: Report, { links }: Scope): RootContent[] {
  const outcomes = new Map(report.agents.map((agent) => [agent.name, agent.outcome]));
  const troubled = report.runs.filter(
    (run) => run.outcome !== 'completed' && run.outcome !== outcomes.get(run.agent),
  );
  if (troubled.length === 0) return [];
  return [
    list(
      troubled.map((run) => [
        paragraph(code(run.id), ' ', ...readInline(describeOutcome(run.outcome, run.reason), links)),
      ]),
    ),
  ];
}

/** What a run brought: findings, a script, rulings or words. */
export function resultOf(run: Report['runs'][number]): string {
  const nouns = { reviewer: 'finding', prover: 'script', adjudicator: 'ruling', editor: 'text' };
  return run.role === 'editor' ? '–' : `${run.count} ${nouns[run.role]}${run.count === 1 ? '' : 's'}`;
}

// Times of day, not epoch times, so that the reader's time zone does not move the axis.
function ganttOf(runs: Report['runs']): string {
  const agents = [...new Set(runs.map((run) => run.agent))];
  const rows = agents.flatMap((agent) => [
    `  section ${agentTitle(agent)}`,
    ...runs
      .filter((run) => run.agent === agent)
      .map((run) => {
        const tag = run.outcome !== 'completed' ? 'crit, ' : run.role === 'adjudicator' ? 'done, ' : '';
        const seconds = Math.max(1, Math.round(run.durationMs / 1000));
        return `  ${run.role}, ${run.outcome} :${tag}${timeOfDay(run.startMs)}, ${seconds}s`;
      }),
  ]);
  return ['gantt', '  dateFormat HH:mm:ss', '  axisFormat %H:%M:%S', ...rows].join('\n');
}

const timeOfDay = (milliseconds: number) => new Date(milliseconds).toISOString().slice(11, 19);
