/** One agent's words on something. */
export interface AgentText {
  readonly agent: string;
  readonly text: string;
}

/** Words that several agents said alike, in the longest wording. */
export interface SharedText<T extends AgentText> {
  readonly text: string;
  /** In the order they came. */
  readonly agents: string[];
  readonly all: readonly T[];
}

/** Share of the smaller text's words that the other one has, from which on they say the same. */
const sameFrom = 0.75;
/** A text of fewer words is the same only when it is equal: short sentences share words by chance. */
const tellingWords = 6;

/** Merges texts that say nearly the same, attributed to all who said it; in the order of the first of each. */
export function mergeTexts<T extends AgentText>(texts: readonly T[]): SharedText<T>[] {
  const groups: { readonly words: Set<string>; readonly all: T[] }[] = [];
  for (const entry of texts) {
    const words = wordsOf(entry.text);
    if (words.size === 0) continue;
    const group = groups.find((candidate) => isAlike(candidate.words, words));
    if (group) group.all.push(entry);
    else groups.push({ words, all: [entry] });
  }
  return groups.map(({ all }) => ({
    text: all
      .map(({ text }) => text.trim())
      .reduce((best, text) => (text.length > best.length ? text : best)),
    agents: [...new Set(all.map(({ agent }) => agent))],
    all,
  }));
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu));

function isAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  const shared = [...small].filter((word) => large.has(word)).length;
  if (small.size < tellingWords) return shared === small.size && large.size === small.size;
  return shared / small.size >= sameFrom && large.size <= small.size * 3;
}
