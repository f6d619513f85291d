import type { Recording } from '../../src/model/recording.ts';
import type { Rules } from '../../src/model/rules.ts';
import type { TeamFacts } from '../../src/model/team.ts';
import { buildChange, type Texts, type Versions } from './change.ts';

/** The queue of the made-up repository, before and after. */
export const queueTexts: Texts = {
  'src/queue.ts': [
    'export class Queue {\n  take() {\n    return this.jobs.peek();\n  }\n}\n',
    'export class Queue {\n  take() {\n    const job = this.jobs.shift();\n    this.log(job);\n    return job;\n  }\n}\n',
  ],
  'src/worker.ts':
    'import { Queue } from "./queue.ts";\nexport const run = (queue: Queue) => queue.take().run();\n',
};

/** The default rules. */
export const defaultRules: Rules = {
  failOn: 'merge-with-fixes',
  onInconclusive: 'fail',
  minReviewers: 1,
  adjudication: true,
  reworkAt: { critical: 2, important: 1 },
  declined: [],
  checksCount: false,
};

/** A recording of a change between texts; the team is made of the runs' agents. */
export function buildRecording(overrides: Partial<Recording> = {}, texts: Texts = queueTexts): Recording {
  const runs = overrides.runs ?? [];
  return {
    review: {
      id: '20260102-030405-topic',
      startedAt: 1_000_000,
      finishedAt: 1_090_000,
      round: 1,
      complete: true,
      isLastRoundLost: false,
      notes: [],
    },
    change: buildChange(texts),
    team: teamOf(runs),
    runs,
    sources: { resolved: {}, texts: recordTexts(texts) },
    rules: defaultRules,
    previous: null,
    ...overrides,
  };
}

/** The runs' agents; those without a review were only asked to rule or to edit. */
function teamOf(runs: Recording['runs']): TeamFacts[] {
  return [...new Map(runs.map((run) => [run.agent, run.family]))].map(([name, family]) => {
    const reviews = runs.some((run) => run.agent === name && run.role === 'reviewer');
    return buildTeamFacts(name, family, { reviews });
  });
}

/** One ready member of the team. */
export function buildTeamFacts(name: string, family = name, overrides: Partial<TeamFacts> = {}): TeamFacts {
  return {
    name,
    family,
    model: null,
    effort: null,
    version: '1.0',
    outcome: 'completed',
    reason: null,
    warnings: [],
    reviews: true,
    ...overrides,
  };
}

/** Texts as sources record them. */
export function recordTexts(texts: Texts): Record<string, string> {
  const recorded: Record<string, string> = {};
  for (const [path, text] of Object.entries(texts)) {
    const [before, after]: Versions = typeof text === 'string' ? [null, text] : text;
    if (before !== null) recorded[`old:${path}`] = before;
    if (after !== null) recorded[`new:${path}`] = after;
  }
  return recorded;
}
