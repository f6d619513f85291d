import type { Change, ChangedFile } from '../../model/change/change.ts';

/** A change, and the paths that it had in the last round; without these every file may be new. */
interface Successor {
  readonly change: Change;
  readonly lastPaths?: ReadonlySet<string>;
}

/**
 * The file that code may have moved to of which nobody knows how it read, now that its own file is gone: one that came into the change since
 * the last round, of the same kind by its ending, of those whose text is not shown either the largest. Null where there is none: then it is gone.
 */
export function findUnreadHeir(path: string, { change, lastPaths }: Successor): ChangedFile | null {
  const ending = endingOf(path);
  const [heir = null] = change.files
    .filter((file) => file.status !== 'deleted' && file.path !== path && endingOf(file.path) === ending)
    .filter((file) => lastPaths?.has(file.path) !== true)
    .sort(
      (a, b) =>
        Number(isShown(a)) - Number(isShown(b)) || b.additions - a.additions || (a.path < b.path ? -1 : 1),
    );
  return heir;
}

const isShown = ({ binary, hunks }: ChangedFile): boolean => !binary && hunks.length > 0;

const endingOf = (path: string): string => /\.\w+$/.exec(path)?.[0].toLowerCase() ?? '';
