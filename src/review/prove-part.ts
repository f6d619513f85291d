import { resolveRevisions } from '../change/ends/resolve-revisions.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { UserError } from '../model/errors.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import { createProver } from '../proof/create-prover.ts';
import { proofSettings } from '../proof/proof-settings.ts';
import { readRecording } from '../recording/read-recording.ts';
import { redactStrings } from '../safety/redact-strings.ts';
import { createProofDesk } from '../scheduling/proofs/proof-desk.ts';
import { type PerformedReview, settleRecording } from './perform-review.ts';
import { findRecordings } from './settle-parts.ts';
import type { ReviewRequest } from './straight-line.ts';

/**
 * Runs the scripts of the findings in other jobs' recordings, where there is no agent and no key, and records what they showed for the
 * job that settles.
 * @throws {UserError} where there are no recordings, or they are of another change.
 */
export async function provePart(request: ReviewRequest, ports: Ports): Promise<PerformedReview> {
  const merged = await readRecording(await findRecordings(request.inputs.recordings), 'newest');
  const revisions = await resolveRevisions(request.change, ports);
  if (revisions.head !== merged.change.head)
    throw new UserError(
      `The recordings are of ${merged.change.head.slice(0, 12)}, and ${revisions.head.slice(0, 12)} is asked for: download those of this run only.`,
    );
  const configuration = await readConfiguration(request.configuration, revisions);
  const { mode } = configuration.proof;
  const recording: Recording = { ...merged, runs: [] };
  if (mode === 'off') return settleRecording(recording, request.outputDirectory, ports);
  const prover = createProver({
    git: revisions.git,
    head: revisions.head,
    base: revisions.mergeBase,
    checkout: revisions.git.directory,
    settings: proofSettings(configuration),
    ports,
  });
  try {
    const desk = createProofDesk(prover, mode, ports, ports.clock.now());
    desk.recall(merged.previous);
    for (const run of merged.runs) desk.receive(run);
    for (let ended = desk.next(true); ended !== null; ended = desk.next(true)) await ended;
    const proved = redactStrings({ ...recording, proofs: desk.results() }, ports.redact);
    return await settleRecording(proved, request.outputDirectory, ports);
  } finally {
    await prover.close();
  }
}
