import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentRun } from './agents/run.ts';
import type { Inputs } from './config/inputs.ts';
import { inputRules } from './config/rules.ts';
import { UserError } from './errors.ts';
import type { PerformedReview } from './perform-review.ts';
import { readRecording } from './recording/read-recording.ts';
import type { Recording } from './recording/recording.ts';
import { writeRecording } from './recording/write-recording.ts';
import { writeReport } from './report/write-report.ts';
import { type ReviewRequest, settleReviews } from './review.ts';

/**
 * Settles the recordings of all parts of a review as one: what one job would have made of them. An agent of which nothing came is
 * told of, and counts as none.
 * @throws {UserError} where there are no recordings, or they are of another change.
 */
export async function settleParts(request: ReviewRequest): Promise<PerformedReview> {
  const { inputs, outputDirectory, change } = request;
  const directories = await findRecordings(inputs.recordings);
  const merged = await readRecording(directories);
  if (change.head !== null && merged.change.head !== change.head)
    throw new UserError(
      `The recordings are of ${merged.change.head.slice(0, 12)}, and ${change.head.slice(0, 12)} is asked for: download those of this run only.`,
    );
  const told = [...request.notes, ...merged.review.notes, ...missingAgents(merged, inputs)];
  const recording: Recording = {
    ...merged,
    ...inOrder(merged, inputs),
    review: {
      ...merged.review,
      round: Math.max(merged.review.round, request.round),
      notes: [...new Set(told)],
    },
    // A part knows only of its own agent.
    rules: { ...merged.rules, ...inputRules(inputs) },
    previous: merged.previous ?? request.previous,
  };
  for (const directory of directories)
    await cp(join(directory, 'raw'), join(outputDirectory, 'raw'), { recursive: true });
  await writeRecording(recording, outputDirectory);
  const report = settleReviews(recording);
  return { report, files: await writeReport(report, outputDirectory), change: recording.change };
}

/** Directories below one that hold a recording, whatever their artifacts were named. */
async function findRecordings(directory: string | null): Promise<string[]> {
  if (directory === null)
    throw new UserError(
      'Input "part" is settle, which needs input "recordings": the directory of all parts.',
    );
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => entry.name === 'review.json' && entry.parentPath.endsWith('raw'))
    .map((entry) => join(entry.parentPath, '..'));
  if (found.length > 0) return found.sort();
  throw new UserError(
    `There is no recording below "${directory}" (input "recordings"): no part of the review came to an end. Their jobs say why.`,
  );
}

/** As one job would have them: reviewers as they were named, the parts of each as they are numbered, then who ruled. */
function inOrder({ team, runs }: Recording, { agents }: Inputs): Pick<Recording, 'team' | 'runs'> {
  if (agents === 'auto') return { team, runs };
  const place = (name: string) => (agents.includes(name) ? agents.indexOf(name) : agents.length);
  const rank = (run: AgentRun) => (run.role === 'reviewer' ? place(run.agent) : agents.length + 1);
  const number = ({ id }: AgentRun) => Number(/-shard-(\d+)$/.exec(id)?.[1] ?? 0);
  return {
    team: team.toSorted((a, b) => place(a.name) - place(b.name)),
    runs: runs.toSorted((a, b) => rank(a) - rank(b) || number(a) - number(b)),
  };
}

function missingAgents({ team }: Recording, { agents }: Inputs): string[] {
  const missing =
    agents === 'auto' ? [] : agents.filter((name) => !team.some((facts) => facts.name === name));
  return missing.map((name) => `No recording of ${name} is there: its job failed, or was cancelled.`);
}
