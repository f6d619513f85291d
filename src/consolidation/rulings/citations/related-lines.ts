import type { QuoteMatch } from '../../../change/places/quote.ts';
import type { Finding } from '../../../model/finding.ts';
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
 * Whether lines of a claim's own file have to do with it, so that naming them by their number says something: they stand right above or below
 * those complained of and in the same block; or share a word with what is claimed, or a name with those lines, where these are of the same function
 * or it is what they give a value to. Of a claim without lines everything may.
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
  if (isNear(anchor, place) && isInBlock(lines, place, complained)) return true;
  if (sharedWords(`${title}\n${explanation}`, code).length > 0) return true;
  const topic = textOf(complained);
  const isOneFunction =
    depthBetween(lines, place, complained) >= Math.min(depthOf(lines, place), depthOf(lines, complained));
  return shareName(topic, isOneFunction ? code : valuesGivenIn(code));
}

/** Whether a place is among the statements of a block, or opens what encloses it. */
function isInBlock(lines: readonly string[], place: Lines, complained: Lines): boolean {
  const [own, theirs] = [depthOf(lines, place), depthOf(lines, complained)];
  const between = depthBetween(lines, place, complained);
  return own >= theirs ? between >= theirs : between > own;
}

/** How far the outermost of some lines is indented; infinitely where there is none. */
function depthOf(lines: readonly string[], { startLine, endLine }: Lines): number {
  const telling = lines.slice(startLine - 1, endLine).filter((line) => line.trim() !== '');
  return Math.min(...telling.map((line) => line.length - line.trimStart().length));
}

const depthBetween = (lines: readonly string[], one: Lines, other: Lines): number =>
  depthOf(lines, {
    startLine: Math.min(one.endLine, other.endLine) + 1,
    endLine: Math.max(one.startLine, other.startLine) - 1,
  });
