import { claimWordsOf, expectedPercent, wordsOf } from '../../clustering/words/words.ts';

/** Words that stand in code everywhere, whatever it does. */
const everywhere = new Set('const let var return function func def import export code line file'.split(' '));

/** The words of code: those of its names, and what they come to in prose. */
export const wordsIn = (code: string): Set<string> =>
  new Set([...wordsOf(code), ...claimWordsOf(code.replace(/[^A-Za-z]+/g, ' '))]);

/** The words of a text that tell something of code. */
export const tellingWords = (text: string): string[] =>
  [...wordsOf(text), ...claimWordsOf(text)].filter((word) => word.length > 2 && !everywhere.has(word));

/** The telling words of a text that some code, or another text, has too, but for those that most findings use. */
export function sharedWords(text: string, code: string): string[] {
  const words = wordsIn(code);
  return tellingWords(text).filter((word) => words.has(word) && expectedPercent(word) < 10);
}

/** Words of languages: no names. */
const keywords = new Set(
  `await async new this self true false null nil None True False undefined if else for while in is of or not and try do as catch except throw raise def end then
   static public private final void int string from to select where set`.split(/\s+/),
);

const namesOf = (code: string): string[] => code.match(/[A-Za-z_][\w$]+/g) ?? [];

/** Whether two pieces of code have a name in common, such as `id`. */
export function shareName(one: string, other: string): boolean {
  const names = new Set(namesOf(one));
  return namesOf(other).some((name) => names.has(name) && !keywords.has(name) && !everywhere.has(name));
}

/** What lines of code give a value to; a line that gives none is empty. */
export const valuesGivenIn = (code: string): string =>
  code
    .split('\n')
    .map((line) => /^(.*?)(?:(?<![=!<>])=(?![=>])|:=)/.exec(line)?.[1] ?? '')
    .join('\n');
