import type { Inputs } from '../../config/inputs.ts';
import type { PullRequestFacts } from '../../model/change/change.ts';
import type { ReviewCommand } from './review-command.ts';

/** What the workflow's event asks to be reviewed; revisions are null where the event names none. */
export interface EventFacts {
  /** `pull_request`, `push`, … */
  readonly name: string;
  /** `opened`, `synchronize`, … or null. */
  readonly action: string | null;
  readonly pullRequest: PullRequestFacts | null;
  /** The pull request's number, also where the payload tells nothing else of it (a merge group, a workflow that ran before). */
  readonly pullNumber: number | null;
  /** `owner:branch` of the head, to find the pull request by where not even its number is known. */
  readonly headLabel: string | null;
  readonly base: string | null;
  /** The branch that the change is to go to, where the event has one. */
  readonly baseBranch: string | null;
  readonly head: string | null;
  readonly branch: string | null;
  /** Set for a branch that was pushed or is run on: what has no base is compared with the default branch. */
  readonly pushed: { readonly defaultBranch: string | null } | null;
  /** The pull request's own head as GitHub has it now; null where that is not known. */
  readonly pullHead: string | null;
  /** The branch that the pull request's head is on; null without a pull request. */
  readonly pullBranch: string | null;
  readonly labels: readonly string[];
  /** The head comes from another repository, so secrets are absent. */
  readonly isFork: boolean;
  readonly isDraft: boolean;
  readonly isClosed: boolean;
  /** The facts of the pull request are GitHub's of now, not the payload's, which is old where a run was started again. */
  readonly isCurrent: boolean;
  /** What a comment asks for. */
  readonly command: ReviewCommand | null;
  /** Why there is nothing left to review, as a sentence: the branch is deleted, the merge group is gone. */
  readonly over: string | null;
}

/** What somebody who knows better than the event says of the two ends. */
export type AskedEnds = Pick<Inputs, 'base' | 'head'>;
