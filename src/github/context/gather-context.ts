import type { Ports } from '../../model/ports.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import type { Workflow } from '../event/workflow.ts';
import { readLinkedIssues } from './linked-issues.ts';

/** What is only context must not hold a review. */
const limitMs = 20_000;

/** Adds to a request what GitHub knows besides the change: the issues that the pull request says it closes. */
export async function gatherContext(
  request: ReviewRequest,
  { apiUrl, repository }: Workflow,
  { signal }: Ports,
): Promise<ReviewRequest> {
  const { pullRequest, token } = request.change;
  if (pullRequest === null || token === null || repository === null) return request;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const { issues, notes } = await readLinkedIssues(
    { token, apiUrl, repository, signal: limited },
    pullRequest,
  );
  return {
    ...request,
    change: { ...request.change, pullRequest: { ...pullRequest, issues } },
    notes: [...request.notes, ...notes],
  };
}
