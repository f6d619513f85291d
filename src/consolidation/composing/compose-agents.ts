import { readReproduction } from '../../findings/read-reproduction.ts';
import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import { readRulings } from '../../findings/read-rulings.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, joinTitles } from '../../model/report/wording.ts';
import { type AgentRun, type Outcome, outcomes } from '../../model/run.ts';
import { isReviewer, type TeamFacts } from '../../model/team.ts';
import { toolsSource } from '../../model/tool-result.ts';
import { spanOf } from './retro.ts';
import { sumKnown, sumTokens } from './run-totals.ts';

/** Every member of the team, with what all its runs cost together. */
export function composeAgents(recording: Recording, reviews: readonly ReviewOfRun[]): Report['agents'] {
  return recording.team.map((facts) => {
    const runs = recording.runs.filter((run) => run.agent === facts.name);
    const reviewed =
      facts.name !== toolsSource && (isReviewer(facts) || runs.some((run) => run.role === 'reviewer'));
    // Who cannot write a script may review and rule all the same.
    const own = runs.filter((run) => (reviewed ? run.role === 'reviewer' : run.role !== 'prover'));
    return {
      name: facts.name,
      family: facts.family,
      model: firstKnown(own, (run) => run.model) ?? facts.model,
      effort: firstKnown(own, (run) => run.effort) ?? facts.effort,
      version: firstKnown(own, (run) => run.version) ?? facts.version,
      ...worstEnd(
        facts,
        own.filter((run) => run.isSetAside !== true),
        reviews,
      ),
      reviewer: reviewed,
      ...(facts.byRules && { byRules: facts.byRules }),
      durationMs: spanOf(own),
      tokens: sumTokens(runs),
      costUsd: sumKnown(runs.map((run) => run.costUsd)),
      turns: sumKnown(runs.map((run) => run.turns)),
      toolCalls: sumKnown(runs.map((run) => run.toolCalls)),
      isolation: [...new Set(runs.flatMap((run) => run.isolation))],
      notes: [
        ...describePart(facts, recording.team),
        ...facts.warnings,
        ...changedWorkspace(runs),
        ...readingNotes(facts.name, reviews),
      ],
    };
  });
}

/** In whose place it reviewed, who reviewed in its place, or why it did not review. */
function describePart({ name, standsInFor, spared }: TeamFacts, team: readonly TeamFacts[]): string[] {
  const others = team.filter((member) => member.standsInFor === name).map((member) => member.name);
  return [
    ...(standsInFor === undefined ? [] : [`Stood in for ${agentTitle(standsInFor)}.`]),
    ...(others.length === 0 ? [] : [`${joinTitles(others)} stood in for it.`]),
    ...(spared ? ['Not asked to review: nothing to read was risky.'] : []),
  ];
}

/** Every agent run, in the order they began. */
export function composeRuns(recording: Recording, reviews: readonly ReviewOfRun[]): Report['runs'] {
  const read = new Map(reviews.map(({ run, reading }) => [run.id, reading]));
  return recording.runs
    .map((run) => {
      const reading = read.get(run.id);
      return {
        id: run.id,
        agent: run.agent,
        role: run.role,
        ...endOf(run, reading),
        startMs: Math.max(0, run.startedAt - recording.review.startedAt),
        durationMs: run.durationMs,
        ...(run.isSetAside === true && { isSetAside: true as const }),
        count: countOf(run, reading),
      };
    })
    .sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
}

function countOf(run: AgentRun, reading: ReviewOfRun['reading'] | undefined): number {
  if (reading !== undefined) return reading.form === 'unreadable' ? 0 : reading.review.findings.length;
  if (run.answer === null) return 0;
  if (run.role === 'prover') return readReproduction(run.answer)?.repro ? 1 : 0;
  if (run.role !== 'adjudicator') return 0;
  return readRulings(run.answer)?.rulings.length ?? 0;
}

function worstEnd(
  facts: TeamFacts,
  runs: readonly AgentRun[],
  reviews: readonly ReviewOfRun[],
): { outcome: Outcome; reason: string | null } {
  if (runs.length === 0) {
    if (facts.outcome !== 'completed' || !isReviewer(facts))
      return { outcome: facts.outcome, reason: facts.reason };
    return { outcome: 'cancelled', reason: 'The review ended before it could start.' };
  }
  const read = new Map(reviews.map(({ run, reading }) => [run.id, reading]));
  const failed = runs
    .map((run) => endOf(run, read.get(run.id)))
    .filter(({ outcome }) => outcome !== 'completed')
    .sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  return failed[0] ?? { outcome: 'completed', reason: null };
}

/** A completed run whose answer could not be read counts as malformed, whoever noticed it first. */
function endOf(
  run: AgentRun,
  reading: ReviewOfRun['reading'] | undefined,
): { outcome: Outcome; reason: string | null } {
  return run.outcome === 'completed' && reading?.form === 'unreadable'
    ? { outcome: 'malformed', reason: reading.reason }
    : { outcome: run.outcome, reason: run.reason };
}

function firstKnown(runs: readonly AgentRun[], pick: (run: AgentRun) => string | null): string | null {
  return runs.map(pick).find((value) => value !== null) ?? null;
}

function changedWorkspace(runs: readonly AgentRun[]): string[] {
  return runs
    .filter((run) => run.changedWorkspace)
    .map(
      (run) =>
        `The run ${run.id} changed its workspace, which a reviewer must not; what it says may be about its own changes.`,
    );
}

function readingNotes(agent: string, reviews: readonly ReviewOfRun[]): string[] {
  return reviews.flatMap(({ run, reading }) =>
    run.agent !== agent || reading.form === 'unreadable' ? [] : reading.notes,
  );
}
