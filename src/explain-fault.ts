import { GitFailure } from './change/git.ts';
import { UserError } from './errors.ts';

/** What a disk answers that is full, read-only, ours no more, or has a file where a directory should be. */
const diskFaults = new Set([
  ...['EACCES', 'EDQUOT', 'EEXIST', 'EFBIG', 'EISDIR'],
  ...['ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'],
]);

/** The same error, or, where the disk or the repository is at fault and not we, the user's error that says so. */
export function explainFault(error: unknown): unknown {
  if (error instanceof GitFailure)
    return new UserError(
      `Git could not read the repository: ${error.message.trim()}. Run "git fsck" in it, and clone it anew where that finds something.`,
    );
  if (error instanceof Error && 'code' in error && diskFaults.has(String(error.code)))
    return new UserError(
      `A file could not be written: ${error.message}. Free space there, make it writable, or name another output directory.`,
    );
  return error;
}
