/** A finding that the team decided not to act on, from the base revision's configuration. */
export interface DeclinedFinding {
  readonly fingerprint: string | null;
  readonly path: string | null;
  /** Words of the title or explanation that identify it together with `path`. */
  readonly text: string | null;
  readonly reason: string;
  /** `YYYY-MM-DD`; the decision no longer holds after that day. */
  readonly expires: string | null;
}

/** What decides a verdict; recorded with a review, and overridable when it is replayed. */
export interface Rules {
  /** The mildest verdict that fails the check. */
  readonly failOn: 'merge-with-fixes' | 'rework' | 'never';
  readonly onInconclusive: 'fail' | 'neutral';
  readonly minReviewers: number;
  /** Whether rulings were asked for at all. */
  readonly adjudication: boolean;
  /** Confirmed findings of these severities, together, mean `rework`. */
  readonly reworkAt: { readonly critical: number; readonly important: number };
  readonly declined: readonly DeclinedFinding[];
  /** Only `checks` was asked for, so it counts as a reviewer. */
  readonly checksCount: boolean;
}
