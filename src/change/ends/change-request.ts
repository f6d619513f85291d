import type { PullRequestFacts } from '../../model/change/change.ts';
import type { GitHubClient } from './list-api-files.ts';

/** What is to be reviewed, as an event or a command line says it; null where it says nothing. */
export interface ChangeRequest {
  /** A work tree, a directory inside one, or a bare repository. */
  readonly directory: string;
  /** Revisions as git understands them. */
  readonly base: string | null;
  readonly head: string | null;
  /**
   * Set for a branch that was pushed: without a base, or where nobody has that any more, it is compared with the default
   * branch, whose name is null where it is not known.
   */
  readonly pushed?: { readonly defaultBranch: string | null } | null;
  readonly pullRequest: PullRequestFacts | null;
  /** `owner/name`. */
  readonly repository: string | null;
  readonly webUrl: string | null;
  readonly branch: string | null;
  /** For fetching missing history, and for nothing else. */
  readonly token: string | null;
  /** Opens GitHub's API for what git cannot fetch; null where there is none to ask. */
  readonly openApi: (() => Promise<GitHubClient>) | null;
}
