// What a folder takes of a disk, as `du` counts it.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** POSIX counts blocks of 512 bytes, whatever the file system's own are. */
const bytesPerBlock = 512;

/** Megabytes of all that is in a folder; a file with several names counts once. */
export function diskSpaceMb(folder) {
  const seen = new Set();
  const count = (path) => {
    const stats = lstatSync(path);
    if (seen.has(stats.ino)) return 0;
    seen.add(stats.ino);
    const inside = stats.isDirectory() ? readdirSync(path).map((name) => count(join(path, name))) : [];
    return inside.reduce((sum, blocks) => sum + blocks, stats.blocks);
  };
  return (count(folder) * bytesPerBlock) / 1e6;
}
