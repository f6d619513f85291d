import { posix } from 'node:path';
import type { GitRepository } from '../git/git.ts';

/** The files of one revision, which is trusted. */
export interface BaseTree {
  readonly paths: readonly string[];
  /** A file's text, also through a symbolic link to another file of the tree; null where there is none. */
  read(path: string): Promise<string | null>;
}

/** Lists a revision's files; none where it cannot be listed. */
export async function openBaseTree(git: GitRepository, revision: string): Promise<BaseTree> {
  const listing = await git.run(['ls-tree', '-r', '-z', '--full-tree', revision]).catch(() => '');
  const entries = listing.split('\0').map((entry) => entry.split('\t', 2));
  const modes = new Map(entries.map(([facts = '', path = '']) => [path, facts.slice(0, 6)]));
  modes.delete('');
  return {
    paths: [...modes.keys()],
    async read(path) {
      // many a repository has CLAUDE.md as a link to AGENTS.md
      const target = modes.get(path) === '120000' ? await git.readFile(revision, path) : null;
      const file = target === null ? path : posix.join(posix.dirname(path), target);
      return /^100(?:644|755)$/.test(modes.get(file) ?? '') ? git.readFile(revision, file) : null;
    },
  };
}
