import { decodePath } from '../../git/decode.ts';
import { isAskable, type ObjectQuestion } from '../../git/object-questions.ts';
import type { TreeFile } from './generated-markers.ts';

/**
 * What lies in folders of a revision, one level deep: folder → its files, and for each folder in it a name that any file there could
 * have. Folders end with a slash, the root is empty.
 */
export type Folders = ReadonlyMap<string, readonly TreeFile[]>;

/**
 * Asks what lies in folders.
 * @param listed what is told goes there: nothing for one that is absent.
 */
export function askForFolders(
  revision: string,
  folders: Iterable<string>,
  listed: Map<string, readonly TreeFile[]>,
): ObjectQuestion[] {
  return [...new Set(folders)].filter(isAskable).map((folder) => ({
    name: `${revision}:${folder.slice(0, -1)}`,
    answer(object) {
      listed.set(folder, object?.type === 'tree' ? readTree(folder, object.oid, object.start) : []);
    },
  }));
}

/** Reads the contents of a tree: `mode SP name NUL oid`, repeated, where the name of an object is bytes. */
function readTree(folder: string, oid: string, contents: Buffer): TreeFile[] {
  const oidBytes = oid.length / 2;
  const files: TreeFile[] = [];
  for (let start = 0; start < contents.length; ) {
    const space = contents.indexOf(0x20, start);
    const nul = contents.indexOf(0, space);
    const path = folder + decodePath(contents.subarray(space + 1, nul));
    const isFolder = contents.toString('latin1', start, space) === '40000';
    start = nul + 1 + oidBytes;
    files.push({ path: isFolder ? `${path}/x` : path, oid: contents.toString('hex', nul + 1, start) });
  }
  return files;
}
