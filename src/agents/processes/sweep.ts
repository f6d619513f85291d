import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { removeTree } from './remove-tree.ts';

/** Longer than any review may take (`total-timeout-minutes` ends at a day). */
const abandonedAfterMs = 25 * 60 * 60_000;

/**
 * Removes the temporary directories of reviews that were killed before they could: siblings of ours, with our prefix and
 * owner, untouched for more than a day. Never throws.
 */
export async function sweepAbandoned(temporaryDirectory: string, now: number): Promise<void> {
  const parent = dirname(temporaryDirectory);
  const [prefix] = /^deep-review-/.exec(basename(temporaryDirectory)) ?? [];
  if (prefix === undefined) return;
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const path = join(parent, name);
    const stats = await lstat(path).catch(() => null);
    if (stats === null || !stats.isDirectory() || stats.uid !== process.getuid?.()) continue;
    if (now - stats.mtimeMs > abandonedAfterMs) {
      await removeTree(path);
    }
  }
}
