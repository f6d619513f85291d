import type { Profile } from './profile.ts';
import { idsOf } from './words/bag.ts';

/** Two positions in a list, the lower first. */
export type Pair = readonly [number, number];

/** Rare words of a claim that may bring others up, and how many claims may share a word before it tells nothing. */
const tellingWords = 16;
const commonFrom = 40;
/** Claims that one is compared with, those with most rare words in common first. */
const mostLikely = 24;
/** Lines of a file that are one neighbourhood, and how many neighbourhoods of a long range count. */
const neighbourhood = 10;
const longestRange = 20;

/**
 * The pairs among many claims that can be one issue, without looking at all: those that share rare words or lines. Each
 * claim has a bounded number of them, so that time grows with the claims and not with their square.
 */
export function likelyPairs(profiles: readonly Profile[]): Pair[] {
  const count = profiles.length;
  const byWord = holdersOfWords(profiles);
  const pairs = new Set<number>();
  const add = (a: number, b: number) => pairs.add(Math.min(a, b) * count + Math.max(a, b));
  const votes = new Float64Array(count);
  const votesOf = (index: number) => votes[index] as number;
  for (const [index, { words }] of profiles.entries()) {
    const rarityOf = (id: number) => words.entries.rarity[id] as number;
    const telling: number[] = [];
    for (const id of idsOf(words)) {
      const { length } = byWord[id] as number[];
      if (length > 1 && length <= commonFrom) telling.push(id);
    }
    telling.sort((a, b) => rarityOf(b) - rarityOf(a));
    const named: number[] = [];
    for (const id of telling.slice(0, tellingWords)) {
      for (const other of byWord[id] as number[]) {
        if (other === index) continue;
        if (votesOf(other) === 0) named.push(other);
        votes[other] = votesOf(other) + rarityOf(id);
      }
    }
    named.sort((a, b) => votesOf(b) - votesOf(a) || a - b);
    for (const other of named.slice(0, mostLikely)) add(index, other);
    for (const other of named) votes[other] = 0;
  }
  for (const neighbours of holdersOfPlaces(profiles).values()) {
    for (const [position, one] of neighbours.entries()) {
      for (const other of neighbours.slice(position + 1, position + 1 + mostLikely)) add(one, other);
    }
  }
  return Array.from(pairs, (code): Pair => [Math.floor(code / count), code % count]);
}

/** By the id of each word, which profiles have it, in order; of a word too common to tell anything, one more than tell something. */
function holdersOfWords(profiles: readonly Profile[]): number[][] {
  const size = profiles[0]?.words.entries.rarity.length ?? 0;
  const holders = Array.from({ length: size }, (): number[] => []);
  for (const [index, { words }] of profiles.entries()) {
    for (const id of idsOf(words)) {
      const known = holders[id] as number[];
      if (known.length <= commonFrom) known.push(index);
    }
  }
  return holders;
}

/** By neighbourhood, which profiles are there; in order, each once. */
function holdersOfPlaces(profiles: readonly Profile[]): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  for (const [index, profile] of profiles.entries()) {
    for (const place of neighbourhoodsOf(profile)) {
      const known = holders.get(place);
      if (known === undefined) holders.set(place, [index]);
      else if (known.at(-1) !== index) known.push(index);
    }
  }
  return holders;
}

/** File name and block of lines of every place; a path may be shortened, so only its last part counts. */
function neighbourhoodsOf({ claim }: Profile): string[] {
  return claim.places.flatMap(({ path, startLine, endLine }) => {
    if (startLine === null) return [];
    const first = Math.floor(startLine / neighbourhood);
    const last = Math.min(first + longestRange, Math.floor((endLine ?? startLine) / neighbourhood));
    const file = path.slice(path.lastIndexOf('/') + 1);
    return Array.from({ length: last - first + 1 }, (_, step) => `${file}:${first + step}`);
  });
}
