import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { Ports } from '../../model/ports.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import { withDeadline } from '../api/deadline.ts';
import type { Workflow } from '../event/workflow.ts';
import { readFailedChecks } from './failed-checks.ts';
import { readFeedback } from './feedback/read-feedback.ts';
import { readLinkedIssues } from './linked-issues.ts';

/** What is only context must not hold a review. */
const limitMs = 20_000;

/**
 * Adds to a request what GitHub knows besides the change: the issues that it says it closes, what people said of it, and which checks of
 * its head failed.
 */
export async function gatherContext(
  request: ReviewRequest,
  { apiUrl, repository, runUrl }: Workflow,
  ports: Ports,
): Promise<ReviewRequest> {
  const { pullRequest, token, head } = request.change;
  if (pullRequest === null || token === null || repository === null) return request;
  const signal = withDeadline(ports.signal, limitMs);
  const options = { token, apiUrl, repository, signal };
  const known = request.previous === null ? [] : rememberedFindings(request.previous).flatMap(namesOf);
  const [{ issues, notes }, said, checks] = await Promise.all([
    readLinkedIssues(options, pullRequest),
    readFeedback(options, { number: pullRequest.number, head, known }),
    head === null ? { results: [], notes: [] } : readFailedChecks(options, head, runUrl),
  ]);
  return {
    ...request,
    change: {
      ...request.change,
      pullRequest: { ...pullRequest, issues, ...(said.feedback && { feedback: said.feedback }) },
    },
    checks,
    notes: [...request.notes, ...notes, ...said.notes],
  };
}

const namesOf = ({ fingerprint, formerFingerprints }: ReportFinding): string[] => [
  fingerprint,
  ...formerFingerprints,
];
