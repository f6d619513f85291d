import { lstatSync, lutimesSync, readdirSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, rmdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeTree } from '../../agents/processes/remove-tree.ts';
import { changedPaths, restamp, stampTree, type TreeStamp } from '../../agents/workspaces/tree-stamp.ts';
import { giveAllTo, giveTo, type ScriptUser } from '../sandbox/script-user.ts';
import { isFolderOf } from './folders.ts';
import type { TreeDifference, TreeEntry } from './tree-store.ts';

/** All files of all arms were written then, so that no time tells them apart; in seconds. */
const writtenAt = 1_700_000_000;
/** A file whose access time is before it was written gets a new one at its first reading, also where times are kept sparingly. */
const neverRead = writtenAt - 86_400;

/** A folder that holds one tree at a time: arms are made by exchanging the files in which they differ. */
export interface WorkingTree {
  readonly directory: string;
  /**
   * Makes it the tree that it was made of, but for these files; anything that a script left is gone.
   * @param originals what is at their paths otherwise.
   */
  become(difference: TreeDifference, originals: TreeDifference): Promise<void>;
  /** Which of these files were read since then; null where the file system does not tell. */
  readOf(paths: Iterable<string>): string[] | null;
}

/**
 * Keeps a tree for one script after another. `make` writes it into an empty folder; it is made anew only where a script has changed
 * it, which the change times show: nobody but the system can set those.
 * @param user whose all of it is; null: ours.
 */
export async function createWorkingTree(
  directory: string,
  user: ScriptUser | null,
  make: (directory: string) => Promise<void>,
): Promise<WorkingTree> {
  let stamp: TreeStamp = new Map();
  /** What is at the paths that differ now, in the tree that it was made of. */
  let replaced: TreeDifference = new Map();
  const makeAnew = async () => {
    await removeTree(directory);
    await mkdir(directory, { recursive: true });
    await make(directory);
    giveAllTo(user, directory);
    levelTimes(directory, directory);
    replaced = new Map();
    stamp = await stampTree(directory, 'everything');
  };
  await makeAnew();
  const tells = await tellsReading(`${directory}-read`);
  return {
    directory,
    async become(difference, originals) {
      if (changedPaths(stamp, await stampTree(directory, 'everything')).length > 0) await makeAnew();
      for (const [path, entry] of replaced) {
        if (!difference.has(path)) await writeEntry(directory, path, entry, user);
      }
      for (const [path, entry] of difference) await writeEntry(directory, path, entry, user);
      stamp = restamp(stamp, directory, [...replaced.keys(), ...difference.keys()], 'everything');
      replaced = originals;
    },
    readOf: (paths) => (tells ? [...paths].filter((path) => wasRead(join(directory, path))) : null),
  };
}

/** Whether the file system keeps access times at all: not where it is mounted so that it does not. */
async function tellsReading(file: string): Promise<boolean> {
  await writeFile(file, 'read');
  lutimesSync(file, neverRead, writtenAt);
  await readFile(file);
  return wasRead(file);
}

/** Whether a file's content was read since its times were levelled. */
function wasRead(path: string): boolean {
  try {
    const stats = lstatSync(path);
    return stats.isFile() && stats.atimeMs / 1000 > neverRead + 1;
  } catch {
    return false;
  }
}

/** Gives every file and folder the same times. */
function levelTimes(path: string, root: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) levelTimes(inner, root);
    else lutimesSync(inner, neverRead, writtenAt);
  }
  lutimesSync(path, neverRead, writtenAt);
}

async function writeEntry(
  directory: string,
  path: string,
  entry: TreeEntry,
  user: ScriptUser | null,
): Promise<void> {
  const file = join(directory, path);
  if (entry === null) {
    // Behind a link that stands there by now is nothing of this tree: it may be anything of this machine.
    if (!isFolderOf(directory, dirname(path))) return;
    await rm(file, { recursive: true, force: true });
    await removeEmptyFolders(directory, dirname(file));
    return;
  }
  await makeFolder(directory, dirname(file), user);
  await rm(file, { recursive: true, force: true });
  if (entry.mode === '120000') await symlink(entry.content, file);
  else {
    await writeFile(file, entry.content, { mode: entry.mode === '100755' ? 0o777 : 0o666 });
  }
  giveTo(user, file);
  lutimesSync(file, neverRead, writtenAt);
  for (let folder = dirname(file); folder.length >= directory.length; folder = dirname(folder))
    await utimes(folder, neverRead, writtenAt);
}

/** A folder of one tree may be a file, or a link, in another. */
async function makeFolder(root: string, folder: string, user: ScriptUser | null): Promise<void> {
  if (folder === root) return;
  await makeFolder(root, dirname(folder), user);
  const stats = await lstat(folder).catch(() => null);
  if (stats?.isDirectory()) return;
  await rm(folder, { force: true });
  await mkdir(folder);
  giveTo(user, folder);
}

/** A tree has no empty folders. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  if (folder === root || folder.length < root.length) return;
  const names = await readdir(folder).catch(() => null);
  if (names === null) return removeEmptyFolders(root, dirname(folder));
  if (names.length > 0) {
    await utimes(folder, neverRead, writtenAt);
    return;
  }
  await rmdir(folder);
  await removeEmptyFolders(root, dirname(folder));
}
