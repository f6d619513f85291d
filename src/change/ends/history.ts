import type { Revisions } from './revisions.ts';

/** How a path fared in the recent history before the change. */
export interface PathHistory {
  readonly commits: number;
  readonly authors: number;
}

const mostCommits = 300;
const timeLimitMs = 2000;
/** Git looks for so few paths alone; more of them take longer to find than to print with all others. */
const fewPaths = 16;

/**
 * Counts commits and authors by path in the last 300 commits before the merge base, merges left out. Reading stops
 * after two seconds; what was read until then counts. Of a small change, its own paths are told and no others.
 */
export async function readHistory({
  git,
  mergeBase,
  baseIsTree,
  entries,
}: Pick<Revisions, 'git' | 'mergeBase' | 'baseIsTree' | 'entries'>): Promise<Map<string, PathHistory>> {
  if (baseIsTree) return new Map();
  const pieces: Buffer[] = [];
  const isSmall = entries.length <= fewPaths;
  const words = [
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
    `--max-count=${mostCommits}`,
    // The last commits are those of all paths, whatever they touch.
    ...(isSmall ? ['--full-history', '--sparse'] : []),
    '--end-of-options',
    mergeBase,
    ...(isSmall ? ['--', ...entries.map(({ path }) => path)] : []),
  ];
  await git.follow(words, (piece) => pieces.push(Buffer.from(piece)), {
    until: AbortSignal.timeout(timeLimitMs),
  });
  return countByPath(Buffer.concat(pieces).toString('utf8'));
}

/** Reads `U+0001 author NUL LF path NUL path NUL …`, repeated; the last path may be cut, and is nobody's then. */
function countByPath(printed: string): Map<string, PathHistory> {
  const seen = new Map<string, { commits: number; authors: Set<string> }>();
  for (const commit of printed.split('\u0001').slice(1)) {
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
  return new Map([...seen].map(([path, { commits, authors }]) => [path, { commits, authors: authors.size }]));
}
