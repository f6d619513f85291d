import { findChangedFile } from '../../../change/places/change-index.ts';
import {
  findQuote,
  linesQuoted,
  nearestMatch,
  piecesOf,
  type QuoteMatch,
} from '../../../change/places/quote.ts';
import { countLetters, squeeze } from '../../../change/places/squeeze.ts';
import type { Change, Side } from '../../../model/change/change.ts';
import type { Sources } from '../../../model/change/sources.ts';
import type { Finding } from '../../../model/finding.ts';
import type { ReportEvidence } from '../../../model/report/report-schema.ts';
import { findComplainedLines } from './complained-lines.ts';
import { isConnected } from './connection.ts';
import { activeLines } from './idle-code.ts';
import { prevents } from './preventing-code.ts';
import { isNear, isRelated } from './related-lines.ts';
import { isTiedTo, namesLine, speaksOf } from './tie-to-reason.ts';

/** A citation whose quote code found. */
type FoundCitation = Extract<ReportEvidence, { kind: 'citation' }>;

/** What a ruling's citations are weighed by. */
export interface Scene {
  readonly change: Change;
  readonly sources: Sources;
}

/**
 * Letters and digits of a quote that is found by more than chance: of a part of a line so many, of a whole line fewer, and it stands in
 * few places of its file. (Of 150,000 lines in four code bases 97 % of those with 8 letters or more stand in at most three places of
 * their file; of shorter ones a third stands in more.) A short line (`set -e`) must be the only such line, and the reason must quote it, or
 * name its number; one that stands in more places must be meant by its number.
 */
