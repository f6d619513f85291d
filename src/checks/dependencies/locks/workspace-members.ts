import { posix } from 'node:path';
import type { ChangeView } from '../../view/change-view.ts';
import { at } from './lock-format.ts';

/**
 * Which of some packages are a workspace's own, by the folders that its package.json names or, of `packages/*`, the folder of
 * the package's name.
 * @param directory of the workspace's package.json, empty or with a slash at its end.
 */
export async function findMembers(
  change: ChangeView,
  directory: string,
  rootManifest: string | null,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const workspaces = at(parseOrNull(rootManifest), 'workspaces');
  const folders = at(workspaces, 'packages') ?? workspaces;
  const members = new Set<string>();
  for (const folder of Array.isArray(folders) ? folders : []) {
    if (typeof folder !== 'string' || folder.startsWith('!')) continue;
    for (const name of names) {
      const path = posix.join(
        directory,
        folder.replace(/\*+\/?$/, () => posix.basename(name)),
        'package.json',
      );
      const manifest = /\*/.test(path) ? null : await change.readHead(path);
      if (at(parseOrNull(manifest), 'name') === name) members.add(name);
    }
  }
  return members;
}

function parseOrNull(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
