import type { Side } from './change.ts';

/**
 * Where a finding points, as code checked it: `exact` (the lines exist, and hold the quote, or most of its lines, if there is
 * one), `moved` (the quote was found elsewhere; the lines are where), `file` (the file only), `unanchored` (nothing of it
 * exists).
 */
export interface Anchor {
  readonly path: string | null;
  /** 1-based, inclusive; null for `file` and `unanchored`. */
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly side: Side;
  readonly status: 'exact' | 'moved' | 'file' | 'unanchored';
  /** Whether the range touches a changed line, only a hunk's context, or neither; for `file`, whether it is changed. */
  readonly inDiff: 'changed' | 'context' | 'outside';
}
