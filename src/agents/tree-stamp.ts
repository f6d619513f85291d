import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { briefFolder } from '../brief/brief.ts';

/** What the file system says of every file below a directory: path → mode, size and times. */
export type TreeStamp = ReadonlyMap<string, string>;

/** What reading commands (`git status`) rewrite, and what we put there ourselves. */
const volatile = new Set([briefFolder, '.git/index', '.git/index.lock', '.git/objects', '.git/logs']);

/** Stamps every file. The change time cannot be set back by its owner, so that a stamp costs no reading of contents. */
export async function stampTree(root: string): Promise<TreeStamp> {
  const stamps = new Map<string, string>();
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    await Promise.all(
      entries.map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (volatile.has(path)) return;
        if (!entry.isDirectory()) {
          stamps.set(path, stampOf(await lstat(join(root, path), { bigint: true })));
          return;
        }
        stamps.set(path, 'directory');
        await visit(path);
      }),
    );
  };
  await visit('');
  return stamps;
}

/** Paths that were written, added or removed between two stamps, sorted. */
export function changedPaths(before: TreeStamp, after: TreeStamp): string[] {
  const changed = [...after].filter(([path, stamp]) => before.get(path) !== stamp).map(([path]) => path);
  const removed = [...before.keys()].filter((path) => !after.has(path));
  return [...changed, ...removed].sort();
}

const stampOf = (stats: BigIntStats): string =>
  `${stats.mode} ${stats.size} ${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs}`;
