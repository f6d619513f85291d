import type { AgentRunner } from '../agents/runs/run-agent.ts';
import { type TeamMember, teamFacts } from '../agents/team/team.ts';
import { readSources } from '../change/places/sources.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { Rules } from '../model/rules.ts';
import { redactStrings } from '../safety/redact-strings.ts';
import type { ConductedReview } from '../scheduling/conduct-request.ts';
import type { GatheredResults } from '../tools/gather-results.ts';
import type { Reading } from './read-request.ts';

/** What a review is recorded with, beside what came of it. */
export interface ReviewScene {
  readonly request: {
    readonly notes: readonly string[];
    readonly round: number;
    readonly isLastRoundLost?: boolean;
    readonly previous: Report | null;
  };
  readonly reading: Reading;
  readonly team: readonly TeamMember[];
  readonly tools: GatheredResults;
  readonly scope: Recording['review']['scope'];
  readonly runner: AgentRunner;
  readonly rules: Rules;
}

/** All that settling needs, without secrets. */
export async function recordReview(
  conducted: ConductedReview,
  { request, reading, team, tools, scope, runner, rules }: ReviewScene,
  ports: Ports,
): Promise<Recording> {
  const { change, revisions, startedAt } = reading;
  const gathered: Recording = {
    review: {
      ...conducted.review,
      notes: [...request.notes, ...tools.notes, ...runner.notes(), ...conducted.review.notes],
      startedAt,
      finishedAt: ports.clock.now(),
      round: request.round,
      isLastRoundLost: request.isLastRoundLost ?? false,
      ...(scope !== undefined && { scope }),
    },
    change,
    team: [
      ...teamFacts(team, conducted.runs, conducted.spared),
      ...(tools.record === null ? [] : [tools.record.facts]),
    ],
    runs: conducted.runs,
    sources: await readSources(change, conducted.cited, revisions, ports),
    rules,
    previous: request.previous,
    ...(conducted.proofs !== null && { proofs: conducted.proofs }),
  };
  return redactStrings(gathered, ports.redact);
}
