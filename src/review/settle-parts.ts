import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveRevisions } from '../change/ends/resolve-revisions.ts';
import type { Inputs } from '../config/inputs.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { rulesFrom } from '../config/rules.ts';
import { UserError } from '../model/errors.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import type { TeamFacts } from '../model/team.ts';
import { readRecording } from '../recording/read-recording.ts';
import { type PerformedReview, settleRecording } from './perform-review.ts';
import { type Part, planParts, runOfPart } from './plan-parts.ts';
import type { ReviewRequest } from './straight-line.ts';

/**
 * Settles the recordings of all parts of a review as one: what one job would have made of them. A part that did not come to an end is
 * told of, and the review counts as cut short.
 * @throws {UserError} where there are no recordings, or they are of another change.
 */
export async function settleParts(request: ReviewRequest, ports: Ports): Promise<PerformedReview> {
  const { inputs, outputDirectory, change } = request;
  const directories = await findRecordings(inputs.recordings);
  const merged = await readRecording(directories, 'newest');
  if (change.head !== null && merged.change.head !== change.head)
    throw new UserError(
      `The recordings are of ${merged.change.head.slice(0, 12)}, and ${change.head.slice(0, 12)} is asked for: download those of this run only.`,
    );
  const parts = await planParts(request, ports);
  const planned = parts.map(runOfPart);
  const lost = planned.filter((id) => merged.runs.every((run) => run.id !== id));
  const configuration = await configurationOf(request, ports);
  const recording: Recording = {
    ...merged,
    ...inOrder(withPlanned(merged, parts), planned),
    review: {
      ...merged.review,
      round: Math.max(merged.review.round, request.round),
      complete: merged.review.complete && lost.length === 0,
      isLastRoundLost: merged.review.isLastRoundLost || request.isLastRoundLost === true,
      notes: [
        ...new Set([...request.notes, ...merged.review.notes, ...lost.map(noteLoss)]),
        ...(configuration.proof.mode !== 'off' && merged.proofs === undefined ? [noteUnproved] : []),
      ],
    },
    // A part knows only of its own agent, and of what was declined when it began.
    rules: rulesFrom(inputs, configuration, request.declined),
    previous: request.previous ?? merged.previous,
  };
  for (const directory of directories)
    await cp(join(directory, 'raw'), join(outputDirectory, 'raw'), { recursive: true });
  return settleRecording(recording, outputDirectory, ports);
}

const configurationOf = async ({ change, configuration }: ReviewRequest, ports: Ports) =>
  readConfiguration(configuration, await resolveRevisions(change, ports));

/** The team as it was planned: an agent of which nothing is left was asked all the same, and one that nobody planned was not. */
function withPlanned(merged: Recording, parts: readonly Part[]): Recording {
  const names = [...new Set(parts.map((part) => part.agent))];
  const known = merged.team.map((member) => ({
    ...member,
    reviews: member.reviews && names.includes(member.name),
  }));
  const lost = names.filter((name) => merged.team.every((member) => member.name !== name));
  return { ...merged, team: [...known, ...lost.map(lostMember)] };
}

const lostMember = (name: string): TeamFacts => ({
  name,
  family: name,
  model: null,
  effort: null,
  version: null,
  outcome: 'crashed',
  reason: 'Its jobs failed, or were cancelled.',
  warnings: [],
  reviews: true,
});

const noteLoss = (run: string): string =>
  `No recording of ${run} is there: its job failed, or was cancelled.`;

const noteUnproved =
  'No script of a finding was run: a review spread over jobs runs them in a job of their own, with `part: prove`.';

/** Directories below one that hold a recording, whatever their artifacts were named. */
export async function findRecordings(directory: Inputs['recordings']): Promise<string[]> {
  if (directory === null)
    throw new UserError(
      'Parts of a review can be settled only where they are: name their directory in input "recordings".',
    );
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => entry.name === 'review.json' && entry.parentPath.endsWith('raw'))
    .map((entry) => join(entry.parentPath, '..'));
  if (found.length > 0) return found.sort();
  throw new UserError(
    `There is no recording below "${directory}" (input "recordings"): no part of the review came to an end. See their jobs for the reason.`,
  );
}

/** As one job would have them: reviewers as they were planned, then who ruled. */
function inOrder({ team, runs }: Recording, planned: readonly string[]): Pick<Recording, 'team' | 'runs'> {
  const place = (id: string) => (planned.includes(id) ? planned.indexOf(id) : planned.length);
  const firstOf = (agent: string) =>
    Math.min(planned.length, ...runs.filter((run) => run.agent === agent).map((run) => place(run.id)));
  return {
    team: team.toSorted((a, b) => firstOf(a.name) - firstOf(b.name)),
    runs: runs.toSorted((a, b) => place(a.id) - place(b.id)),
  };
}
