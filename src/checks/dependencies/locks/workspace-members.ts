import { posix } from 'node:path';
import type { ChangeView } from '../../view/change-view.ts';
import { at } from './lock-format.ts';

/** So many files are looked for: a workspace has few folders of folders, and few of its own packages are asked for at once. */
const mostFiles = 100;

/**
 * Which of some packages are a workspace's own, by the folders that its package.json names or, of `packages/*`, the folder of
 * the package's name. Those beyond the first hundred files that could say so are none.
 * @param directory of the workspace's package.json, empty or with a slash at its end.
 */
export async function findMembers(
  change: Pick<ChangeView, 'readHead'>,
  directory: string,
  rootManifest: string | null,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  let looked = 0;
  for (const folder of foldersOf(rootManifest)) {
    const start = directory + folder.replace(/(?<!\*)\*+\/?$/, '');
    const isOfFolders = /\*\/?$/.test(folder);
    if (start.includes('*')) continue;
    for (const name of isOfFolders ? names : names.slice(0, 1)) {
      if (looked++ >= mostFiles) return members;
      const path = posix.join(start + (isOfFolders ? posix.basename(name) : ''), 'package.json');
      const found = at(parseOrNull(await change.readHead(path)), 'name');
      if (typeof found === 'string' && names.includes(found)) members.add(found);
    }
  }
  return members;
}

function foldersOf(rootManifest: string | null): string[] {
  const workspaces = at(parseOrNull(rootManifest), 'workspaces');
  const folders = at(workspaces, 'packages') ?? workspaces;
  if (!Array.isArray(folders)) return [];
  return folders.filter((folder) => typeof folder === 'string' && !folder.startsWith('!'));
}

function parseOrNull(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
