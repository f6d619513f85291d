import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { GitRepository } from '../git/git.ts';
import { DiffParser, type ParsedFile } from './parse-diff.ts';
import { parseRawEntries, type RawEntry } from './raw-entry.ts';
import { findUnchangedBinaries } from './unchanged-binaries.ts';

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

/** What differs between two commits or trees, renames not considered: a renamed file is one deleted and one added. */
export async function listChangedEntries(git: GitRepository, from: string, to: string): Promise<RawEntry[]> {
  const format = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--ignore-submodules=none'];
  return parseRawEntries(await git.run(['diff-tree', ...format, '--end-of-options', from, to]));
}

/** How renames are looked for in a change of so many {@link listChangedEntries}; a check against git itself needs the same. */
export const renameOptions = (entries: number): string[] => [
  entries <= copyLimit ? '--find-copies' : '--find-renames',
  `-l${renameLimit}`,
];

/**
 * Reads the difference of two commits or trees. Git writes it to a file that is parsed as it grows: a pipe through
 * `@actions/exec` buffers whatever has no line end, and costs as much again as parsing.
 * @param entries see {@link listChangedEntries}.
 */
export async function readDiff(
  git: GitRepository,
  [from, to]: readonly [string, string],
  entries: readonly RawEntry[],
  temporaryDirectory: string,
): Promise<Diff> {
  const chosen = [...renameOptions(entries.length), '--end-of-options', from, to];
  const [{ files, warnings }, binaries] = await Promise.all([
    readPatch(git, chosen, temporaryDirectory),
    findUnchangedBinaries(git, to, entries),
  ]);
  return {
    files: files.map((parsed) =>
      parsed.oldOid === parsed.newOid && binaries.has(parsed.path) ? { ...parsed, binary: true } : parsed,
    ),
    isRenameSearchCut: warnings.includes('rename detection was skipped'),
  };
}

/**
 * Parses what `git diff-tree` prints.
 * @param chosen further options, the two ends, and paths.
 */
export async function readPatch(
  git: GitRepository,
  chosen: readonly string[],
  temporaryDirectory: string,
): Promise<{ readonly files: readonly ParsedFile[]; readonly warnings: string }> {
  const path = join(temporaryDirectory, `${randomUUID()}.patch`);
  const file = openSync(path, 'wx+', 0o600);
  try {
    const command = ['-c', `core.bigFileThreshold=${largestText}`, 'diff-tree', ...options];
    const writing = git.runForWarnings([...command, `--output=${path}`, ...chosen]);
    const [warnings, files] = await Promise.all([writing, parseGrowing(file, writing)]);
    return { files, warnings };
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

/** Parses a file in whole pieces while it is written, and what is left once its writer has ended. */
async function parseGrowing(file: number, writing: Promise<unknown>): Promise<ParsedFile[]> {
  let isWritten = false;
  const end = () => {
    isWritten = true;
  };
  const written = writing.then(end, end);
  const parser = new DiffParser();
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let position = 0; ; ) {
    if (!isWritten && fstatSync(file).size < position + pieceBytes) {
      await Promise.race([written, setTimeout(pauseMs)]);
      continue;
    }
    const bytesRead = readSync(file, piece, 0, pieceBytes, position);
    parser.push(piece.subarray(0, bytesRead));
    position += bytesRead;
    if (bytesRead < pieceBytes) return parser.end();
  }
}
