import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Whether a path of a tree is a folder of that tree. One that is reached by a link is none: what a change puts into its tree could lead
 * anywhere on this machine.
 * @param path `.` for the tree itself.
 */
export function isFolderOf(tree: string, path: string): boolean {
  return (
    (path === '.' || isFolderOf(tree, dirname(path))) &&
    lstatSync(join(tree, path), { throwIfNoEntry: false })?.isDirectory() === true
  );
}

/** Makes a folder of a tree where there is nothing yet, with those above it; whether there is one then, see {@link isFolderOf}. */
export function openFolder(tree: string, path: string): boolean {
  if (path === '.') return true;
  if (!openFolder(tree, dirname(path))) return false;
  const place = join(tree, path);
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) mkdirSync(place);
  return isFolderOf(tree, path);
}
