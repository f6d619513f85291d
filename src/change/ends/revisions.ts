import type { Commit } from '../../model/change/change.ts';
import type { RawEntry } from '../diff/raw-entry.ts';
import type { GitRepository } from '../git/git.ts';
import type { ApiListing } from './api-listing.ts';
import type { ChangeRequest } from './change-request.ts';

/** The two ends of a change, found in a repository; full commit names (a tree's, where there is no commit before). */
export interface Revisions {
  readonly git: GitRepository;
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  /** The merge base is a tree, not a commit: there is no history before the change. */
  readonly baseIsTree: boolean;
  /** Oldest first, at most 1000; merges included, the base's own commits not. */
  readonly commits: readonly Commit[];
  /** What differs between merge base and head, renames not considered; never nothing. */
  readonly entries: readonly RawEntry[];
  /** As asked, completed with what the repository tells of itself. */
  readonly request: ChangeRequest & { readonly repository: string };
  /** What the API told, where `git` is a stand-in for a repository that could not be fetched. */
  readonly told: ApiListing | null;
  /** What was assumed or could not be made sure, for the report. */
  readonly notes: readonly string[];
}
