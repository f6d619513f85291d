import { type FileWords, stemOf } from '../../change/files/file-words.ts';
import type { ScopedFile } from '../../model/report/scope-schema.ts';

/** Names that are kept of a file for the next round, where one of them may be gone. */
export const mostKept = 500;

/**
 * Finds what of the changed files another file names, or is named by; null for none. Of a file that cannot be read, and beside one whose
 * former names are too many to be kept, nobody can tell.
 */
export type Reach = (path: string, own: FileWords | undefined) => string | null;

/**
 * Makes a {@link Reach}.
 * @param known the files as the last round left them, by path.
 */
export function createReach(
  changed: Iterable<string>,
  known: ReadonlyMap<string, Pick<ScopedFile, 'declares'>>,
  wordsOf: (path: string) => FileWords | undefined,
): Reach {
  const sides = [...changed].map((path) => {
    const now = wordsOf(path);
    const before = known.get(path)?.declares ?? [];
    return {
      path,
      stem: stemOf(path),
      declares: [...(now?.declares ?? []), ...before],
      isCut: before.length >= mostKept,
      imports: now?.imports ?? new Set<string>(),
      mentions: now?.mentions ?? new Set<string>(),
    };
  });
  return (path, own) => {
    if (own === undefined) return sides[0]?.path ?? null;
    const stem = stemOf(path);
    const touching = sides.find(
      (side) =>
        side.isCut ||
        own.imports.has(side.stem) ||
        side.imports.has(stem) ||
        side.declares.some((name) => own.mentions.has(name)) ||
        own.declares.some((name) => side.mentions.has(name)),
    );
    return touching?.path ?? null;
  };
}
