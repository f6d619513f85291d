import type { Change, ChangedFile } from '../../model/change/change.ts';
import { linesOfHunks } from '../diff/changed-ranges.ts';
import { isDistinctive } from './quote.ts';
import { squeeze } from './squeeze.ts';

const byPath = new WeakMap<Change, ReadonlyMap<string, ChangedFile>>();
type FilesByLine = ReadonlyMap<string, readonly ChangedFile[]>;
const byLine = new WeakMap<Change, FilesByLine>();

/** The changed file with this path at the head or, failing that, at the merge base. */
export function findChangedFile(change: Change, path: string): ChangedFile | null {
  let index = byPath.get(change);
  if (!index) {
    const former = change.files.flatMap((file) =>
      file.oldPath === null ? [] : [[file.oldPath, file] as const],
    );
    index = new Map([...former, ...change.files.map((file) => [file.path, file] as const)]);
    byPath.set(change, index);
  }
  return index.get(path) ?? null;
}

/** Files of any class whose hunks hold a whole, distinctive line of a quote. */
export function filesWithLinesOf(change: Change, quote: string): ChangedFile[] {
  let index = byLine.get(change);
  if (!index) {
    index = indexLines(change);
    byLine.set(change, index);
  }
  const lines = index;
  return [...new Set(quote.split('\n').flatMap((line) => lines.get(squeeze(line)) ?? []))];
}

function indexLines(change: Change): Map<string, ChangedFile[]> {
  const index = new Map<string, ChangedFile[]>();
  for (const file of change.files) {
    const lines = linesOfHunks(file, file.status === 'deleted' ? 'old' : 'new');
    for (const line of new Set(lines.map(squeeze))) {
      if (!isDistinctive(line)) continue;
      const known = index.get(line);
      if (known) known.push(file);
      else index.set(line, [file]);
    }
  }
  return index;
}
