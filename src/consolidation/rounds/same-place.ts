import type { Anchor } from '../../model/change/anchor.ts';
import type { Finding } from '../../model/finding.ts';
import type { Trace } from './trace-finding.ts';

type Lines = Pick<Anchor, 'path' | 'startLine' | 'endLine'>;

/**
 * Whether a finding speaks of the place of an earlier one: of some of its lines, or, where either names no lines, of its file. Likeness of
 * words does not do: what is a few lines away may be another case of the same, and one of them may be mended alone.
 */
export function speaksOfSamePlace({ anchor, places }: Finding, { anchor: earlier }: Trace): boolean {
  if (earlier.path === null || anchor.path === null) return true;
  return [anchor, ...places].some((place) => isSharing(place, earlier));
}

/** Whether two places have a line in common; one without lines is all of its file. */
export function isSharing(one: Lines, other: Lines): boolean {
  if (one.path !== other.path) return false;
  if (one.startLine === null || other.startLine === null) return true;
  return (
    one.startLine <= (other.endLine ?? other.startLine) && other.startLine <= (one.endLine ?? one.startLine)
  );
}
