import type { ChangedFile, Side } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import { linesOfHunks, placeInDiff } from '../diff/changed-ranges.ts';
import { findQuote, isDistinctive, nearestMatch, type QuoteMatch } from './quote.ts';

/** A place as an agent claims it. */
export interface ClaimedPlace {
  readonly path: string;
  readonly startLine: number | null;
  readonly endLine: number | null;
  /** Verbatim code, as far as agents are verbatim. */
  readonly quote: string | null;
  readonly side?: Side | null;
}

/** A quote that is no distinctive one counts as moved within so many lines of the claim. */
const nearLines = 10;
/** So many lines of a quote are looked for, each by itself. */
const mostLines = 60;

/** One side of a file. */
export interface View {
  readonly path: string;
  readonly side: Side;
  readonly file: ChangedFile | null;
  /** Null where only the hunks are known. */
  readonly text: readonly string[] | null;
}

/** Lines that a claim turned out to mean. */
export interface PlaceFound extends QuoteMatch {
  readonly status: 'exact' | 'moved';
}

/** Both sides of a file as far as they can be read: the claimed one alone, or the natural one first. */
export function viewsOf(
  path: string,
  file: ChangedFile | null,
  claimed: Side | null,
  sources: Sources,
): View[] {
  const natural: Side = file?.status === 'deleted' || path === file?.oldPath ? 'old' : 'new';
  const sides: Side[] = claimed ? [claimed] : natural === 'new' ? ['new', 'old'] : ['old', 'new'];
  return sides.flatMap((side): View[] => {
    const name = (side === 'old' ? file?.oldPath : file?.path) ?? path;
    const text = sources.lines(name, side);
    return text || (file && file.hunks.length > 0) ? [{ path: name, side, file, text }] : [];
  });
}

/** A way to see a claim in one side of a file. */
type Matcher = (view: View, place: ClaimedPlace) => PlaceFound | null;

/** The better way on any side, before the next one. */
export function findPlace(
  matchers: readonly Matcher[],
  views: readonly View[],
  place: ClaimedPlace,
): readonly [View, PlaceFound] | null {
  for (const match of matchers) {
    for (const view of views) {
      const found = match(view, place);
      if (found) return [view, found];
    }
  }
  return null;
}

/** The claimed lines, where they exist and hold the quote (a claim without lines: the only place that does). */
export function holdsClaim(view: View, place: ClaimedPlace): PlaceFound | null {
  const claim = claimedRange(place);
  const matches = place.quote === null ? null : matchesOf(view, place.quote);
  if (claim === null) {
    const [only, another] = matches ?? [];
    return only && !another && isDistinctive(place.quote ?? '') ? { ...only, status: 'exact' } : null;
  }
  const [start, end] = claim;
  if (!hasLine(view, claim)) return null;
  if (matches && !matches.some((match) => match.startLine <= end && start <= match.endLine)) return null;
  return withinFile(view, claim);
}

/** The quote's nearest place: anywhere for a distinctive quote, otherwise close to the claim. */
export function findsNearby(view: View, place: ClaimedPlace): PlaceFound | null {
  if (place.quote === null) return null;
  const [start = null, end = null] = claimedRange(place) ?? [];
  const nearest = nearestMatch(matchesOf(view, place.quote), start);
  if (!nearest) return null;
  const isNear =
    start !== null && nearest.startLine <= (end ?? start) + nearLines && nearest.endLine >= start - nearLines;
  return isNear || isDistinctive(place.quote) ? { ...nearest, status: 'moved' } : null;
}

/** The claimed lines, where most lines of the quote stand, each by itself: agents shorten and mend what they quote. */
export function holdsMostLines(view: View, place: ClaimedPlace): PlaceFound | null {
  const claim = claimedRange(place);
  const lines = (place.quote ?? '').split('\n').filter(isDistinctive);
  if (claim === null || lines.length < 2 || !hasLine(view, claim)) return null;
  const [start, end] = claim;
  // Only what is near can hold the claim, and of a long quote a part tells: looking for every line of it everywhere takes seconds.
  const near = linesOf(view).slice(Math.max(0, start - 1 - nearLines), end + nearLines);
  const told = lines.length <= mostLines ? lines : spread(lines, mostLines);
  const held = told.filter((line) => findQuote(near, line).length > 0).length;
  return held * 2 > told.length ? withinFile(view, claim) : null;
}

/** The claimed lines as far as the file has them. */
function withinFile({ text }: View, [startLine, end]: readonly [number, number]): PlaceFound {
  return { startLine, endLine: text ? Math.min(end, text.length) : end, status: 'exact' };
}

function hasLine({ text, file, side }: View, claim: readonly [number, number]): boolean {
  return text ? claim[0] <= text.length : file !== null && placeInDiff(file, side, claim) !== 'outside';
}

/** Where a quote stands in a view. */
export const matchesOf = (view: View, quote: string): QuoteMatch[] => findQuote(linesOf(view), quote);

const linesOf = ({ text, file, side }: View): readonly string[] =>
  text ?? (file ? linesOfHunks(file, side) : []);

/** So many of a list, evenly from all of it. */
const spread = <Element>(list: readonly Element[], count: number): Element[] =>
  list.filter(
    (_, index) =>
      Math.floor((index * count) / list.length) !== Math.floor(((index - 1) * count) / list.length),
  );

/** An inverted range means the same lines. */
function claimedRange({ startLine, endLine }: ClaimedPlace): [number, number] | null {
  const start = startLine ?? endLine;
  if (start === null) return null;
  const end = endLine ?? start;
  return start <= end ? [start, end] : [end, start];
}