const tellingLetters = { part: 12, wholeLine: 8, onlyLine: 4 } as const;
const mostPlaces = 3;
/** How a ruling speaks of the merge base, and not of the head by mistake: `the base` alone is that only where it is no `base class`. */
const aboutBase: readonly RegExp[] = [
  /\b(?:merge[- ]base|base (?:commit|revision|version|side|branch|code))\b/i,
  /\b(?:at|on|in) (?:the )?base(?=\s*(?:$|[^\w\s-])|\s+(?:it|this|that|there|the|too|also|already|as|and|or|but|is|was|were|had|has|did|does|nothing|no|none|neither|nor|not|we|you|they|lines?|of (?:the|this))\b)/i,
  /\b(?:before (?:the|this) (?:change|commit|diff|pr|patch)|previously|(?:even|as|like|than) before)\b/i,
  /\b(?:old|previous|former|original) (?:code|version|side|implementation|function|behaviou?r)\b/i,
  /(?<!\b(?:is|are|was|were|be|been|being|gets?|only|just|mainly|also|commonly) )\bused to\b/i,
];
/** It says that things were no better then; what was better then, and is gone, is what a regression is. */
const noBetter =
  /\b(?:not|never|neither|nor|no|none|nothing|without|same|also|too|either|already|equally|likewise|identical(?:ly)?|unchanged|as well|just as|even before|(?:as|like) before)\b|n[’']t\b/i;
/** Words that only open and close blocks: beside other lines such a one shows nothing. */
const blockWords =
  /\b(?:end|else|try|do|begin|then|fi|done|esac|finally|pass|endif|endfor|endwhile|ensure)\b/gi;

/** Where a citation's quote stands, if it is one that code does not find by chance; `said` is what its ruling says of it. */
export function findTelling(
  { path, line, side, quote, checked }: FoundCitation,
  said: string,
  { sources }: Scene,
): QuoteMatch | null {
  const lines = sources.lines(path, side);
  if (!checked || quote === null || lines === null) return null;
  const matches = findQuote(lines, quote);
  const place = nearestMatch(matches, line);
  if (place === null || (matches.length > mostPlaces && !namesLine(said, place))) return null;
  const code = squeeze(lines.slice(place.startLine - 1, place.endLine).join('\n'));
  // Of what is left out, nothing is shown: `export … log` may stand anywhere.
  const pieces = piecesOf(quote, code);
  const isWhole = code.length <= squeeze(quote).length;
  const isMeant = squeeze(said).includes(code) || (line === place.startLine && namesLine(said, place));
  const least = isWhole && matches.length === 1 && isMeant ? 'onlyLine' : isWhole ? 'wholeLine' : 'part';
  return Math.max(...pieces.map(countLetters)) >= tellingLetters[least] ? place : null;
}

/** What a citation shows. */
interface Shown {
  readonly place: QuoteMatch;
  readonly lines: readonly string[];
  /** Positions of the lines that it quotes, and of those of them that do something. */
  readonly quoted: readonly number[];
  readonly active: readonly number[];
}

/** What a citation shows that has to do with claims; null where it shows nothing of the kind. */
function findShown(
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): Shown | null {
  const said = `${reason}\n${citation.text ?? ''}`;
  const { path, side, quote } = citation;
  const place = findTelling(citation, said, scene);
  const lines = scene.sources.lines(path, side);
  if (place === null || lines === null || quote === null) return null;
  const quoted = linesQuoted(lines, place, quote);
  const active = activeLines({ path, lines, shown: quoted, quote }, claims, scene.sources);
  if (active.length === 0) return null;
  const isTheirs = claims.some(
    ({ anchor, places }) =>
      anchor.path === path || places.some((one) => scene.sources.resolve(one.path) === path),
  );
  const isAbout =
    isTheirs ||
    findChangedFile(scene.change, path) !== null ||
    claims.some((claim) => isConnected({ ...citation, place, said }, claim, scene.sources));
  return isAbout ? { place, lines, quoted, active } : null;
}

/**
 * Whether a citation has to do with claims: it stands in a file of theirs, in one that the change touches, or in one connected to theirs, and
 * does something there.
 */
export const isAboutClaims = (
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): boolean => findShown(citation, reason, claims, scene) !== null;

/** Whether a citation has to do with claims, and the reason speaks of it or of what is claimed: enough to call them less grave. */
export function isReasonFor(
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): boolean {
  const found = findShown(citation, reason, claims, scene);
  if (found === null) return false;
  const code = found.quoted.map((position) => found.lines[position] ?? '');
  const told = claims.flatMap(({ title, explanation }) => [title, explanation]);
  return speaksOf(
    `${reason}\n${citation.text ?? ''}`,
    { path: citation.path, place: found.place, isRelated: isRelatedTo(claims, citation.path, found) },
    [...code, ...told].join('\n'),
  );
}

/**
 * Whether a citation can decide against claims: it has to do with them, stands at the head, shows more than the lines complained of, and the
 * reason speaks of it.
 */
export function decidesAgainst(
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): boolean {
  const { path, side, quote } = citation;
  const found = findShown(citation, reason, claims, scene);
  if (found === null || quote === null) return false;
  const { place, lines, quoted, active } = found;
  const isGone = side === 'old' && !standsAtHead(path, quote, scene);
  if (isGone && (!areAboutBase(claims, reason) || quoted.some((position) => prevents(lines[position] ?? ''))))
    return false;
  const lineAt = (position: number): string => lines[position] ?? '';
  const saysMore = (line: string): boolean => countLetters(line.replace(blockWords, '')) > 0;
  const complained = claims.flatMap((claim) => complainedLines(claim, side, scene));
  const complaint = new Set(complained.map(squeeze));
  const hasMore = active.some(
    (position) => saysMore(lineAt(position)) && !complaint.has(squeeze(lineAt(position))),
  );
  const code = quoted.map(lineAt).join('\n');
  // What stood there before has the words of what stands there now.
  const topic = isGone ? '' : complained.join('\n');
  const isForeign = claims.every(({ anchor }) => anchor.path !== path);
  const isBeside = claims.some(({ anchor }) => anchor.path === path && isNear(anchor, place));
  const tie = { code, place, topic, isForeign, isBeside, isRelated: isRelatedTo(claims, path, found) };
  return hasMore && isTiedTo({ ...citation, ...tie }, reason);
}

/** Whether a place has to do with a claim; in another file than theirs it does where it may be cited at all. */
function isRelatedTo(claims: readonly Finding[], path: string, { lines, place }: Shown): boolean {
  const own = claims.filter(({ anchor }) => anchor.path === path);
  return own.length === 0 || own.some((claim) => isRelated(lines, place, claim));
}

/** Whether what stood at the merge base stands in that file still, or in what it was renamed to. */
function standsAtHead(path: string, quote: string, { change, sources }: Scene): boolean {
  const lines = sources.lines(findChangedFile(change, path)?.path ?? path, 'new');
  return lines !== null && findQuote(lines, quote).length > 0;
}

/** What the change took away decides only what is said of the past, by a ruling that knows it to be past, and no better than the head. */
const areAboutBase = (claims: readonly Finding[], reason: string): boolean =>
  aboutBase.some((way) => way.test(reason)) &&
  noBetter.test(reason) &&
  claims.some(({ anchor, kind }) => anchor.side === 'old' || kind === 'regression');

/**
 * The lines that a claim complains of. None where it quotes what does not stand there: then the line itself shows that the
 * code says something else. Code that the change took away may stand elsewhere now: there it is no complaint but an answer.
 */
function complainedLines(claim: Finding, cited: Side, { sources }: Scene): string[] {
  const { path, side } = claim.anchor;
  if (side === 'old' && cited === 'new') return [];
  const complained = findComplainedLines(claim, sources);
  if (complained === null) return (claim.quote ?? '').split('\n').filter(countLetters);
  if (complained.quoted === null) return [];
  const lines = sources.lines(path ?? '', side) ?? [];
  return [...complained.place, ...complained.quoted].map((position) => lines[position] ?? '');
}
