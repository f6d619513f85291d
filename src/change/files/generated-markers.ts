import type { ParsedFile } from '../diff/parse-diff.ts';
import type { GitRepository } from '../git/git.ts';
import { inArgumentSizes } from '../git/path-arguments.ts';
import { classOfName } from './well-known-names.ts';

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
/** The word in every marker, which git looks for much faster than for an expression. */
const markerWord = 'generated';

/** Those of the paths that say at a revision that they are generated, unless their name tells anyway. */
export async function findMarked(
  git: GitRepository,
  revision: string,
  paths: readonly string[],
): Promise<Set<string>> {
  const marked = new Set<string>();
  for (const some of inArgumentSizes(paths.filter((path) => classOfName(path) === null))) {
    for (const path of await grepMarkers(git, revision, some)) marked.add(path);
  }
  return marked;
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
  return comment.test(start) && markers.some((marker) => marker.test(start));
}

async function grepMarkers(
  git: GitRepository,
  revision: string,
  paths: readonly string[],
): Promise<string[]> {
  const options = ['-z', '-n', '-i', '-I', '--fixed-strings', '--no-color', '--full-name', '-e', markerWord];
  const result = await git.attempt(['grep', ...options, revision, '--', ...paths]);
  return [...result.stdout.toString('utf8').matchAll(/(?<=^|\n)[^:\n]*:([^\0]+)\0(\d+)\0([^\n]*)/g)]
    .filter(([, , number, line = '']) => Number(number) <= markerLines && isMarker(line))
    .map(([, path = '']) => path);
}
