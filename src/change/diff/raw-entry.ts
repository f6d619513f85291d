import type { FileStatus } from '../../model/change/change.ts';
import { GarbledOutput } from '../git/garbled-output.ts';

/** What one line of `git diff --raw` says of a file; see {@link ../../model/change/change.ts} for the units. */
export interface RawEntry {
  readonly path: string;
  readonly oldPath: string | null;
  readonly status: FileStatus;
  readonly similarity: number | null;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string;
  readonly newOid: string;
}

const statuses: Readonly<Record<string, FileStatus>> = {
  A: 'added',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'type-changed',
};

/**
 * Parses one raw entry.
 * @param facts `:100644 100644 <oid> <oid> R87`, without the paths.
 * @param paths one, or source and target of a rename or copy.
 */
export function parseRawEntry(facts: string, paths: readonly string[]): RawEntry {
  const [oldMode = '', newMode = '', oldOid = '', newOid = '', letter = ''] = facts.slice(1).split(' ');
  const status = statuses[letter[0] ?? ''];
  const path = paths.at(-1);
  if (!status || path === undefined) throw new GarbledOutput(`Not a raw entry: ${facts}`);
  return {
    path,
    oldPath: paths.length > 1 ? (paths[0] ?? null) : null,
    status,
    similarity: status === 'renamed' || status === 'copied' ? Number(letter.slice(1)) : null,
    oldMode,
    newMode,
    oldOid,
    newOid,
  };
}

/** Whether the facts of a raw entry are those of a rename or copy. */
export function hasTwoPaths(facts: string): boolean {
  const letter = facts[facts.lastIndexOf(' ') + 1];
  return letter === 'R' || letter === 'C';
}

/** Parses the output of `git diff-tree --raw -z --no-renames`: one path an entry. */
export function parseRawEntries(printed: string): RawEntry[] {
  const fields = printed.split('\0');
  const entries: RawEntry[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    entries.push(parseRawEntry(fields[index] ?? '', [fields[index + 1] ?? '']));
  }
  return entries;
}
