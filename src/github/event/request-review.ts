import type { ChangeRequest } from '../../change/ends/change-request.ts';
import { type Inputs, inputDefinitions } from '../../config/inputs.ts';
import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import { createOctokit } from '../api/octokit.ts';
import { slimReport } from '../rounds/memory.ts';
import type { PullRequestRound } from '../rounds/pull-request-round.ts';
import { isWholeWanted } from './course.ts';
import type { EventFacts } from './event.ts';
import type { Workflow } from './workflow.ts';

/** What a step knows before it reads its event. */
export interface StepContext {
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  /** Gets the report. */
  readonly directory: string;
  readonly ports: Ports;
}

/**
 * The two ends. A pull request has its own: whoever may set an input of the workflow must not narrow what is reviewed by mistake.
 * @throws {UserError} where inputs say something else.
 */
function endsOf(
  event: EventFacts,
  inputs: Pick<Inputs, 'base' | 'head'>,
): Pick<ChangeRequest, 'base' | 'head' | 'pushed'> {
  if (event.pullNumber === null) {
    return { base: inputs.base ?? event.base, head: inputs.head ?? event.head, pushed: event.pushed };
  }
  const { base, baseBranch, head, branch } = event;
  const own = {
    base: [base, baseBranch, `origin/${baseBranch}`, `refs/heads/${baseBranch}`],
    head: [head, branch, `origin/${branch}`, `refs/heads/${branch}`],
  };
  for (const name of ['base', 'head'] as const) {
    const value = inputs[name];
    if (value === null || own[name].includes(value)) continue;
    throw new UserError(
      `The input "${name}" is "${value}", but a pull request is compared with its own base branch, at its own head. Leave the input out for this event (${event.name}).`,
    );
  }
  return { base, head, pushed: null };
}

/**
 * The review that a round of a pull request, or another event, asks for.
 * @param terms what its verdict depends on besides the change, once that is known.
 */
export function requestReview(
  { event, previous, notes }: PullRequestRound,
  { inputs, workflow, directory, ports }: StepContext,
  terms: string | null = null,
): ReviewRequest {
  const config = inputs.config ?? inputDefinitions.config.default;
  const { repository, apiUrl, webUrl } = workflow;
  const token = inputs['github-token'];
  const { signal } = ports;
  const isWhole = isWholeWanted(event, inputs);
  const isRelied = inputs.rounds === 'incremental' && whyDistrusted(previous, isWhole) === null;
  return {
    change: {
      directory: workflow.directory,
      ...endsOf(event, inputs),
      pullRequest: event.pullRequest,
      repository,
      webUrl,
      branch: event.branch,
      token,
      openApi:
        token === null || repository === null
          ? null
          : async () => (await createOctokit({ token, apiUrl, repository, signal })).octokit,
    },
    // One agent alone has nobody to rule on its findings, and its part of the report needs no prose.
    inputs: inputs.part === 'review' ? { ...inputs, adjudication: 'off' } : inputs,
    shard: inputs.shard,
    configuration: { from: 'base', path: config, required: config !== inputDefinitions.config.default },
    round: (previous.report?.review.round ?? 0) + 1,
    previous: previous.report && slimReport(previous.report, isRelied),
    rounds:
      terms === null
        ? null
        : { terms, distrust: whyDistrusted(previous, isWhole), formerly: formerOf(previous) },
    isLastRoundLost: previous.isLost,
    declined: previous.declined,
    notes,
    outputDirectory: directory,
  };
}

/** Why a reading of the last round does not hold, whatever it says; null where it may. */
function whyDistrusted(
  { memory, isVouched, isLost }: Pick<PullRequestRound['previous'], 'memory' | 'isVouched' | 'isLost'>,
  isWhole: boolean,
): string | null {
  if (isWhole) return 'That was asked for.';
  if (isLost) return 'The last round could not be read.';
  if (memory !== null && !isVouched)
    return 'The last round is known from a comment alone, which others can write: its findings count, what it had read does not.';
  return null;
}

/** What earlier rounds called their findings, the last one left out. */
function formerOf({ memory }: PullRequestRound['previous']): string[] {
  if (memory === null) return [];
  const last = new Set(
    rememberedFindings(memory.report).flatMap((finding) => [
      finding.fingerprint,
      ...finding.formerFingerprints,
    ]),
  );
  return [...new Set(memory.rounds.flatMap(({ ids }) => Object.values(ids)))].filter((one) => !last.has(one));
}
