import { UserError } from '../model/errors.ts';

/** What the system answers where a disk is full, read-only, broken or ours no more, or a file is gone or stands where a directory should. */
const diskFaults = new Set([
  ...['EACCES', 'EBUSY', 'EDQUOT', 'EEXIST', 'EFBIG', 'EIO', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT'],
  ...['ENOSPC', 'ENOTDIR', 'ENOTEMPTY', 'EPERM', 'EROFS', 'ESTALE', 'ETXTBSY', 'ERR_FS_EISDIR'],
]);
/** What it answers where too many files, processes or bytes are in use. */
const shortages = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** The same error, or, where the machine or the repository is at fault and not we, the user's error that says so. */
export function explainFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // By its name: its class would load all that reads git, also for commands that need none.
  if (error.name === 'GitFailure')
    return new UserError(
      `Git could not read the repository: ${error.message.trim()}. Run "git fsck" in it, and clone it anew where that finds something.`,
    );
  const code = systemCode(error);
  if (diskFaults.has(code))
    return new UserError(
      `A file could not be read or written: ${error.message}. Free space there, make it ours to read and write, or name another output directory.`,
    );
  if (shortages.has(code))
    return new UserError(
      `The system has no more to give: ${error.message}. Raise its limits (see "ulimit -a"), or let fewer agents run at the same time.`,
    );
  return error;
}

/** The code of a system call that failed; @actions/exec keeps it in its words only. */
function systemCode(error: Error): string {
  if ('code' in error && 'syscall' in error) return String(error.code);
  return /\bspawn \S+ (E[A-Z]+)\b/.exec(error.message)?.[1] ?? '';
}
