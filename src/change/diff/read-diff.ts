import type { GitRepository } from '../git/git.ts';
import { DiffParser, type ParsedFile } from './parse-diff.ts';
import { parseRawEntries, type RawEntry } from './raw-entry.ts';
import { findUnchangedBinaries, largestText } from './unchanged-binaries.ts';

/** Git's own default: with more files than that on either side it looks for obvious renames only. */
const renameLimit = 1000;
/**
 * Changes of up to so many files are searched for copies too. Beyond, the search costs more than the diff, and at git's
 * limit it would lose renames as well.
 */
const copyLimit = 100;

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

/** Options of {@link readDiff}. */
export interface DiffOptions {
  readonly take?: (files: readonly ParsedFile[]) => void;
  readonly findBinaries?: () => Promise<ReadonlySet<string>>;
}

/** What differs between two commits or trees, renames not considered: a renamed file is one deleted and one added. */
export async function listChangedEntries(git: GitRepository, from: string, to: string): Promise<RawEntry[]> {
  const format = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--ignore-submodules=none'];
  const pieces: Buffer[] = [];
  // Not run at once, which looks for line ends anew with each piece: there are none.
  await git.follow(['diff-tree', ...format, '--end-of-options', from, to], (piece) =>
    pieces.push(Buffer.from(piece)),
  );
  return parseRawEntries(Buffer.concat(pieces).toString('utf8'));
}

/** How renames are looked for in a change of so many {@link listChangedEntries}; a check against git itself needs the same. */
export const renameOptions = (entries: number): string[] => [
  entries <= copyLimit ? '--find-copies' : '--find-renames',
  `-l${renameLimit}`,
];

/**
 * Reads the difference of two commits or trees, which is parsed while git still writes it.
 * @param entries see {@link listChangedEntries}.
 * @param options.take is given files as soon as they are read, though not all of them: some prove to be others in the end.
 * @param options.findBinaries see {@link findUnchangedBinaries}, for who asks for more by the same process; called once the diff has begun.
 */
export async function readDiff(
  git: GitRepository,
  [from, to]: readonly [string, string],
  entries: readonly RawEntry[],
  { take, findBinaries = () => findUnchangedBinaries(git, entries) }: DiffOptions = {},
): Promise<Diff> {
  const chosen = [...renameOptions(entries.length), '--end-of-options', from, to];
  const [{ files, warnings }, binaries] = await Promise.all([readPatch(git, chosen, take), findBinaries()]);
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
  take?: (files: readonly ParsedFile[]) => void,
): Promise<{ readonly files: readonly ParsedFile[]; readonly warnings: string }> {
  const parser = new DiffParser();
  const command = ['-c', `core.bigFileThreshold=${largestText}`, 'diff-tree', ...options, ...chosen];
  const warnings = await git.follow(command, (piece, output) => {
    parser.push(piece, output);
    take?.(parser.takeWhole());
  });
  return { files: parser.end(), warnings };
}
