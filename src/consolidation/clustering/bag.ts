/** The words of some text with the weight of each: a part of its vocabulary's entries. */
export interface Bag {
  readonly entries: Entries;
  readonly from: number;
  readonly to: number;
  /** Sum of the rarities of its words. */
  readonly total: number;
}

/** What all bags of a vocabulary hold, in a few long lists: thousands of short ones take longer to make, and to sweep up, than to compare. */
interface Entries {
  /** Words by their ids, which ascend within a bag, so that two bags are compared in one pass. */
  readonly ids: number[];
  /** By position: rarity times frequency in its text, scaled so that the bag's length is 1. */
  readonly shares: number[];
  /** By id: how rare each word of the vocabulary is. */
  readonly rarity: Float64Array;
}

/** What the words of all texts weigh. */
export interface Vocabulary<Word> {
  /** One bag for each text, in order. */
  readonly bags: readonly Bag[];
  /** How many words there are. */
  readonly size: number;
  /** The ids of a text's words, in order. */
  idsIn(text: number): readonly number[];
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
  const numbered = new Map<Word, number>();
  const counts: number[] = [];
  const lastText: number[] = [];
  const all: number[] = [];
  const starts = [0];
  texts.forEach((text, position) => {
    for (const id of numberWords(wordsOf(text), numbered)) {
      if (lastText[id] !== position) counts[id] = (counts[id] ?? 0) + 1;
      lastText[id] = position;
      all.push(id);
    }
    starts.push(all.length);
  });
  const rarity = new Float64Array(numbered.size);
  for (const [word, id] of numbered) {
    const seen = (counts[id] ?? 0) + (backgroundTexts * expectedPercent(word)) / 100;
    rarity[id] = Math.log((texts.length + backgroundTexts + 1) / (seen + 0.5));
  }
  const entries: Entries = { ids: [], shares: [], rarity };
  const idsIn = (text: number) => all.slice(starts[text], starts[text + 1]);
  return {
    size: numbered.size,
    idsIn,
    bags: texts.map((_, text) => fillBag(idsIn(text), entries)),
    bag: (words) => fillBag(knownIds(words, numbered), entries),
  };
}

/** The ids of words, in order; new ones get the next. */
function numberWords<Word>(words: readonly Word[], numbered: Map<Word, number>): number[] {
  const ids: number[] = [];
  for (const word of words) {
    let id = numbered.get(word);
    if (id === undefined) {
      id = numbered.size;
      numbered.set(word, id);
    }
    ids.push(id);
  }
  return ids;
}

function knownIds<Word>(words: readonly Word[], numbered: ReadonlyMap<Word, number>): number[] {
  const ids: number[] = [];
  for (const word of words) {
    const id = numbered.get(word);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

/** Fills a bag with words, each as often as the text has it. */
function fillBag(words: number[], entries: Entries): Bag {
  const { ids, shares, rarity } = entries;
  const from = ids.length;
  const sorted = words.sort((a, b) => a - b);
  let [total, square] = [0, 0];
  for (let at = 0, next = 0; at < sorted.length; at = next) {
    const id = sorted[at] as number;
    while (sorted[next] === id) next++;
    const weight = rarity[id] as number;
    const frequent = weight * (1 + Math.log(next - at));
    ids.push(id);
    shares.push(frequent);
    total += weight;
    square += frequent * frequent;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = from; at < ids.length; at++) shares[at] = (shares[at] as number) / length;
  return { entries, from, to: ids.length, total };
}

/** The ids of a bag's words, ascending. */
export const idsOf = ({ entries, from, to }: Bag): number[] => entries.ids.slice(from, to);

/** Sums up what two bags share: the rarities of the words, and the products of their shares. */
function intersect(a: Bag, b: Bag): { rarity: number; product: number } {
  const { ids, shares, rarity: rarities } = a.entries;
  let rarity = 0;
  let product = 0;
  for (let i = a.from, j = b.from; i < a.to && j < b.to; ) {
    const id = ids[i] as number;
    const difference = id - (ids[j] as number);
    if (difference === 0) {
      rarity += rarities[id] as number;
      product += (shares[i] as number) * (shares[j] as number);
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
