/** What a known word or short phrase is to a reader of reviews; `R` are the roles. Read from its lists on first use: few reviews are prose. */
export type Phrases<R extends string> = () => ReadonlyMap<string, R>;

/** A piece of a text: a known phrase with its role, or a word that is not known. */
export interface Token<R extends string> {
  readonly text: string;
  readonly role: R | null;
}

/** The most words, or characters of a script without blanks, that a known phrase has. */
const longest = { words: 5, characters: 14 };
/** Nothing longer is a label, a heading or a severity. */
const longestText = 200;

const run =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+|\p{Script=Thai}+|(?:[\p{L}\p{N}]|(?<=[\p{L}\p{M}])\p{M})+/gu;
const isUnspaced = (text: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text);

/** Lower case without accents and marks: `Élevé` is `eleve`. Scripts with marks of their own keep them. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();

/** Makes phrases of lists of words; a word that stands in several lists has the role of the last. */
export function phrasesOf<R extends string>(lists: Readonly<Record<R, string>>): Phrases<R> {
  let known: ReadonlyMap<string, R> | null = null;
  return () => {
    known ??= new Map(
      (Object.entries(lists) as [R, string][]).flatMap(([role, list]) => readList(role, list)),
    );
    return known;
  };
}

const readList = <R extends string>(role: R, list: string): [string, R][] =>
  list
    .split(/[,\n]/)
    .map((phrase) => wordsOf(fold(phrase)).join(' '))
    .filter((phrase) => phrase !== '')
    .map((phrase) => [phrase, role]);

/** Takes a text apart, the longest known phrase first. Scripts that need no blanks between words are read without them. */
export function readTokens<R extends string>(text: string, phrases: Phrases<R>): Token<R>[] {
  const words = wordsOf(fold(text.slice(0, longestText)));
  const tokens: Token<R>[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    let count = Math.min(longest.words, words.length - at);
    let role: R | null = null;
    for (; count > 0; count--) {
      role = roleOf(words.slice(at, at + count).join(' '), phrases);
      if (role !== null) break;
    }
    if (role === null && isUnspaced(word)) {
      tokens.push(...readUnspaced(word, phrases));
      at++;
      continue;
    }
    tokens.push({ text: words.slice(at, at + Math.max(1, count)).join(' '), role });
    at += Math.max(1, count);
  }
  return tokens;
}

function readUnspaced<R extends string>(word: string, phrases: Phrases<R>): Token<R>[] {
  const known = phrases();
  const tokens: Token<R>[] = [];
  for (let at = 0; at < word.length; ) {
    let length = Math.min(longest.characters, word.length - at);
    for (; length > 0; length--) if (known.has(word.slice(at, at + length))) break;
    const text = word.slice(at, at + Math.max(1, length));
    tokens.push({ text, role: known.get(text) ?? null });
    at += text.length;
  }
  return tokens;
}

/** A phrase's role, with or without a plural s. */
function roleOf<R extends string>(phrase: string, phrases: Phrases<R>): R | null {
  const known = phrases();
  return known.get(phrase) ?? known.get(phrase.replace(/s$/, '')) ?? null;
}

const wordsOf = (text: string): string[] => text.match(run) ?? [];
