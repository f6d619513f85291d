import { type Claim, claimOfText } from './claim.ts';
import { type Profile, profileClaims } from './profile.ts';
import { coverage } from './words/bag.ts';
import { claimWordsOf, identifiersOf } from './words/words.ts';

/** Small words that tell two faults apart, though they mean little elsewhere. */
const directions = new Set('before after above below over under up down once only off'.split(' '));
/** Where a fault is, its place says better. */
const lineReference = /\b(?:lines?|L)\s*\d+(?:\s*[-–]\s*\d+)?\b|:\d+(?:[-–]\d+)?\b/gi;
const token = /[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?/gu;

/**
 * Whether two claims say one thing of two: their titles have one form, and where one says something, the other says something else that the
 * first does not mention (`null dereference of user` and `… of order`, `overflow in width` and `… in height`). Where the titles are the same, their
 * texts tell, by their form or by names of code of which they have none in common. However alike the words are, they only tell of one kind of fault.
 */
export function areToldApart(a: Profile, b: Profile): boolean {
  const [one, other] = [readSaid(a.claim), readSaid(b.claim)];
  if (one.title.inOrder.join(' ') !== other.title.inOrder.join(' '))
    return areOfOneForm(one.title, other.title) && !doMention(one, other);
  return areForeign(a.names, b.names, a, b) || areOfOneForm(one.prose, other.prose);
}

/** The words of a text as they follow each other, and each once. */
interface Said {
  readonly inOrder: readonly string[];
  readonly words: ReadonlySet<string>;
}

/** What a claim's title and text say. */
interface SaidOfClaim {
  readonly title: Said;
  readonly prose: Said;
}

const saidOfClaims = new WeakMap<Claim, SaidOfClaim>();

/** Worked out once a claim: it is compared with many. */
function readSaid(claim: Claim): SaidOfClaim {
  const known = saidOfClaims.get(claim) ?? { title: saidIn(claim.title), prose: saidIn(claim.prose) };
  saidOfClaims.set(claim, known);
  return known;
}

function saidIn(text: string): Said {
  const inOrder = tokensOf(text);
  return { inOrder, words: new Set(inOrder) };
}

/** What tells findings apart that have one fingerprint, in one round or in two. */
interface Told {
  readonly title: string;
  readonly explanation: string;
}

/** Whether two findings say one thing of two, as {@link areToldApart} means it. */
export function sayOfOthers(one: Told, other: Told): boolean {
  if (one.title === other.title && one.explanation === other.explanation) return false;
  const [a, b] = profileClaims(
    [one, other].map(({ title, explanation }, index) => ({
      ...claimOfText(`${index}`, '', `${title}\n\n${explanation}`, null),
      title,
    })),
  ) as [Profile, Profile];
  return areToldApart(a, b);
}

/** Whether two texts are the same but for some words, in place of which each has others; these are no more than what is the same. */
function areOfOneForm(one: Said, other: Said): boolean {
  const shared = countShared(one, other);
  const most = Math.max(one.inOrder.length, other.inOrder.length) - shared;
  if (shared === one.inOrder.length || shared < most || shared !== countShared(other, one)) return false;
  return haveOneForm(one, other);
}

const countShared = ({ inOrder }: Said, { words }: Said): number =>
  inOrder.reduce((count, word) => count + (words.has(word) ? 1 : 0), 0);

/** Whether two texts have the same words in the same order, but for runs of words in place of which the other has some of its own. */
function haveOneForm(one: Said, other: Said): boolean {
  const [words, others] = [one.inOrder, other.inOrder];
  let [at, otherAt] = [0, 0];
  for (;;) {
    const [next, otherNext] = [skipOwn(one, other, at), skipOwn(other, one, otherAt)];
    const isExchanged = next > at;
    if (isExchanged !== otherNext > otherAt || words[next] !== others[otherNext]) return false;
    if (next === words.length) return true;
    [at, otherAt] = [next + 1, otherNext + 1];
  }
}

/** The next place in a text whose word another one has too. */
function skipOwn({ inOrder }: Said, { words }: Said, from: number): number {
  let at = from;
  while (at < inOrder.length && !words.has(inOrder[at] as string)) at += 1;
  return at;
}

/** Whether two titles name code, and none that the other claim mentions: they may mean two things. */
export const nameOthers = (a: Profile, b: Profile): boolean => areForeign(a.titleNames, b.titleNames, a, b);

const areForeign = (named: Profile['names'], namedToo: Profile['names'], a: Profile, b: Profile): boolean =>
  named.total > 0 &&
  namedToo.total > 0 &&
  coverage(named, b.names) === 0 &&
  coverage(namedToo, a.names) === 0;

const tokensOf = (text: string): string[] =>
  (text.replace(lineReference, ' ').match(token) ?? []).flatMap(meaningOf);

/** A name or a number as it is; of other words what they mean, so that synonyms are one. */
function meaningOf(word: string): string[] {
  const lower = word.toLowerCase();
  const isKept = directions.has(lower) || /^\d/.test(word) || identifiersOf(word).length > 0;
  return isKept ? [lower] : claimWordsOf(word);
}

/** Whether what only one of two titles says is in the text of the other. */
function doMention(one: SaidOfClaim, other: SaidOfClaim): boolean {
  const mentions = (text: Said, title: Said, own: Said): boolean =>
    title.inOrder.some((word) => !own.words.has(word) && text.words.has(word));
  return mentions(other.prose, one.title, other.title) || mentions(one.prose, other.title, one.title);
}
