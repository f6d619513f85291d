import type { Commit } from '../../model/change/change.ts';
import type { Revisions } from './revisions.ts';

/** The newest so many are listed. */
const mostCommits = 1000;

/** The commits of a change, oldest first; merges included, the base's own commits not. */
export async function readCommits({ git, base, baseIsTree, head }: Revisions): Promise<Commit[]> {
  const pieces: Buffer[] = [];
  const words = [
    'log',
    '-z',
    '--reverse',
    '--topo-order',
    `--max-count=${mostCommits}`,
    '--no-notes',
    '--no-mailmap',
    '--format=%H%x00%an%x00%aI%x00%s%x00%b',
    '--end-of-options',
    head,
    ...(baseIsTree ? [] : [`^${base}`]),
  ];
  await git.follow(words, (piece) => pieces.push(Buffer.from(piece)));
  const fields = Buffer.concat(pieces).toString('utf8').split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + 4 < fields.length; index += 5) {
    const [oid = '', author = '', date = '', subject = '', body = ''] = fields.slice(index, index + 5);
    commits.push({ oid, subject, body: body.trim(), author, date });
  }
  return commits;
}
