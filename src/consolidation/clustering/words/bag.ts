import type { NumberedTexts } from './numbered-texts.ts';

/** The words of some text with the weight of each: a part of what all bags made at once hold. */
export interface Bag {
  readonly entries: Entries;
  readonly from: number;
  readonly to: number;
  /** Sum of the rarities of its words. */
  readonly total: number;
}

/** What bags hold, in a few long lists: thousands of short ones take longer to make, and to sweep up, than to compare. */
interface Entries {
  /** Words by their ids, which ascend within a bag, so that two bags are compared in one pass. */
  readonly ids: Uint32Array;
  /** By position: rarity times frequency in its text, scaled so that the bag's length is 1. */
  readonly shares: Float64Array;
  /** By id: how rare each word of the vocabulary is. */
  readonly rarity: Float64Array;
}

/** What the words of all texts weigh. */
export interface Vocabulary<Word> {
  /** One bag for each text, in order. */
  readonly bags: readonly Bag[];
  /** A bag for each of some other texts; words that none of the texts has are passed over. */
  bagsOf<Text>(others: readonly Text[], wordsOf: (text: Text, index: number) => readonly Word[]): Bag[];
}

/** Texts that we pretend to have read before: with two findings only, a word that both use is still rare. */
const backgroundTexts = 20;

/**
 * Counts the words of all texts.
 * @param expectedPercent how many texts in a hundred use a word as a rule.
 */
export function countWords<Word>(
  texts: NumberedTexts<Word>,
  expectedPercent: (word: Word) => number = () => 1,
): Vocabulary<Word> {
  const { ends, idOf } = texts;
  const counts = countTexts(texts);
  const rarity = new Float64Array(idOf.size);
  for (const [word, id] of idOf) {
    const seen = (counts[id] as number) + (backgroundTexts * expectedPercent(word)) / 100;
    rarity[id] = Math.log((ends.length + backgroundTexts + 1) / (seen + 0.5));
  }
  return {
    bags: fillBags(texts, rarity),
    bagsOf(others, wordsOf) {
      const ids: number[] = [];
      const othersEnds = others.map((text, index) => {
        for (const word of wordsOf(text, index)) {
          const id = idOf.get(word);
          if (id !== undefined) ids.push(id);
        }
        return ids.length;
      });
      return fillBags({ ids: new Uint32Array(ids), ends: othersEnds }, rarity);
    },
  };
}

/** By word, in how many texts it is. */
function countTexts({ ids, ends, idOf }: NumberedTexts<unknown>): Uint32Array {
  const counts = new Uint32Array(idOf.size);
  const lastText = new Int32Array(idOf.size).fill(-1);
  let at = 0;
  ends.forEach((end, text) => {
    for (; at < end; at++) {
      const id = ids[at] as number;
      if (lastText[id] !== text) counts[id] = (counts[id] as number) + 1;
      lastText[id] = text;
    }
  });
  return counts;
}

/** Makes a bag for each text. */
function fillBags(texts: Pick<NumberedTexts<unknown>, 'ids' | 'ends'>, rarity: Float64Array): Bag[] {
  const ids = texts.ids.slice();
  const shares = new Float64Array(ids.length);
  const entries = { ids, shares, rarity };
  let [start, filled] = [0, 0];
  return texts.ends.map((end) => {
    ids.subarray(start, end).sort();
    const from = filled;
    let [total, square] = [0, 0];
    for (let next = start; start < end; start = next) {
      const id = ids[start] as number;
      while (next < end && ids[next] === id) next++;
      const weight = rarity[id] as number;
      const frequent = weight * (1 + Math.log(next - start));
      ids[filled] = id;
      shares[filled++] = frequent;
      total += weight;
      square += frequent * frequent;
    }
    const length = Math.sqrt(square) || 1;
    for (let at = from; at < filled; at++) shares[at] = (shares[at] as number) / length;
    return { entries, from, to: filled, total };
  });
}

/** The ids of a bag's words, ascending. */
export const idsOf = ({ entries, from, to }: Bag): Uint32Array => entries.ids.subarray(from, to);

/** Sums up what two bags share: the rarities of the words, and the products of their shares. */
function intersect(a: Bag, b: Bag): { rarity: number; product: number } {
  const { ids, shares, rarity: rarities } = a.entries;
  const { ids: otherIds, shares: otherShares } = b.entries;
  let rarity = 0;
  let product = 0;
  for (let i = a.from, j = b.from; i < a.to && j < b.to; ) {
    const id = ids[i] as number;
    const difference = id - (otherIds[j] as number);
    if (difference === 0) {
      rarity += rarities[id] as number;
      product += (shares[i] as number) * (otherShares[j] as number);
    }
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return { rarity, product };
}

/** How alike two texts are by all their words, 0 to 1: rare and repeated words count most. */
export const cosine = (a: Bag, b: Bag): number => intersect(a, b).product;

/** The part of `a`, by rarity, that is in `b` too, 0 to 1. */
export const coverage = (a: Bag, b: Bag): number => (a.total > 0 ? intersect(a, b).rarity / a.total : 0);

/** What two bags share, relative to their mean, 0 to 1. */
export const overlap = (a: Bag, b: Bag): number =>
  a.total + b.total > 0 ? (2 * intersect(a, b).rarity) / (a.total + b.total) : 0;

/** What two bags share, relative to the smaller, 0 to 1. */
export function containment(a: Bag, b: Bag): number {
  const smaller = Math.min(a.total, b.total);
  return smaller > 0 ? intersect(a, b).rarity / smaller : 0;
}
