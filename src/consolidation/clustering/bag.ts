/**
 * A set of words with the weight of each; ids ascend, so that two bags are compared in one pass. Plain lists: of the short typed arrays that
 * thousands of texts would need, each costs more than what it holds.
 */
export interface Bag {
  readonly ids: readonly number[];
  /** By position: rarity times frequency in this text, scaled so that the bag's length is 1. */
  readonly share: readonly number[];
  /** By id: how rare each word of the vocabulary is. */
  readonly rarity: Float64Array;
  /** Sum of all rarities. */
  readonly total: number;
}

/** What the words of all texts weigh. */
export interface Vocabulary<Word> {
  /** One bag for each text, in order. */
  readonly bags: readonly Bag[];
  /** The ids of each text's words, in order. */
  readonly ids: readonly (readonly number[])[];
  /** A bag of other words; those that no text has are passed over. */
  bag(words: readonly Word[]): Bag;
}

/** Texts that we pretend to have read before: with two findings only, a word that both use is still rare. */
const backgroundTexts = 20;

/**
 * Counts the words of all texts, one after the other: what is held of a text is the ids of its words.
 * @param expectedPercent how many texts in a hundred use a word as a rule.
 */
export function countWords<Text, Word>(
  texts: readonly Text[],
  wordsOf: (text: Text) => readonly Word[],
  expectedPercent: (word: Word) => number = () => 1,
): Vocabulary<Word> {
  const indexes = new Map<Word, number>();
  const counts: number[] = [];
  const lastText: number[] = [];
  const ids = texts.map((text, position) =>
    wordsOf(text).map((word) => {
      const index = indexes.get(word) ?? indexes.size;
      if (index === counts.length) {
        indexes.set(word, index);
        counts.push(0);
        lastText.push(-1);
      }
      if (lastText[index] !== position) counts[index] = (counts[index] as number) + 1;
      lastText[index] = position;
      return index;
    }),
  );
  const rarities = new Float64Array(indexes.size);
  for (const [word, index] of indexes) {
    const seen = (counts[index] ?? 0) + (backgroundTexts * expectedPercent(word)) / 100;
    rarities[index] = Math.log((texts.length + backgroundTexts + 1) / (seen + 0.5));
  }
  return {
    ids,
    bags: ids.map((text) => makeBag(text, rarities)),
    bag: (words) =>
      makeBag(
        words.map((word) => indexes.get(word)).filter((index) => index !== undefined),
        rarities,
      ),
  };
}

/** Makes a bag of ids, in which a word stands as often as the text has it. */
function makeBag(text: readonly number[], rarity: Float64Array): Bag {
  const sorted = new Int32Array(text).sort();
  const ids: number[] = [];
  const share: number[] = [];
  let [total, square] = [0, 0];
  for (let at = 0, next = 0; at < sorted.length; at = next) {
    const id = sorted[at] as number;
    while (sorted[next] === id) next++;
    const weight = rarity[id] as number;
    const frequent = weight * (1 + Math.log(next - at));
    ids.push(id);
    share.push(frequent);
    total += weight;
    square += frequent * frequent;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < share.length; at++) share[at] = (share[at] as number) / length;
  return { ids, share, rarity, total };
}

/** Sums up what two bags share: the rarities of the words, and the products of their shares. */
function intersect(a: Bag, b: Bag): { rarity: number; product: number } {
  let rarity = 0;
  let product = 0;
  for (let i = 0, j = 0; i < a.ids.length && j < b.ids.length; ) {
    const difference = (a.ids[i] as number) - (b.ids[j] as number);
    if (difference === 0) {
      rarity += a.rarity[a.ids[i] as number] as number;
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
