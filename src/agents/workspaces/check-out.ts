import { lstatSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runWorkspaceGit } from './workspace-git.ts';

/**
 * Writes all files of a workspace. A partial clone whose remote is gone, or a damaged one, lacks some: where such a file belongs stands
 * a sentence that says so, since one that is simply absent looks deleted.
 * @returns the paths of those that git could not read.
 */
export async function checkOutFiles(directory: string): Promise<string[]> {
  try {
    await runWorkspaceGit(directory, ['checkout-index', '--all', '--force', '--quiet', '-u']);
    return [];
  } catch (error) {
    // Git goes on with the others.
    const unread = await findUnread(directory);
    if (unread === null) throw error;
    await runWorkspaceGit(directory, ['update-index', '-z', '--skip-worktree', '--stdin'], unread.join('\0'));
    await runWorkspaceGit(directory, ['update-index', '-q', '--refresh']).catch(() => undefined);
    for (const path of unread) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(
        join(directory, path),
        'The repository that is reviewed lacks the text of this file.\n',
      );
    }
    return unread;
  }
}

/** Files that were not written since git has not their text; null where something else was the matter. */
async function findUnread(directory: string): Promise<string[] | null> {
  const listed = await runWorkspaceGit(directory, ['ls-files', '--stage', '-z']);
  const absent = listed
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', oid = '', path = ''] = /^(\d+) ([0-9a-f]+) \d\t([\s\S]+)$/.exec(line) ?? [];
      return path === '' || mode === '160000' ? [] : [{ oid, path }];
    })
    .filter(({ path }) => lstatSync(join(directory, path), { throwIfNoEntry: false }) === undefined);
  if (absent.length === 0) return null;
  for (const oid of await findKnown(directory, [...new Set(absent.map(({ oid }) => oid))])) {
    const isThere = await runWorkspaceGit(directory, ['cat-file', 'blob', oid]).then(
      () => true,
      () => false,
    );
    if (isThere) return null;
  }
  return absent.map(({ path }) => path);
}

/** Objects that git does not report as missing; damaged ones are among them. */
async function findKnown(directory: string, oids: readonly string[]): Promise<string[]> {
  const command = ['cat-file', '--batch-check=%(objectname)', '--buffer'];
  const found = await runWorkspaceGit(directory, command, `${oids.join('\n')}\n`);
  return found.split('\n').filter((line) => line !== '' && !line.endsWith(' missing'));
}
