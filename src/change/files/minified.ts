import type { Hunk, Side } from '../../model/change/change.ts';
import { numberLines } from '../../model/change/number-lines.ts';

/** People's lines stay below it, and so does their mean by far. */
const longestOfPeople = 300;
/** Shorter pieces of code stand alone in what tools write, too: `})();`, `"use strict"`. */
const shortestOfPeople = 13;

const minifiable = /\.(?:js|mjs|cjs|css)$/;

/** The hunks of a file, and its path there. */
interface ShownFile {
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

/**
 * Whether the lines that a diff shows of JavaScript or CSS, at one end, are all minified. One line as people write code makes it a
 * file to be read: whoever puts a long comment or a long text into a file does not make it disappear.
 */
export function isMinified({ path, hunks }: ShownFile, side: Side): boolean {
  if (!minifiable.test(path) || !hasLongLines(hunks)) return false;
  let isLong = false;
  for (const hunk of hunks) {
    for (const { kind, text } of numberLines(hunk)) {
      if (kind === (side === 'new' ? 'deleted' : 'added')) continue;
      const length = codeOf(text).length;
      if (length > longestOfPeople) isLong = true;
      else if (length >= shortestOfPeople) return false;
    }
  }
  return isLong;
}

/** Told at once of most files, before their lines are looked at. */
function hasLongLines(hunks: readonly Hunk[]): boolean {
  const length = hunks.reduce((sum, hunk) => sum + hunk.body.length, 0);
  const lines = hunks.reduce((sum, hunk) => sum + hunk.oldCount + hunk.newCount, 0);
  return length / Math.max(1, lines) > longestOfPeople;
}

const commentLine = /^\s*(?:\/\/|\/\*|\*|#|<!--|--)/;

/** Whether people may have written a line as code: neither a comment nor one endless line. */
export function isOrdinaryCode(line: string): boolean {
  if (line.length < shortestOfPeople || commentLine.test(line)) return false;
  const { length } = codeOf(line);
  return length >= shortestOfPeople && length <= longestOfPeople;
}

const literals =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`(?:[^`\\]|\\.)*`?|\s+/g;

/** What is left of a line without comments, the contents of strings, and blanks. */
const codeOf = (line: string): string => line.replace(literals, '');
