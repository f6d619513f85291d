import type { Change, ChangedFile, Side } from './change.ts';
import { filesWithLinesOf, findChangedFile } from './change-index.ts';
import { linesOfHunks, placeInDiff } from './changed-ranges.ts';
import { findQuote, isDistinctive, nearestMatch, type QuoteMatch } from './quote.ts';
import type { Sources } from './sources.ts';

/**
 * Where a finding points, as code checked it: `exact` (the lines exist, and hold the quote if there is one), `moved` (the
 * quote was found elsewhere; the lines are where), `file` (the file only), `unanchored` (nothing of it exists).
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

/** Checks a claimed place against the files themselves, and finds where its quote really stands. */
export function anchorPlace(place: ClaimedPlace, change: Change, sources: Sources): Anchor {
  const path = sources.resolve(place.path);
  if (path === null) return anchorByQuote(place, change) ?? unanchored(place.side ?? 'new');
  const file = findChangedFile(change, path);
  const views = viewsOf(path, file, place.side ?? null, sources);
  // Without a quote, nothing tells that the other side is meant.
  const found = findPlace(place.quote === null ? views.slice(0, 1) : views, place);
  if (found) return anchorAt(...found);
  const side = views[0]?.side ?? 'new';
  return { path, startLine: null, endLine: null, side, status: 'file', inDiff: file ? 'changed' : 'outside' };
}

/** A citation of a ruling or a finding's evidence. */
export interface Citation {
  readonly path: string | null;
  readonly line: number | null;
  readonly side: Side | null;
  readonly quote: string | null;
}

/** A citation after the check; path and line are where the quote really stands. */
export interface CheckedCitation {
  readonly checked: boolean;
  readonly path: string;
  readonly line: number | null;
}

/**
 * Looks a citation's quote up: at its line any quote of a few letters will do, elsewhere in the file only a distinctive
 * one. Without a quote there is nothing that could be checked.
 */
export function checkCitation(citation: Citation, sources: Sources): CheckedCitation {
  const cited = citation.path ?? '';
  const path = sources.resolve(cited);
  const unchecked = { checked: false, path: path ?? cited, line: citation.line };
  if (path === null || citation.quote === null || !/[\p{L}\p{N}]{2}/u.test(citation.quote)) return unchecked;
  const place = { ...citation, path, startLine: citation.line, endLine: citation.line };
  const found = findPlace(viewsOf(path, null, citation.side, sources), place);
  return found ? { checked: true, path: found[0].path, line: found[1].startLine } : unchecked;
}

/** One side of a file. */
interface View {
  readonly path: string;
  readonly side: Side;
  readonly file: ChangedFile | null;
  /** Null where only the hunks are known. */
  readonly text: readonly string[] | null;
}

interface Found extends QuoteMatch {
  readonly status: 'exact' | 'moved';
}

/** Both sides of a file as far as they can be read: the claimed one alone, or the natural one first. */
function viewsOf(path: string, file: ChangedFile | null, claimed: Side | null, sources: Sources): View[] {
  const natural: Side = file?.status === 'deleted' || path === file?.oldPath ? 'old' : 'new';
  const sides: Side[] = claimed ? [claimed] : natural === 'new' ? ['new', 'old'] : ['old', 'new'];
  return sides.flatMap((side): View[] => {
    const name = (side === 'old' ? file?.oldPath : file?.path) ?? path;
    const text = sources.lines(name, side);
    return text || (file && file.hunks.length > 0) ? [{ path: name, side, file, text }] : [];
  });
}

/** The claim itself on any side, before the quote anywhere else. */
function findPlace(views: readonly View[], place: ClaimedPlace): readonly [View, Found] | null {
  for (const match of [holdsClaim, findsNearby]) {
    for (const view of views) {
      const found = match(view, place);
      if (found) return [view, found];
    }
  }
  return null;
}

/** The claimed lines, where they exist and hold the quote (a claim without lines: the only place that does). */
function holdsClaim(view: View, place: ClaimedPlace): Found | null {
  const claim = claimedRange(place);
  const matches = place.quote === null ? null : matchesOf(view, place.quote);
  if (claim === null) {
    const [only, another] = matches ?? [];
    return only && !another && isDistinctive(place.quote ?? '') ? { ...only, status: 'exact' } : null;
  }
  const [start, end] = claim;
  if (!hasLine(view, claim)) return null;
  if (matches && !matches.some((match) => match.startLine <= end && start <= match.endLine)) return null;
  return { startLine: start, endLine: view.text ? Math.min(end, view.text.length) : end, status: 'exact' };
}

/** The quote's nearest place: anywhere for a distinctive quote, otherwise close to the claim. */
function findsNearby(view: View, place: ClaimedPlace): Found | null {
  if (place.quote === null) return null;
  const [start = null, end = null] = claimedRange(place) ?? [];
  const nearest = nearestMatch(matchesOf(view, place.quote), start);
  if (!nearest) return null;
  const isNear =
    start !== null && nearest.startLine <= (end ?? start) + nearLines && nearest.endLine >= start - nearLines;
  return isNear || isDistinctive(place.quote) ? { ...nearest, status: 'moved' } : null;
}

function hasLine({ text, file, side }: View, claim: readonly [number, number]): boolean {
  return text ? claim[0] <= text.length : file !== null && placeInDiff(file, side, claim) !== 'outside';
}

function matchesOf({ text, file, side }: View, quote: string): QuoteMatch[] {
  const lines = text ?? (file ? linesOfHunks(file, side) : []);
  return quote.trim() === '' ? [] : findQuote(lines, quote);
}

/** An inverted range means the same lines. */
function claimedRange({ startLine, endLine }: ClaimedPlace): [number, number] | null {
  const start = startLine ?? endLine;
  if (start === null) return null;
  const end = endLine ?? start;
  return start <= end ? [start, end] : [end, start];
}

/** For a path that exists nowhere: the one changed file whose hunks hold the quote, if it is distinctive. */
function anchorByQuote(place: ClaimedPlace, change: Change): Anchor | null {
  const { quote } = place;
  if (quote === null || !isDistinctive(quote)) return null;
  const found = filesWithLinesOf(change, quote).flatMap((file) => {
    const side: Side = file.status === 'deleted' ? 'old' : 'new';
    const view: View = { path: file.path, side, file, text: null };
    const match = nearestMatch(matchesOf(view, quote), place.startLine);
    return match ? [anchorAt(view, { ...match, status: 'moved' })] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function anchorAt({ path, side, file }: View, { startLine, endLine, status }: Found): Anchor {
  const inDiff = file ? placeInDiff(file, side, [startLine, endLine]) : 'outside';
  return { path, startLine, endLine, side, status, inDiff };
}

const unanchored = (side: Side): Anchor => ({
  path: null,
  startLine: null,
  endLine: null,
  side,
  status: 'unanchored',
  inDiff: 'outside',
});
