import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { briefFolder } from '../../model/brief.ts';

/** What the file system says of every file below a directory: path → mode, size and times. */
export type TreeStamp = ReadonlyMap<string, string>;

/** What reading commands (`git status`) rewrite, and what we put there ourselves. */
const volatile = new Set([briefFolder, '.git/index', '.git/index.lock', '.git/objects', '.git/logs']);
/** How much counts: `files`, or all that somebody can leave a mark with, folders' modes and times included. */
export type StampDepth = 'files' | 'everything';
/** Folders stamped before other work gets its turn. */
const foldersPerTurn = 50;

/**
 * Stamps every file without reading it: the change time (ctime) cannot be set back by a file's owner. Synchronous calls, since
 * they are ten times faster here than queued ones.
 */
export async function stampTree(root: string, depth: StampDepth = 'files'): Promise<TreeStamp> {
  const stamps = new Map<string, string>(depth === 'files' ? [] : [['', stampOf(root)]]);
  const folders = [''];
  for (let visited = 1; folders.length > 0; visited++) {
    if (visited % foldersPerTurn === 0) await nextTurn();
    const folder = folders.pop() ?? '';
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (depth === 'files' && volatile.has(path)) continue;
      if (entry.isDirectory()) folders.push(path);
      stamps.set(path, entry.isDirectory() && depth === 'files' ? 'directory' : stampOf(join(root, path)));
    }
  }
  return stamps;
}

/** A stamp with some paths, and the folders above them, stamped anew: for who has just written these and nothing else. */
export function restamp(
  stamp: TreeStamp,
  root: string,
  paths: Iterable<string>,
  depth: StampDepth = 'files',
): TreeStamp {
  const stamps = new Map(stamp);
  const written = new Set<string>(depth === 'files' ? [] : ['']);
  for (const path of paths) {
    const parts = path.split('/');
    for (let length = parts.length; length > 0; length--) written.add(parts.slice(0, length).join('/'));
  }
  for (const path of written) {
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stats === undefined) stamps.delete(path);
    else stamps.set(path, stats.isDirectory() && depth === 'files' ? 'directory' : stampOf(join(root, path)));
  }
  return stamps;
}

/** Paths that were written, added or removed between two stamps, sorted. */
export function changedPaths(before: TreeStamp, after: TreeStamp): string[] {
  const changed = [...after].filter(([path, stamp]) => before.get(path) !== stamp).map(([path]) => path);
  const removed = [...before.keys()].filter((path) => !after.has(path));
  return [...changed, ...removed].sort();
}

/** None where an agent took our permission to look; what was in the folder then counts as removed. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function stampOf(path: string): string {
  try {
    const { mode, size, ino, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
    return `${mode} ${size} ${ino} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return 'out of reach';
  }
}
