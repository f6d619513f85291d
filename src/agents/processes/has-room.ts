import { rmSync, writeFileSync } from 'node:fs';

/** More than any block of a file system that may be left. */
const pieceBytes = 256 * 1024;

/**
 * Whether a file can still be written: a child whose disk was full, or its quota used up, may not have noticed that its last words were
 * lost. The file is removed.
 */
export function hasRoom(file: string): boolean {
  try {
    writeFileSync(file, Buffer.alloc(pieceBytes));
    return true;
  } catch (error) {
    return !['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
  } finally {
    rmSync(file, { force: true });
  }
}
