import type { Anchor } from '../../model/change/anchor.ts';
import type { Finding } from '../../model/finding.ts';
import type { Trace } from './trace-finding.ts';

/** Agents that mean the same code name lines so far apart. */
const nearLines = 10;

type Lines = Pick<Anchor, 'path' | 'startLine' | 'endLine'>;

/**
 * Whether a finding speaks of the place of an earlier one: of the same lines, or of lines near them that are not another copy of the
 * same code. Where either names no lines, of the same file.
 */
export function speaksOfSamePlace({ anchor, places }: Finding, trace: Trace): boolean {
  if (trace.anchor.path === null || anchor.path === null) return true;
  return [anchor, ...places].some((place) => {
    const distance = distanceOf(place, trace.anchor);
    if (distance === null || distance > nearLines) return false;
    return distance === 0 || !trace.others.some((other) => distanceOf(place, other) === 0);
  });
}

/** Lines between two places, 0 where they overlap or one of them is a whole file; null for different files. */
function distanceOf(one: Lines, other: Lines): number | null {
  if (one.path !== other.path) return null;
  if (one.startLine === null || other.startLine === null) return 0;
  const ends = [one.endLine ?? one.startLine, other.endLine ?? other.startLine] as const;
  return Math.max(0, one.startLine - ends[1], other.startLine - ends[0]);
}
