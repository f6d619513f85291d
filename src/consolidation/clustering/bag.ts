/** A set of words with the weight of each; ids ascend, so that two bags are compared in one pass. */
export interface Bag {
  readonly ids: Int32Array;
  /** By position: how rare the word is. */
  readonly rarity: Float64Array;
  /** By position: rarity times frequency in this text, scaled so that the bag's length is 1. */
  readonly share: Float64Array;
  /** Sum of all rarities. */
  readonly total: number;
}

/** What the words of all texts weigh. */
export interface Vocabulary<Word> {
  /** One bag for each text, in order. */
  readonly bags: readonly Bag[];
  /** A bag of other words; those that no text has are passed over. */
  bag(words: readonly Word[]): Bag;
}

/** Texts that we pretend to have read before: with two findings only, a word that both use is still rare. */
const backgroundTexts = 20;

/** Counts the words of all texts; `expectedPercent` says how many texts in a hundred use a word as a rule. */
export function countWords<Word>(
  texts: readonly (readonly Word[])[],
  expectedPercent: (word: Word) => number = () => 1,
): Vocabulary<Word> {
  const indexes = new Map<Word, number>();
  const counts: number[] = [];
  const sorted = texts.map((text) => {
    const ids = Int32Array.from(text, (word) => {
      const known = indexes.get(word);
      if (known !== undefined) return known;
      indexes.set(word, indexes.size);
      return indexes.size - 1;
    }).sort();
    for (let at = 0; at < ids.length; at++) {
      if (at === 0 || ids[at] !== ids[at - 1])
        counts[ids[at] as number] = (counts[ids[at] as number] ?? 0) + 1;
    }
    return ids;
  });
  const rarities = new Float64Array(indexes.size);
  for (const [word, index] of indexes) {
    const seen = (counts[index] ?? 0) + (backgroundTexts * expectedPercent(word)) / 100;
    rarities[index] = Math.log((texts.length + backgroundTexts + 1) / (seen + 0.5));
  }
  return {
    bags: sorted.map((ids) => makeBag(ids, rarities)),
    bag: (words) => {
      const known = words.map((word) => indexes.get(word)).filter((index) => index !== undefined);
      return makeBag(Int32Array.from(known).sort(), rarities);
    },
  };
}

/** Makes a bag of sorted ids, in which a word stands as often as the text has it. */
function makeBag(sorted: Int32Array, rarities: Float64Array): Bag {
  const ids = new Int32Array(sorted.length);
  const rarity = new Float64Array(sorted.length);
  const share = new Float64Array(sorted.length);
  let [size, total, square] = [0, 0, 0];
  for (let at = 0, next = 0; at < sorted.length; at = next) {
    const id = sorted[at] as number;
    while (sorted[next] === id) next++;
    const weight = rarities[id] as number;
    const frequent = weight * (1 + Math.log(next - at));
    ids[size] = id;
    rarity[size] = weight;
    share[size] = frequent;
    total += weight;
    square += frequent * frequent;
    size++;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < size; at++) share[at] = (share[at] as number) / length;
  return {
    ids: ids.subarray(0, size),
    rarity: rarity.subarray(0, size),
    share: share.subarray(0, size),
    total,
  };
}

/** Sums up what two bags share: the rarities of the words, and the products of their shares. */
function intersect(a: Bag, b: Bag): { rarity: number; product: number } {
  let rarity = 0;
  let product = 0;
  for (let i = 0, j = 0; i < a.ids.length && j < b.ids.length; ) {
    const difference = (a.ids[i] as number) - (b.ids[j] as number);
    if (difference === 0) {
      rarity += a.rarity[i] as number;
      product += (a.share[i] as number) * (b.share[j] as number);
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
