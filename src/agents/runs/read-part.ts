import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

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

/** A path itself, or, where it is a folder, the last by name of the logs below it, which carry their time in their names. */
export async function newestFile(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.sort().at(-1) ?? path;
}
