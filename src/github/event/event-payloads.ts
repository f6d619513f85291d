import * as z from 'zod';
import { UserError } from '../../model/errors.ts';

const repository = z.object({ full_name: z.string() }).nullable();

/** `pull_request`, `pull_request_target`, `pull_request_review`, `pull_request_review_comment`. */
export const pullRequestPayload = z.object({
  action: z.string().optional(),
  pull_request: z.object({
    number: z.int(),
    title: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    state: z.string().optional(),
    draft: z.boolean().optional(),
    labels: z.array(z.object({ name: z.string() })).default([]),
    user: z.object({ login: z.string() }).nullish(),
    head: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
    base: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
  }),
});

/** `merge_group`. */
export const mergeGroupPayload = z.object({
  action: z.string().optional(),
  merge_group: z.object({
    head_sha: z.string(),
    base_sha: z.string(),
    head_ref: z.string(),
    base_ref: z.string().optional(),
  }),
});

/** `workflow_run`. */
export const workflowRunPayload = z.object({
  action: z.string().optional(),
  workflow_run: z.object({
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    head_repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) }).nullish(),
    repository: z.object({ full_name: z.string() }).nullish(),
    pull_requests: z
      .array(
        z.object({
          number: z.int(),
          head: z.object({ sha: z.string() }),
          base: z.object({ sha: z.string() }),
        }),
      )
      .default([]),
  }),
});

/** `issue_comment`, which is also about pull requests. */
export const issueCommentPayload = z.object({
  action: z.string(),
  issue: z.object({ number: z.int(), pull_request: z.object({}).nullish() }),
  comment: z.object({
    body: z.string(),
    user: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
  }),
});

const ownRepository = z.object({ default_branch: z.string().optional() }).optional();

/** `push`. */
export const pushPayload = z.object({
  before: z.string(),
  after: z.string(),
  ref: z.string(),
  repository: ownRepository,
});

/** `workflow_dispatch`. */
export const dispatchPayload = z.object({ ref: z.string().nullish(), repository: ownRepository });

/**
 * What a payload says, as far as it is looked at.
 * @throws {UserError} naming what is missing.
 */
export function parsePayload<T>(schema: z.ZodType<T>, payload: unknown, name: string): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  throw new UserError(
    `The payload of the event "${name}" is not what GitHub documents. Check GITHUB_EVENT_NAME and GITHUB_EVENT_PATH:\n${z.prettifyError(result.error)}`,
  );
}
