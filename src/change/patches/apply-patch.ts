import { applyHunks } from './apply-hunks.ts';
import { type PatchHunk, readPatch } from './read-patch.ts';

/** Where a patch is meant to go: the file of hunks that name none, and the line (0-based) that they are near. */
export interface PatchPlace {
  readonly path: string | null;
  readonly line: number;
}

/** The text of a file of the head; null where there is none, `unknown` where it is binary, no UTF-8 or not at hand. */
export type TextOf = (path: string) => string | 'unknown' | null;

/** The texts of the files that a patch changes, after it, by path; or why it does not fit. */
export type Patched = { readonly texts: ReadonlyMap<string, string> } | { readonly trouble: string };

/** Applies a patch as agents write them. */
export function applyPatch(patch: string, textOf: TextOf, place: PatchPlace): Patched {
  const texts = new Map<string, string>();
  const byPath = hunksByPath(patch, place);
  if (byPath.size === 0) return { trouble: 'it changes nothing' };
  for (const [path, hunks] of byPath) {
    if (!isSafe(path)) return { trouble: `"${path}" is no path of the repository` };
    const text = textOf(path);
    if (text === 'unknown') return { trouble: `${path} is no text, or was not read` };
    if (text === null) {
      const isNew = hunks.every(({ lines }) => lines.every(({ kind }) => kind === 'added'));
      if (!isNew) return { trouble: `${path} is not at the head` };
      texts.set(path, hunks.flatMap(({ lines }) => lines.map((line) => `${line.text}\n`)).join(''));
      continue;
    }
    const applied = applyHunks(text, hunks, path === place.path ? place.line : 0);
    if ('trouble' in applied) return { trouble: `${path}: ${applied.trouble}` };
    texts.set(path, applied.text);
  }
  return { texts };
}

/** The paths that a patch changes, as far as they may be looked for in a repository. */
export const patchedPaths = (patch: string, place: PatchPlace): string[] =>
  [...hunksByPath(patch, place).keys()].filter(isSafe);

/** Git refuses such paths, and so do we. */
const isSafe = (path: string): boolean =>
  path !== '' &&
  !path.startsWith('/') &&
  !path.split(/[/\\]/).some((part) => part === '..' || part.toLowerCase() === '.git');

function hunksByPath(patch: string, place: PatchPlace): Map<string, PatchHunk[]> {
  const byPath = new Map<string, PatchHunk[]>();
  for (const hunk of readPatch(patch)) {
    const path = hunk.path ?? place.path ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), hunk]);
  }
  return byPath;
}
