import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** An agent may have put a link or a pipe where we expect a file of its own. */
const plainFilesOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The first or last bytes of a text file, all of a shorter one; empty where there is no file. */
export async function readPart(path: string, part: 'first' | 'last', limitBytes: number): Promise<string> {
  const file = await open(path, plainFilesOnly).catch(() => null);
  if (file === null) return '';
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return '';
    const length = Math.min(stats.size, limitBytes);
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, part === 'first' ? 0 : stats.size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
