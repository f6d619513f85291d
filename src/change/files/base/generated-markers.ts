import type { ParsedFile } from '../../diff/parse-diff.ts';
import { type GitObject, isBinary, type ObjectQuestion } from '../../git/object-questions.ts';
import { classOfName } from '../well-known-names.ts';

/** A marker stands near the top of a file. */
const markerLines = 40;

/** What generators write into their output, in a comment (after GitHub linguist's `generated.rb`). */
const comment = /^\s*(?:\/\/|#|\/\*|\*|<!--|--|;|%|'|\{#|"""|\.\.)/;
const markers = [
  /@generated\b/i,
  /\bgenerated\b.*\bdo not (?:edit|modify|change)/i,
  /\bdo not (?:edit|modify|change)\b.*\bgenerated\b/i,
  /<auto-?generated/i,
  /\b(?:file|code|class|module|source) (?:is|was|has been) (?:auto-? ?|automatically |machine )?generated (?:by|from|using|with)\b/i,
  /\b(?:auto-?|automatically |machine )generated (?:file|code|by|from|using|with)\b/i,
];
/** The word in every marker. */
const markerWord = /generated/i;

/** A file of a tree. */
export interface TreeFile {
  readonly path: string;
  readonly oid: string;
}

/**
 * Asks which files say that they are generated, unless their name tells anyway.
 * @param found called with the path of each that does.
 */
export function askForMarkers(files: readonly TreeFile[], found: (path: string) => void): ObjectQuestion[] {
  return files
    .filter(({ path }) => classOfName(path) === null)
    .map(({ path, oid }) => ({
      name: oid,
      answer: (object) => object !== null && hasMarker(object) && found(path),
    }));
}

function hasMarker(object: GitObject): boolean {
  if (object.type !== 'blob' || isBinary(object)) return false;
  const { start } = object;
  let end = 0;
  for (let line = 0; line < markerLines && end < start.length; line++) {
    const lineEnd = start.indexOf(0x0a, end);
    end = lineEnd < 0 ? start.length : lineEnd + 1;
  }
  // The word is found faster in a string of single bytes.
  if (!markerWord.test(start.toString('latin1', 0, end))) return false;
  return start.toString('utf8', 0, end).split('\n').some(isMarker);
}

/**
 * Whether a file says that it is generated. One that existed before must have said so then, and not have lost it: a pull
 * request cannot make a file disappear from review by adding such a line.
 * @param marked paths that say so at the merge base.
 */
export function isMarkedGenerated(file: ParsedFile, marked: ReadonlySet<string>): boolean {
  if (file.status === 'added') return showsMarker(file, '+');
  if (file.status === 'deleted') return showsMarker(file, '-');
  return marked.has(file.oldPath ?? file.path) && !showsMarker(file, '-');
}

function showsMarker(file: ParsedFile, sign: '+' | '-'): boolean {
  const [hunk] = file.hunks;
  if (!hunk || (sign === '+' ? hunk.newStart : hunk.oldStart) > markerLines) return false;
  return hunk.body
    .slice(0, 10_000)
    .split('\n', markerLines)
    .some((line) => line.startsWith(sign) && isMarker(line.slice(1)));
}

function isMarker(line: string): boolean {
  const start = line.slice(0, 500);
  if (!markerWord.test(start)) return false;
  return comment.test(start) && markers.some((marker) => marker.test(start));
}
