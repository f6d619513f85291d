import type { Place } from '../../model/finding.ts';
import type { Claim } from './claim.ts';
import { type Bag, countWords } from './words/bag.ts';
import { idsOfText, type NumberedTexts, numberTexts, takeApart } from './words/numbered-texts.ts';
import {
  claimWordsOf,
  expectedPercent,
  identifiersOf,
  namesOfCode,
  piecesOf,
  wordsOf,
} from './words/words.ts';

/** What a finding is about besides behaviour; two findings about the tests are closer than one about them and one not. */
export type Matter = 'tests' | 'documentation' | 'naming' | 'speed' | 'style' | 'behaviour';

/** A claim taken apart for comparing. */
export interface Profile {
  readonly claim: Claim;
  readonly matter: Matter;
  /** Words of title and text, with names taken apart. */
  readonly words: Bag;
  readonly title: Bag;
  /** Each two words that follow each other. */
  readonly phrases: Bag;
  /** Words that are no code, synonyms made one. */
  readonly claimWords: Bag;
  /** Names of code that the text mentions, that its title mentions, and those with the names in the quoted code. */
  readonly names: Bag;
  readonly titleNames: Bag;
  readonly namesAndCode: Bag;
  /** Lines of quoted code. */
  readonly code: Bag;
  /** Places that the text cites beside its own, as file name and line. */
  readonly citations: readonly Citation[];
}

interface Citation {
  readonly file: string;
  readonly line: number;
}

/** The first that fits a title decides. */
const matters: readonly (readonly [Matter, RegExp])[] = [
  ['tests', /\b(un)?tests?(ed|ing|able)?\b|\bcoverage\b|\bspec\b|\bassert/i],
  [
    'documentation',
    /\b(docs?|documents?|documented|documentation|docstrings?|comments?|readme|godoc|jsdoc|changelog|typos?|misspell|wording)\b/i,
  ],
  ['naming', /\b(naming|names? (is|implies|suggests|does)|renam|misnom|misleading name)/i],
  [
    'speed',
    /\b(performance|ineffic|slow|expensive|redundant|unnecessar|allocation|overhead|repeated(ly)?\b)|O\(/i,
  ],
  ['style', /\b(duplicat|consisten|style|unused|dead code|magic|hardcoded|readab|refactor|extract)/i],
];

/** Takes all claims apart; how rare a word is depends on all of them, not on their order. */
export function profileClaims(claims: readonly Claim[]): Profile[] {
  const pieces = numberTexts(claims, ({ prose }) => piecesOf(prose));
  const wordsInOrder = takeApart(pieces, wordsOf);
  const words = countWords(wordsInOrder, expectedPercent);
  const phrases = countWords(numberTexts(claims, (_, index) => phrasesOf(wordsInOrder, index)));
  const claimWords = countWords(takeApart(pieces, claimWordsOf), expectedPercent);
  const mentioned = claims.map(({ prose }) => identifiersOf(prose));
  const names = countWords(numberTexts(mentioned, (known) => known));
  const code = countWords(numberTexts(claims, (claim) => linesOfCode(claim.code)));
  const titles = words.bagsOf(claims, ({ title }) => wordsOf(title));
  const titleNames = names.bagsOf(claims, ({ title }) => identifiersOf(title));
  const namesAndCode = names.bagsOf(claims, (claim, index) => [
    ...at(mentioned, index),
    ...namesOfCode(claim.code),
  ]);
  return claims.map((claim, index) => ({
    claim,
    matter: matters.find(([, pattern]) => pattern.test(claim.title))?.[0] ?? 'behaviour',
    words: at(words.bags, index),
    title: at(titles, index),
    phrases: at(phrases.bags, index),
    claimWords: at(claimWords.bags, index),
    names: at(names.bags, index),
    titleNames: at(titleNames, index),
    namesAndCode: at(namesAndCode, index),
    code: at(code.bags, index),
    citations: citationsIn(claim.prose),
  }));
}

const at = <Element>(list: readonly Element[], index: number): Element => list[index] as Element;

/** Each two words of a text that follow each other, as one number: a small one, which is found in no time. */
function phrasesOf(texts: NumberedTexts<string>, text: number): number[] {
  const words = idsOfText(texts, text);
  const phrases: number[] = [];
  for (let next = 1; next < words.length; next++)
    phrases.push((words[next - 1] as number) * texts.idOf.size + (words[next] as number));
  return phrases;
}

/** Lines of code without layout, diff marks and trifles such as a lone bracket. */
const linesOfCode = (code: string): string[] =>
  code
    .split('\n')
    .map((line) =>
      line
        .replace(/^[+\- ]\s*/, '')
        .replace(/\s+/g, '')
        .toLowerCase(),
    )
    .filter((line) => line.length > 5);

function citationsIn(text: string): Citation[] {
  // Most texts cite nothing, and looking for a path at every letter takes long.
  if (!/\w:\d/.test(text)) return [];
  return [...text.matchAll(/([\w./-]{1,200}\.\w{1,6}):(\d{1,7})/g)].map(([, path, line]) => ({
    file: fileOf(path ?? ''),
    line: Number(line),
  }));
}

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/** Whether two paths can be one file: equal, or one the end of the other (`a.ts` and `src/a.ts`). */
export function isSameFile(a: Place, b: Place): boolean {
  const [short, long] = a.path.length < b.path.length ? [a.path, b.path] : [b.path, a.path];
  return short === long || long.endsWith(`/${short}`);
}
