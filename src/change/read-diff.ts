import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { GitRepository } from './git.ts';
import { DiffParser, type ParsedFile } from './parse-diff.ts';
import { markUnchangedBinaries } from './unchanged-binaries.ts';

/** Git's own default: with more files than that on either side it looks for obvious renames only. */
const renameLimit = 1000;
/**
 * Changes of up to so many files are searched for copies too. Beyond, the search costs more than the diff, and at git's
 * limit it would lose renames as well.
 */
const copyLimit = 100;
/** Files above this size count as binary, which bounds the memory that one file can take. */
const largestText = '64m';
const pieceBytes = 256 * 1024;
/** Between two looks at whether git has written more. */
const pauseMs = 5;

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

/** The paths that differ between two commits or trees, renames not considered: both names of a renamed file. */
export async function listChangedPaths(git: GitRepository, from: string, to: string): Promise<string[]> {
  const names = ['-r', '-z', '--name-only', '--no-renames', '--ignore-submodules=none'];
  const paths = await git.run(['diff-tree', ...names, '--end-of-options', from, to]);
  return paths.split('\0').slice(0, -1);
}

/** What follows `git diff-tree` for a change of so many paths; a check against git itself needs the same. */
export const renameOptions = (changedPaths: number): string[] => [
  changedPaths <= copyLimit ? '--find-copies' : '--find-renames',
  `-l${renameLimit}`,
];

/**
 * Reads the difference of two commits or trees. Git writes it to a file that is parsed as it grows: a pipe through
 * `@actions/exec` buffers whatever has no line end, and costs as much again as parsing.
 * @param changedPaths how many {@link listChangedPaths} gives.
 */
export async function readDiff(
  git: GitRepository,
  [from, to]: readonly [string, string],
  changedPaths: number,
  temporaryDirectory: string,
): Promise<Diff> {
  const path = join(temporaryDirectory, `${randomUUID()}.patch`);
  const file = await open(path, 'wx+', 0o600);
  try {
    const command = ['-c', `core.bigFileThreshold=${largestText}`, 'diff-tree', ...options];
    const chosen = [...renameOptions(changedPaths), `--output=${path}`];
    const writing = git.runForWarnings([...command, ...chosen, '--end-of-options', from, to]);
    const [warnings, files] = await Promise.all([writing, parseGrowing(file, writing)]);
    return {
      files: await markUnchangedBinaries(git, to, files),
      isRenameSearchCut: warnings.includes('rename detection was skipped'),
    };
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

/** Parses a file in whole pieces while it is written, and what is left once its writer has ended. */
async function parseGrowing(file: FileHandle, writing: Promise<unknown>): Promise<ParsedFile[]> {
  let isWritten = false;
  const end = () => {
    isWritten = true;
  };
  const written = writing.then(end, end);
  const parser = new DiffParser();
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let position = 0; ; ) {
    const isWhole = isWritten;
    const { bytesRead } = await file.read(piece, 0, pieceBytes, position);
    if (bytesRead < pieceBytes && !isWhole) {
      await Promise.race([written, setTimeout(pauseMs)]);
      continue;
    }
    parser.push(piece.subarray(0, bytesRead));
    position += bytesRead;
    if (bytesRead < pieceBytes) return parser.end();
  }
}
