import { idsOf } from './bag.ts';
import type { Profile } from './profile.ts';

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
  const byWord = collect(profiles, ({ words }) => idsOf(words));
  const byPlace = collect(profiles, neighbourhoodsOf);
  const pairs = new Set<number>();
  const add = (a: number, b: number) => pairs.add(Math.min(a, b) * count + Math.max(a, b));
  const votes = new Float64Array(count);
  const votesOf = (index: number) => votes[index] as number;
  for (const [index, { words }] of profiles.entries()) {
    const rarityOf = (id: number) => words.entries.rarity[id] as number;
    const holders = (id: number) => byWord.get(id) ?? [];
    const telling = idsOf(words)
      .filter((id) => holders(id).length > 1 && holders(id).length <= commonFrom)
      .sort((a, b) => rarityOf(b) - rarityOf(a))
      .slice(0, tellingWords);
    const named: number[] = [];
    for (const id of telling) {
      for (const other of holders(id)) {
        if (other === index) continue;
        if (votesOf(other) === 0) named.push(other);
        votes[other] = votesOf(other) + rarityOf(id);
      }
    }
    named.sort((a, b) => votesOf(b) - votesOf(a) || a - b);
    for (const other of named.slice(0, mostLikely)) add(index, other);
    for (const other of named) votes[other] = 0;
  }
  for (const neighbours of byPlace.values()) {
    for (const [position, one] of neighbours.entries()) {
      for (const other of neighbours.slice(position + 1, position + 1 + mostLikely)) add(one, other);
    }
  }
  return Array.from(pairs, (code): Pair => [Math.floor(code / count), code % count]);
}

/** Which profiles have a mark; in order, each once. */
function collect<Mark>(
  profiles: readonly Profile[],
  marksOf: (profile: Profile) => readonly Mark[],
): Map<Mark, number[]> {
  const holders = new Map<Mark, number[]>();
  for (const [index, profile] of profiles.entries()) {
    for (const mark of marksOf(profile)) {
      const known = holders.get(mark);
      if (known === undefined) holders.set(mark, [index]);
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
