import { findChangedFile } from '../../change/places/change-index.ts';
import { findQuote, nearestMatch, type QuoteMatch } from '../../change/places/quote.ts';
import type { Change } from '../../model/change/change.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { ReportEvidence } from '../../model/report/report-schema.ts';
import { isConnected } from './connection.ts';
import { isTiedTo, namesLine } from './tie-to-reason.ts';

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
 * their file; of shorter ones a third stands in more.) A short line (`set -e`) must be the only such line, and the reason must quote it; one
 * that stands in more places must be meant by its number.
 */
const tellingLetters = { part: 12, wholeLine: 8, onlyLine: 4 } as const;
const mostPlaces = 3;
/** A claim about more lines than these is about something in them: a line among them may decide. */
const longestComplaint = 10;
/** A comment or an import does nothing: it decides only what is said of comments and imports. */
const idle =
  /^(?:\/\/|\/?\*|#(?!\w*define|if)(?=[ !#]|include)|--(?= )|<!--|import\b|using\b|package\b|from\s.*\bimport\b)/;
const aboutIdle = /\b(comment|docs?\b|docstring|document|import|licen[cs]e|depend|includ|header|todo)/i;
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
  const isWhole = code.length <= squeeze(quote).length;
  const isQuoted = isWhole && matches.length === 1 && squeeze(said).includes(code);
  const least = isQuoted ? 'onlyLine' : isWhole ? 'wholeLine' : 'part';
  return lettersOf(quote) >= tellingLetters[least] ? place : null;
}

/** Whether a citation has to do with claims: it stands in a file of theirs, in one that the change touches, or in one connected to theirs. */
export function isAboutClaims(
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): boolean {
  const said = saidOf(citation, reason);
  const place = findTelling(citation, said, scene);
  if (place === null) return false;
  const { path } = citation;
  const isTheirs = claims.some(
    ({ anchor, places }) =>
      anchor.path === path || places.some((one) => scene.sources.resolve(one.path) === path),
  );
  if (isTheirs || findChangedFile(scene.change, path) !== null) return true;
  return claims.some((claim) => isConnected({ ...citation, place, said }, claim, scene.sources));
}

const saidOf = ({ text }: FoundCitation, reason: string): string => `${reason}\n${text ?? ''}`;

/** Whether a citation can decide against claims: it has to do with them, shows more than the lines complained of, and the reason speaks of it. */
export function decidesAgainst(
  citation: FoundCitation,
  reason: string,
  claims: readonly Finding[],
  scene: Scene,
): boolean {
  if (!isAboutClaims(citation, reason, claims, scene)) return false;
  const place = findTelling(citation, saidOf(citation, reason), scene);
  const lines = scene.sources.lines(citation.path, citation.side);
  if (place === null || lines === null) return false;
  const cited = lines.slice(place.startLine - 1, place.endLine);
  const complaint = new Set(claims.flatMap((claim) => complainedLines(claim, scene)));
  const isAboutIdle = claims.some(({ title, explanation }) => aboutIdle.test(`${title}\n${explanation}`));
  const isIdle = (text: string) => idle.test(text.trim()) && !isAboutIdle;
  const shown = cited.filter((line) => lettersOf(line) > 0 && !complaint.has(squeeze(line)) && !isIdle(line));
  return shown.length > 0 && isTiedTo({ ...citation, code: cited.join('\n'), place }, reason);
}

/**
 * The lines that a claim complains of, without white space: at its place and in its quote. None where it quotes what does not stand there
 * word for word: then the line itself shows that the code says something else.
 */
function complainedLines({ anchor, quote }: Finding, { sources }: Scene): string[] {
  const { path, startLine, endLine, side } = anchor;
  const lines = path === null ? null : sources.lines(path, side);
  const quoted = (quote ?? '')
    .split('\n')
    .map(trim)
    .filter((line) => lettersOf(line) > 0);
  if (lines === null || startLine === null) return quoted.map(squeeze);
  const last = endLine ?? startLine;
  const place = last - startLine < longestComplaint ? lines.slice(startLine - 1, last) : [];
  const isAsQuoted = quoted.every((line) => lines.some((one) => trim(one).includes(line)));
  return isAsQuoted ? [...place, ...quoted].map(squeeze) : [];
}

const lettersOf = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;
const squeeze = (text: string): string => text.replace(/\s+/g, '');
const trim = (line: string): string => line.replace(/\s+/g, ' ').trim();
