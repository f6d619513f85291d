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
  const byWord = collect(profiles, ({ words }) => [...words.ids]);
  const byPlace = collect(profiles, neighbourhoodsOf);
  const pairs = new Map<number, Pair>();
  const add = (a: number, b: number) => {
    const pair: Pair = a < b ? [a, b] : [b, a];
    pairs.set(pair[0] * profiles.length + pair[1], pair);
  };
  for (const [index, { words }] of profiles.entries()) {
    const telling = [...words.ids]
      .map((id, position) => ({ others: byWord.get(id) ?? [], rarity: words.rarity[position] ?? 0 }))
      .filter(({ others }) => others.length > 1 && others.length <= commonFrom)
      .sort((a, b) => b.rarity - a.rarity)
      .slice(0, tellingWords);
    const votes = new Map<number, number>();
    for (const { others, rarity } of telling) {
      for (const other of others) if (other !== index) votes.set(other, (votes.get(other) ?? 0) + rarity);
    }
    const likely = [...votes].sort(([a, x], [b, y]) => y - x || a - b).slice(0, mostLikely);
    for (const [other] of likely) add(index, other);
  }
  for (const neighbours of byPlace.values()) {
    for (const [position, one] of neighbours.entries()) {
      for (const other of neighbours.slice(position + 1, position + 1 + mostLikely)) add(one, other);
    }
  }
  return [...pairs.values()];
}

/** Which profiles have a mark; in order, each once. */
function collect<Mark>(
  profiles: readonly Profile[],
  marksOf: (profile: Profile) => readonly Mark[],
): Map<Mark, number[]> {
  const holders = new Map<Mark, number[]>();
  for (const [index, profile] of profiles.entries()) {
    for (const mark of new Set(marksOf(profile))) {
      const known = holders.get(mark);
      if (known === undefined) holders.set(mark, [index]);
      else known.push(index);
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
