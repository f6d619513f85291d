import type { Anchor } from '../../model/change/anchor.ts';
import type { Change, Side } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import { placeInDiff } from '../diff/changed-ranges.ts';
import { filesWithLinesOf, findChangedFile } from './change-index.ts';
import {
  type ClaimedPlace,
  findPlace,
  findsNearby,
  holdsClaim,
  holdsMostLines,
  matchesOf,
  type PlaceFound,
  type View,
  viewsOf,
} from './find-place.ts';
import { isDistinctive, nearestMatch } from './quote.ts';

/** Checks a claimed place against the files themselves, and finds where its quote really stands. */
export function anchorPlace(claimed: ClaimedPlace, change: Change, sources: Sources): Anchor {
  const place = claimed.quote?.trim() === '' ? { ...claimed, quote: null } : claimed;
  const path = sources.resolve(place.path);
  if (path === null) return anchorByQuote(place, change) ?? unanchored(place.side ?? 'new');
  const file = findChangedFile(change, path);
  const views = viewsOf(path, file, place.side ?? null, sources);
  // Without a quote, nothing tells that the other side is meant.
  const possible = place.quote === null ? views.slice(0, 1) : views;
  const found = findPlace([holdsClaim, findsNearby, holdsMostLines], possible, place);
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
  const found = findPlace([holdsClaim, findsNearby], viewsOf(path, null, citation.side, sources), place);
  return found ? { checked: true, path: found[0].path, line: found[1].startLine } : unchecked;
}

/** For a path that exists nowhere: the one changed file whose hunks hold the quote, if it is distinctive. */
function anchorByQuote(place: ClaimedPlace, change: Change): Anchor | null {
  const { quote } = place;
  if (quote === null || !isDistinctive(quote)) return null;
  const reviewed = filesWithLinesOf(change, quote).filter((file) => file.class === 'reviewed');
  const found = reviewed.flatMap((file) => {
    const side: Side = file.status === 'deleted' ? 'old' : 'new';
    const view: View = { path: file.path, side, file, text: null };
    const match = nearestMatch(matchesOf(view, quote), place.startLine);
    return match ? [anchorAt(view, { ...match, status: 'moved' })] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function anchorAt({ path, side, file }: View, { startLine, endLine, status }: PlaceFound): Anchor {
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
