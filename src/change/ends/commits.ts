import type { Commit } from '../../model/change/change.ts';
import type { GitRepository } from '../git/git.ts';

/** The newest so many are listed. */
const mostCommits = 1000;

/** What lies between two commits. */
export interface CommitList {
  /** Oldest first; merges included. */
  readonly commits: readonly Commit[];
  /** Whether one of them follows the base itself, which is the merge base then. */
  readonly followsBase: boolean;
}

/** Lists the commits of a change, without the base's own; all that lead to the head where there is no base. */
export async function readCommits(
  git: GitRepository,
  head: string,
  base: string | null,
): Promise<CommitList> {
  const pieces: Buffer[] = [];
  const words = [
    'log',
    '-z',
    '--reverse',
    '--topo-order',
    '--boundary',
    `--max-count=${mostCommits}`,
    '--no-notes',
    '--no-mailmap',
    '--format=%m%x00%H%x00%an%x00%aI%x00%s%x00%b',
    '--end-of-options',
    head,
    ...(base === null ? [] : [`^${base}`]),
  ];
  await git.follow(words, (piece) => pieces.push(Buffer.from(piece)));
  const fields = Buffer.concat(pieces).toString('utf8').split('\0');
  const commits: Commit[] = [];
  let followsBase = false;
  for (let index = 0; index + 5 < fields.length; index += 6) {
    const [mark, oid = '', author = '', date = '', subject = '', body = ''] = fields.slice(index, index + 6);
    if (mark === '-') followsBase ||= oid === base;
    else commits.push({ oid, subject, body: body.trim(), author, date });
  }
  return { commits, followsBase };
}
