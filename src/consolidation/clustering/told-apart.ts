import { claimOfText } from './claim.ts';
import { type Profile, profileClaims } from './profile.ts';
import { coverage } from './words/bag.ts';
import { claimWordsOf, identifiersOf } from './words/words.ts';

/** Small words that tell two faults apart, though they mean little elsewhere. */
const directions = new Set('before after above below over under up down once only off'.split(' '));
/** Where a fault is, its place says better. */
const lineReference = /\b(?:lines?|L)\s*\d+(?:\s*[-–]\s*\d+)?\b|:\d+(?:[-–]\d+)?\b/gi;
const exchanged = '…';
const token = /[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?/gu;

/**
 * Whether two claims say one thing of two: their titles have one form, and where one says something, the other says something else that the
 * first does not mention (`null dereference of user` and `… of order`, `overflow in width` and `… in height`). Where the titles are the same, their
 * texts tell, by their form or by names of code of which they have none in common. However alike the words are, they only tell of one kind of fault.
 */
export function areToldApart(a: Profile, b: Profile): boolean {
  const titles = [tokensOf(a.claim.title), tokensOf(b.claim.title)] as const;
  if (titles[0].join(' ') !== titles[1].join(' ')) return areOfOneForm(...titles) && !doMention(a, b, titles);
  const texts = [tokensOf(a.claim.prose), tokensOf(b.claim.prose)] as const;
  return areForeign(a.names, b.names, a, b) || areOfOneForm(...texts);
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
function areOfOneForm(one: readonly string[], other: readonly string[]): boolean {
  const [form, otherForm] = [formOf(one, other), formOf(other, one)];
  const shared = form.filter((word) => word !== exchanged).length;
  const most = Math.max(one.length, other.length) - shared;
  return form.includes(exchanged) && form.join(' ') === otherForm.join(' ') && shared >= most;
}

/** The words of a text, with one sign for each run of those that another one does not have. */
function formOf(text: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other);
  return text
    .map((word) => (known.has(word) ? word : exchanged))
    .filter((word, index, all) => word !== exchanged || all[index - 1] !== exchanged);
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
function doMention(
  a: Profile,
  b: Profile,
  [one, other]: readonly [readonly string[], readonly string[]],
): boolean {
  const mentions = ({ claim }: Profile, words: readonly string[], own: readonly string[]): boolean => {
    const known = new Set(tokensOf(claim.prose));
    return words.some((word) => !own.includes(word) && known.has(word));
  };
  return mentions(b, one, other) || mentions(a, other, one);
}
