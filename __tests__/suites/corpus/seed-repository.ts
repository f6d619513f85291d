import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ReadFinding } from '../../../src/model/finding.ts';

/**
 * The reviewed commit itself is lost. Its parent on the main branch is there, and so are the branch as it was two days before and,
 * rebased, as it was afterwards.
 */
const base = '138206f74e027836d6326f44a8f1718b16bf0928';
const branch = 'seed-case';
const neighbours = ['d877160df6070f681c6336da15bc9cc4fd12da05', 'c943829b3b95545d7657b079b2998e0053afa599'];

/** The case's base, and the branch that is as near to what was reviewed as can be. */
export interface SeedRevisions {
  readonly base: string;
  readonly branch: string;
}

/**
 * Makes a bare clone of a mirror of the repository, and puts the head together there: the earlier commit, with each file that findings quote from the commit
 * that holds most of the quotes, and with the quotes put back at their lines where the file has changed since.
 */
export function rebuildSeedRepository(
  mirror: string,
  findings: readonly ReadFinding[],
  directory: string,
): SeedRevisions {
  execFileSync('git', ['clone', '--quiet', '--bare', '--shared', mirror, directory], { stdio: 'pipe' });
  const environment = {
    ...process.env,
    GIT_INDEX_FILE: join(directory, 'seed-index'),
    GIT_AUTHOR_DATE: '2026-03-20T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-03-20T12:00:00Z',
  };
  const git = (parameters: readonly string[], input = '') =>
    execFileSync('git', ['-C', directory, ...parameters], {
      encoding: 'utf8',
      env: environment,
      input,
      stdio: 'pipe',
    }).trimEnd();
  const [earlier = '', later = ''] = neighbours;
  const read = (commit: string, path: string) => {
    try {
      return git(['show', `${commit}:${path}`]).split('\n');
    } catch {
      return null;
    }
  };
  const known = new Set(
    [base, ...neighbours].flatMap((commit) => git(['ls-tree', '-r', '--name-only', commit]).split('\n')),
  );
  const changed = git(['diff', '--name-only', base, later]).split('\n');
  const pathOf = (cited: string) =>
    [...changed, ...known].find((path) => path === cited || path.endsWith(`/${cited}`));
  const paths = new Map(findings.map((finding) => [finding, pathOf(finding.path ?? '')]));

  git(['read-tree', earlier]);
  for (const path of new Set(paths.values())) {
    if (path === undefined) continue;
    const quoting = findings.filter((finding) => paths.get(finding) === path);
    const [best = []] = neighbours
      .map((commit) => read(commit, path))
      .filter((lines) => lines !== null)
      .sort((a, b) => countQuoted(b, quoting) - countQuoted(a, quoting));
    const lines = putBack(best, quoting);
    const oid = git(['hash-object', '-w', '--stdin'], `${lines.join('\n')}\n`);
    git(['update-index', '--add', '--cacheinfo', `100644,${oid},${path}`]);
  }
  const who = ['-c', 'user.name=Seed', '-c', 'user.email=seed@example.com'];
  const commit = [...who, 'commit-tree', git(['write-tree']), '-p', base, '-m', 'Run on Windows'];
  git(['update-ref', `refs/heads/${branch}`, git(commit)]);
  return { base, branch };
}

const squeeze = (line: string): string => line.replace(/\s+/g, '');
const isTelling = (line: string): boolean => /\w{3}/.test(line);

function countQuoted(lines: readonly string[], findings: readonly ReadFinding[]): number {
  const known = new Set(lines.map(squeeze));
  return quotesOf(findings).filter((line) => known.has(squeeze(line))).length;
}

function putBack(lines: readonly string[], findings: readonly ReadFinding[]): string[] {
  const text = [...lines];
  for (const finding of findings) {
    const quoted = (finding.quote ?? '').split('\n');
    if (finding.startLine === null || holds(text, quoted)) continue;
    while (text.length < finding.startLine) text.push('');
    text.splice(finding.startLine - 1, quoted.length, ...quoted);
  }
  return text;
}

/** Whether the lines stand in the text one after the other, whatever their indentation. */
function holds(text: readonly string[], quoted: readonly string[]): boolean {
  return text.map(squeeze).join('\n').includes(quoted.map(squeeze).join('\n'));
}

const quotesOf = (findings: readonly ReadFinding[]): string[] =>
  findings.flatMap(({ quote }) => (quote ?? '').split('\n').filter(isTelling));
