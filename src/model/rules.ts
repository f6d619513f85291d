/** A finding that the team decided not to act on: in the base revision's configuration, or in a comment of the pull request. */
export interface DeclinedFinding {
  readonly fingerprint: string | null;
  readonly path: string | null;
  /** Words of the title or explanation that identify it together with `path`. */
  readonly text: string | null;
  readonly reason: string;
  /** `YYYY-MM-DD`; the decision no longer holds after that day. */
  readonly expires: string | null;
  /** Who declined it in a comment: that holds for the finding of the last round with this fingerprint, wherever its code goes now. */
  readonly by: string | null;
  /** The worst that a finding may be for the decision to hold: who may decline an important one may not always decline a critical one. */
  readonly upTo: 'critical' | 'important';
}

/** What decides a verdict; recorded with a review, and overridable when it is replayed. */
export interface Rules {
  /** The mildest verdict that fails the check. */
  readonly failOn: 'merge-with-fixes' | 'rework' | 'never';
  readonly onInconclusive: 'fail' | 'neutral';
  /** Valid reviewers that a verdict needs; `auto`: half of those asked for, rounded up. */
  readonly minReviewers: number | 'auto';
  /** Whether rulings were asked for at all. */
  readonly adjudication: boolean;
  /** Confirmed findings of these severities, together, mean `rework`. */
  readonly reworkAt: { readonly critical: number; readonly important: number };
  readonly declined: readonly DeclinedFinding[];
  /** Only `checks` was asked for, so it counts as a reviewer. */
  readonly checksCount: boolean;
  /** What a late finding must be to block; see `late` of the configuration. Absent in older recordings. */
  readonly late?: 'confirmed' | 'report' | 'block' | undefined;
}
