import type { Side } from '../../../model/change/change.ts';
import { clipText } from '../../../report/summary/clip.ts';
import type { Account } from '../../api/account.ts';

/** A comment as GitHub tells of it. */
export interface ToldComment {
  readonly author: Account;
  readonly isInsider: boolean;
  readonly at: string | null;
  readonly url: string | null;
  readonly body: string;
}

/** A thread of inline comments; null where the API that was asked does not tell. */
export interface ToldThread {
  readonly isResolved: boolean | null;
  readonly isOutdated: boolean | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly side: Side;
  readonly comments: readonly ToldComment[];
}

/** A review without its inline comments. */
export interface ToldReview extends ToldComment {
  /** `CHANGES_REQUESTED`, `COMMENTED`, `APPROVED`, `DISMISSED`, …. */
  readonly state: string;
  readonly commit: string | null;
}

/** All that was read of either, the oldest first. */
export interface ToldFeedback {
  readonly threads: readonly ToldThread[];
  readonly reviews: readonly ToldReview[];
  /** So many more were not read. */
  readonly unread: number;
}

/** Nobody reads on, and a page holds hundreds. */
const longestBody = 4_000;

/** A body as long as it is worth, kept from the very first. */
export const bodyOf = (body: string | null | undefined): string => clipText(body ?? '', longestBody);

/** Whether GitHub says that an author belongs to the repository in some way. */
export const isInsider = (association: string | null | undefined): boolean =>
  ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association ?? '');
