import type { Place } from '../../model/finding.ts';
import { isSameFile, type Profile } from './profile.ts';
import { containment, cosine, coverage, overlap } from './words/bag.ts';

/** How two places lie to each other; `unknown` where one of the two names none. */
export const relations = ['same lines', 'same file', 'other file', 'unknown'] as const;
/** See {@link relations}. */
export type Relation = (typeof relations)[number];

/** What is measured of a pair of claims, each from 0 (nothing in common) to 1. */
export const measures = {
  /** Cosine of all words, rare ones first. */
  words: (a, b) => cosine(a.words, b.words),
  /** Part of the title of each that the other's text covers; the smaller of the two. */
  title: both((a, b) => coverage(a.title, b.words)),
  /** Two words that follow each other in both. */
  phrases: (a, b) => overlap(a.phrases, b.phrases),
  /** Cosine of the words that are no code, those for one thing made one: what is claimed, whatever it is claimed of. */
  claim: (a, b) => cosine(a.claimWords, b.claimWords),
  /** Names of code in the title of each that the other mentions; the smaller. */
  titleNames: both((a, b) => coverage(a.titleNames, b.names)),
  /** Names of code in each that the other mentions or quotes; the smaller. */
  names: both((a, b) => coverage(a.names, b.namesAndCode)),
  /** Quoted lines of code. */
  code: (a, b) => containment(a.code, b.code),
  /** Both are about the tests, or the documentation, … */
  matter: (a, b) => (a.matter === b.matter && a.matter !== 'behaviour' ? 1 : 0),
  /** Places that both cite in their text: 0, 1 or more. */
  citations: (a, b) => Math.min(1, countCitations(a, b) / 2),
} satisfies Record<string, (a: Profile, b: Profile) => number>;

/** See {@link measures}. */
export type Measure = keyof typeof measures;
/** The names of {@link measures}. */
export const measureNames = Object.keys(measures) as Measure[];

/** What a pair of claims is judged by. */
export interface Description {
  readonly relation: Relation;
  readonly measured: Readonly<Record<Measure, number>>;
}

/** Measures a pair of claims; the order of the two does not matter. */
export function describePair(a: Profile, b: Profile): Description {
  const measured = Object.fromEntries(measureNames.map((name) => [name, measures[name](a, b)]));
  return { relation: relate(a.claim.places, b.claim.places), measured: measured as Record<Measure, number> };
}

/** How the places of two claims lie to each other. Main places count against all places of the other; places named beside them do not count against each other. */
export function relate(a: readonly Place[], b: readonly Place[]): Relation {
  const [mainOfA] = a;
  const [mainOfB] = b;
  if (mainOfA === undefined || mainOfB === undefined) return 'unknown';
  const of = (main: Place, places: readonly Place[]): Relation => {
    let found: Relation = 'other file';
    for (const place of places) {
      if (!isSameFile(main, place)) continue;
      if (shareLines(main, place)) return 'same lines';
      found = 'same file';
    }
    return found;
  };
  const [one, other] = [of(mainOfA, b), of(mainOfB, a)];
  return relations.find((relation) => relation === one || relation === other) ?? 'unknown';
}

/** Lines between two places of one function, mostly. */
const nearby = 20;

/**
 * Whether two claims speak of different lines near each other and quote different code. Then they share names and words, those of the
 * function that both stand in, and can be two faults all the same.
 */
export function areNeighbours(a: Profile, b: Profile): boolean {
  const [one] = a.claim.places;
  const [other] = b.claim.places;
  if (one === undefined || other === undefined || relate(a.claim.places, b.claim.places) !== 'same file')
    return false;
  const doesQuote = a.code.to > a.code.from && b.code.to > b.code.from;
  return (
    doesQuote && containment(a.code, b.code) === 0 && isSameFile(one, other) && shareLines(widen(one), other)
  );
}

/**
 * Whether two claims are about different code in words that may be the same: what one reviewer says of one function, another says of the next.
 * They speak of different files, and neither mentions the file of the other; or they speak of one file, and what their titles name and their
 * quotes hold has nothing in common.
 */
export function areElsewhere(a: Profile, b: Profile): boolean {
  const [one] = a.claim.places;
  const [other] = b.claim.places;
  if (one === undefined || other === undefined || !a.claim.isPlaced || !b.claim.isPlaced) return false;
  const relation = relate(a.claim.places, b.claim.places);
  if (relation === 'other file') return !mentions(a, other) && !mentions(b, one);
  const known = [coverage(a.titleNames, b.namesAndCode), coverage(b.titleNames, a.namesAndCode)];
  const doName = a.titleNames.total > 0 && b.titleNames.total > 0;
  return (
    relation === 'same file' &&
    doName &&
    known.every((share) => share === 0) &&
    containment(a.code, b.code) === 0
  );
}

/** Whether a claim's words or code name a file, with its ending or without. */
function mentions({ claim }: Profile, { path }: Place): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const text = `${claim.prose}\n${claim.code}`;
  const stem = name.replace(/\.\w+$/, '');
  return (
    text.includes(name) || (stem.length > 3 && new RegExp(`(?<![\\w.])${escaped(stem)}(?!\\w)`).test(text))
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const widen = ({ path, startLine, endLine }: Place): Place => ({
  path,
  startLine: startLine === null ? null : startLine - nearby,
  endLine: startLine === null ? null : (endLine ?? startLine) + nearby,
});

function shareLines(a: Place, b: Place): boolean {
  if (a.startLine === null || b.startLine === null) return false;
  return a.startLine <= (b.endLine ?? b.startLine) && b.startLine <= (a.endLine ?? a.startLine);
}

/** Citations within three lines are one. */
function countCitations(a: Profile, b: Profile): number {
  return a.citations.filter((one) =>
    b.citations.some((other) => one.file === other.file && Math.abs(one.line - other.line) <= 3),
  ).length;
}

function both(measure: (a: Profile, b: Profile) => number): (a: Profile, b: Profile) => number {
  return (a, b) => Math.min(measure(a, b), measure(b, a));
}
