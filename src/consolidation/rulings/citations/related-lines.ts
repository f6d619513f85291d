import type { QuoteMatch } from '../../../change/places/quote.ts';
import type { Finding } from '../../../model/finding.ts';
import { prevents } from './preventing-code.ts';
import { sharedWords, shareName, valuesGivenIn } from './words-of-code.ts';

/** So many lines from the lines complained of, a line is one of those above or below them. */
const nearby = 5;

type Lines = Pick<QuoteMatch, 'startLine' | 'endLine'>;

/** Whether a place is one of the lines above or below those complained of. */
export const isNear = ({ startLine, endLine }: Finding['anchor'], place: Lines): boolean =>
  startLine !== null &&
  place.endLine >= startLine - nearby &&
  place.startLine <= (endLine ?? startLine) + nearby;

/**
 * Whether lines of a claim's own file have to do with it, so that naming them by their number says something. They enclose those complained of, or
 * stand right above or below them in the same block; they prevent something, for these lines or all of their function; or they share a word with
 * what is claimed, or a name with those lines, where they are of the same function or give that name its value. Of a claim without lines everything may.
 */
export function isRelated(
  lines: readonly string[],
  place: Lines,
  { anchor, title, explanation }: Finding,
): boolean {
  const { startLine } = anchor;
  if (startLine === null) return true;
  const complained = { startLine, endLine: anchor.endLine ?? startLine };
  const textOf = (some: Lines) => lines.slice(some.startLine - 1, some.endLine).join('\n');
  const code = textOf(place);
  const [own, theirs] = [depthOf(lines, place), depthOf(lines, complained)];
  const gap = between(place, complained);
  const depth = depthOf(lines, gap);
  // Where nothing is indented, a blank line ends what belongs together.
  const isBlock = theirs > 0 ? own >= theirs && depth >= theirs : !hasBlank(lines, gap);
  if (opensAround(lines, place, complained) || (isNear(anchor, place) && isBlock)) return true;
  const isInScope = depth >= Math.min(own, theirs);
  if (isInScope && code.split('\n').some(prevents)) return true;
  if (sharedWords(`${title}\n${explanation}`, code).length > 0) return true;
  return shareName(textOf(complained), isInScope ? code : valuesGivenIn(code));
}

/** Whether some lines open the block that others stand in. */
export function opensAround(lines: readonly string[], place: Lines, inner: Lines): boolean {
  const own = depthOf(lines, place);
  return (
    place.endLine < inner.startLine &&
    own < depthOf(lines, inner) &&
    depthOf(lines, between(place, inner)) > own
  );
}

const between = (one: Lines, other: Lines): Lines => ({
  startLine: Math.min(one.endLine, other.endLine) + 1,
  endLine: Math.max(one.startLine, other.startLine) - 1,
});

const hasBlank = (lines: readonly string[], { startLine, endLine }: Lines): boolean =>
  lines.slice(startLine - 1, Math.max(startLine - 1, endLine)).some((line) => line.trim() === '');

/** How far the outermost of some lines is indented; infinitely where there is none. */
function depthOf(lines: readonly string[], { startLine, endLine }: Lines): number {
  const telling = lines
    .slice(startLine - 1, Math.max(startLine - 1, endLine))
    .filter((line) => line.trim() !== '');
  return Math.min(...telling.map((line) => line.length - line.trimStart().length));
}
