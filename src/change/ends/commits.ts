import type { Commit } from '../../model/change/change.ts';
import type { GitRepository } from '../git/git.ts';

/** The newest so many are listed. */
const mostCommits = 1000;

/** What lies between two commits. */
export interface CommitList {
  /** Oldest first; merges included. */
  readonly commits: readonly Commit[];
  /** The commit that all of them follow: their merge base. Null where they follow several, or where there are more than are listed. */
  readonly start: string | null;
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
  const before: string[] = [];
  for (let index = 0; index + 5 < fields.length; index += 6) {
    const [mark, oid = '', author = '', date = '', subject = '', body = ''] = fields.slice(index, index + 6);
    if (mark === '-') before.push(oid);
    else commits.push({ oid, subject, body: body.trim(), author, date });
  }
  const isWhole = commits.length < mostCommits && before.length === 1;
  return { commits, start: isWhole ? (before[0] ?? null) : null };
}
