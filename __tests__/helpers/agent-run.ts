import type { Review, ReviewEvidence, ReviewFinding } from '../../src/model/answers/review-schema.ts';
import type { Rulings } from '../../src/model/answers/ruling.ts';
import type { AgentRun } from '../../src/model/run.ts';

/** A completed run of a reviewer that found nothing. */
export function buildRun(overrides: Partial<AgentRun> = {}): AgentRun {
  const agent = overrides.agent ?? 'claude';
  return {
    id: agent,
    agent,
    family: agent,
    role: 'reviewer',
    outcome: 'completed',
    reason: null,
    answer: JSON.stringify(buildReview()),
    model: null,
    effort: null,
    version: null,
    startedAt: 1_000_000,
    durationMs: 60_000,
    tokens: null,
    costUsd: null,
    turns: null,
    toolCalls: null,
    pathsRead: [],
    readings: null,
    exitCode: 0,
    signal: null,
    errorTail: null,
    attempts: 1,
    changedWorkspace: false,
    isolation: [],
    assigned: [],
    inlined: true,
    subjects: {},
    ...overrides,
  };
}

/** A reviewer's run with these findings. */
export function buildReviewRun(
  agent: string,
  findings: readonly Partial<ReviewFinding>[],
  overrides: Partial<AgentRun> = {},
): AgentRun {
  return buildRun({
    agent,
    answer: JSON.stringify(buildReview({ findings: findings.map(buildReviewFinding) })),
    ...overrides,
  });
}

/** What a ruling says when a test does not. */
export type LooseRuling = Partial<Rulings['rulings'][number]>;

/** An adjudicator's run that rules on candidates; `subjects` tells which findings each stands for. */
export function buildRulingRun(
  agent: string,
  rulings: readonly LooseRuling[],
  subjects: AgentRun['subjects'],
  overrides: Partial<AgentRun> = {},
): AgentRun {
  return buildRun({
    id: `${agent}-adjudicator-1`,
    agent,
    role: 'adjudicator',
    answer: JSON.stringify({ rulings: rulings.map(buildRuling), pairs: [] }),
    subjects,
    ...overrides,
  });
}

/** A ruling with a reason and nothing else. */
export function buildRuling(overrides: LooseRuling = {}): Rulings['rulings'][number] {
  return {
    candidate: 'F1',
    ruling: 'confirmed',
    severity: null,
    kind: null,
    reason: 'Seen in the code.',
    missing: null,
    evidence: [],
    repro: null,
    ...overrides,
  };
}

/** A refutation of what is said of line 3 of `src/queue.ts`, by the line below it. */
export function buildRefutation(overrides: LooseRuling = {}): LooseRuling {
  return {
    ruling: 'refuted',
    reason: 'Line 4 logs the job.',
    evidence: [buildCitation('src/queue.ts', 4, 'this.log(job);')],
    ...overrides,
  };
}

/** A citation as an agent writes it. */
export function buildCitation(
  path: string,
  line: number,
  quote: string,
  side: 'old' | 'new' | null = 'new',
): ReviewEvidence {
  return { kind: 'citation', path, line, side, quote, command: null, output: null, text: null };
}

/** An important finding about `src/queue.ts`. */
export function buildReviewFinding(overrides: Partial<ReviewFinding> = {}): ReviewFinding {
  return {
    severity: 'important',
    kind: 'regression',
    title: 'The job is lost when the worker stops',
    path: 'src/queue.ts',
    startLine: 3,
    endLine: 3,
    quote: null,
    explanation: 'The job leaves the queue before it is done, so a crash loses it.',
    evidence: [],
    fix: null,
    patch: null,
    repro: null,
    mutation: null,
    ...overrides,
  };
}

/** A review that says nothing. */
export function buildReview(overrides: Partial<Review> = {}): Review {
  return {
    summary: '',
    findings: [],
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: [],
    requests: [],
    ...overrides,
  };
}
