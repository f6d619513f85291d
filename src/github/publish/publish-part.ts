import { joinTitles } from '../../model/report/wording.ts';
import type { PerformedReview } from '../../review/perform-review.ts';
import type { Part } from '../../review/plan-parts.ts';
import { draftJobSummary, writeJobSummary } from './job-summary.ts';
import { setOutputs } from './outputs.ts';
import type { Publication } from './publication.ts';
import { keepReport } from './publish-report.ts';

/**
 * Puts the jobs of a review into the output `matrix`, as `strategy.matrix` takes them; empty where there is nothing to do.
 * @throws {UserError} where the runner does not take it: without jobs nothing would be reviewed.
 */
export function publishPlan(parts: readonly Part[]): void {
  const matrix = parts.length === 0 ? '' : JSON.stringify({ include: parts });
  const unset = setOutputs({ matrix });
  if (unset !== null) throw unset;
  const names = joinTitles(parts.map(({ name }) => name));
  writeJobSummary(`# Deep Review\n\n> **The plan** — ${names || 'nothing is to be reviewed'}.\n`);
}

/** Keeps the recording of one part for the job that settles all of them, under a name of its own; nothing is decided here. */
export async function publishPart({ report }: PerformedReview, publication: Publication): Promise<void> {
  const { inputs } = publication;
  const outcomes = report.runs.map(({ id, outcome, count }) => `${id}: ${outcome}, ${count ?? 0} findings`);
  const told = inputs.part === 'prove' ? 'the scripts of the findings' : outcomes.join('; ');
  const summary = `# Deep Review\n\n> **One part** — ${told}. The job that settles all parts makes the report.\n`;
  draftJobSummary(summary);
  const part =
    inputs.part === 'prove'
      ? 'proofs'
      : [inputs.agents, inputs.shard]
          .flat()
          .filter((word) => word !== null)
          .join('-');
  await keepReport(summary, report, [], { ...publication, suffix: `-part-${part}` });
}
