import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from './git.ts';
import { DiffParser, type ParsedFile } from './parse-diff.ts';
import { markUnchangedBinaries } from './unchanged-binaries.ts';

/** Git's own default: with more files than that on either side it looks for obvious renames only. */
const renameLimit = 1000;
/**
 * Changes of up to so many files are searched for copies too. Beyond, the search costs more than the diff, and at git's
 * limit it would lose renames as well.
 */
const copyLimit = 500;
/** Files above this size count as binary, which bounds the memory that one file can take. */
const largestText = '64m';
const pieceBytes = 1024 * 1024;

/** Everything that could change what is printed is said, whatever configuration says. */
const options = [
  '-r',
  '--raw',
  '-z',
  '--no-abbrev',
  '--patch',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--submodule=short',
  '--ignore-submodules=none',
];

/** A diff, and whether git gave up looking for renames in it. */
export interface Diff {
  readonly files: readonly ParsedFile[];
  readonly isRenameSearchCut: boolean;
}

/** How many paths differ between two commits or trees, renames not considered. */
export async function countChangedPaths(git: GitRepository, from: string, to: string): Promise<number> {
  const names = ['-r', '-z', '--name-only', '--no-renames', '--ignore-submodules=none'];
  const paths = await git.run(['diff-tree', ...names, '--end-of-options', from, to]);
  return paths.split('\0').length - 1;
}

/** What follows `git diff-tree` for a change of so many paths; a check against git itself needs the same. */
export const renameOptions = (changedPaths: number): string[] => [
  changedPaths <= copyLimit ? '--find-copies' : '--find-renames',
  `-l${renameLimit}`,
];

/**
 * Reads the difference of two commits or trees. Git writes it to a file that is then parsed in pieces, since a pipe
 * through `@actions/exec` buffers whatever has no line end and costs as much again as parsing.
 * @param changedPaths see {@link countChangedPaths}.
 */
export async function readDiff(
  git: GitRepository,
  [from, to]: readonly [string, string],
  changedPaths: number,
  temporaryDirectory: string,
): Promise<Diff> {
  const directory = await mkdtemp(join(temporaryDirectory, 'diff-'));
  try {
    const file = join(directory, 'patch');
    const command = ['-c', `core.bigFileThreshold=${largestText}`, 'diff-tree', ...options];
    const chosen = [...renameOptions(changedPaths), `--output=${file}`];
    const warnings = await git.runForWarnings([...command, ...chosen, '--end-of-options', from, to]);
    return {
      files: await markUnchangedBinaries(git, to, await parseFile(file)),
      isRenameSearchCut: warnings.includes('rename detection was skipped'),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function parseFile(path: string): Promise<ParsedFile[]> {
  const parser = new DiffParser();
  const file = await open(path);
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes);
      if (bytesRead === 0) return parser.end();
      parser.push(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
