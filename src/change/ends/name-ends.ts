import type { Change } from '../../model/change/change.ts';
import type { Revisions } from './revisions.ts';

const fullName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** What is reviewed, in a sentence for the person who waits: `Reviewing origin/main..feat: 3 commits, 2 files.` */
export async function nameEnds(revisions: Revisions, { commits, files }: Change): Promise<string> {
  const { base, head, request } = revisions;
  const ends = await Promise.all([
    nameOf(revisions, request.base, base),
    nameOf(revisions, request.head ?? request.branch, head),
  ]);
  const counts = [
    `${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}`,
    `${files.length} ${files.length === 1 ? 'file' : 'files'}`,
  ];
  return `Reviewing ${ends.join('..')}: ${counts.join(', ')}.`;
}

/** As it was asked for; else a branch that stands there, else the beginning of its full name. */
async function nameOf({ git, told }: Revisions, asked: string | null, oid: string): Promise<string> {
  if (asked !== null && !fullName.test(asked)) return asked;
  if (told === null) {
    const order = ['refs/remotes/origin', 'refs/heads'];
    const listed = await git.attempt([
      'for-each-ref',
      '--count=2',
      `--points-at=${oid}`,
      '--format=%(refname:short)',
      ...order,
    ]);
    const names = listed.stdout.toString('utf8').split('\n');
    const name = names.find((each) => each !== '' && each !== 'origin' && each !== 'origin/HEAD');
    if (name !== undefined) return name;
  }
  return oid.slice(0, 12);
}
