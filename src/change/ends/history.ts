import type { Clock } from '../../model/ports.ts';
import type { Revisions } from './revisions.ts';

/** How a path fared in the recent history before the change. */
export interface PathHistory {
  readonly commits: number;
  readonly authors: number;
}

const commitsInAll = 300;
const commitsAtOnce = 100;
const timeLimitMs = 1000;

/**
 * Counts commits and authors by path in the last 300 commits before the merge base, merges left out. Reading stops
 * after about a second; what was read until then counts.
 */
export async function readHistory(
  { git, mergeBase, baseIsTree }: Revisions,
  clock: Clock,
): Promise<Map<string, PathHistory>> {
  const seen = new Map<string, { commits: number; authors: Set<string> }>();
  if (baseIsTree) return new Map();
  const deadline = clock.now() + timeLimitMs;
  for (let skip = 0; skip < commitsInAll && clock.now() < deadline; skip += commitsAtOnce) {
    const printed = await git.run([
      // The last commit of a shallow checkout looks like a root that adds every file.
      '-c',
      'log.showRoot=false',
      'log',
      '-z',
      '--no-merges',
      '--no-renames',
      '--name-only',
      '--no-notes',
      '--format=%x01%ae',
      `--skip=${skip}`,
      `--max-count=${commitsAtOnce}`,
      '--end-of-options',
      mergeBase,
    ]);
    const commits = printed.split('\u0001').slice(1);
    for (const commit of commits) {
      const [author = '', ...paths] = commit.split('\0');
      for (const path of paths) {
        const name = path.replace(/^\n/, '');
        if (name === '') continue;
        const entry = seen.get(name) ?? { commits: 0, authors: new Set() };
        entry.commits++;
        entry.authors.add(author);
        seen.set(name, entry);
      }
    }
    if (commits.length < commitsAtOnce) break;
  }
  return new Map([...seen].map(([path, { commits, authors }]) => [path, { commits, authors: authors.size }]));
}
