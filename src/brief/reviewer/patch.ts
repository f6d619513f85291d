import { quotePath } from '../../change/places/quote-path.ts';
import type { ChangedFile, Hunk } from '../../model/change/change.ts';

/** A piece of a patch, every line of it ended: a file's header, or a whole hunk. */
export interface PatchPiece {
  readonly text: string;
  /** Null for a header. */
  readonly hunk: Hunk | null;
}

/** The patch of some files, as `git -c core.quotePath=off diff --full-index` prints it for them in this order. */
export const patchOf = (files: readonly ChangedFile[]): string =>
  files
    .flatMap((file) => patchPieces(file, file.hunks))
    .map((piece) => piece.text)
    .join('');

/** The patch of a file with some of its hunks; git shows a change of type as a deletion and an addition. */
export function patchPieces(file: ChangedFile, hunks: readonly Hunk[]): PatchPiece[] {
  if (file.status !== 'type-changed') {
    const header = { text: patchHeader(file, hunks.length > 0), hunk: null };
    return [header, ...hunks.map((hunk) => ({ text: hunkText(hunk), hunk }))];
  }
  const absent = { oid: '0'.repeat(file.newOid.length), mode: '000000' };
  const gone = hunks.filter((hunk) => hunk.newCount === 0);
  const come = hunks.filter((hunk) => hunk.newCount > 0);
  const deleted = { ...file, status: 'deleted', newOid: absent.oid, newMode: absent.mode } as const;
  const added = { ...file, status: 'added', oldOid: absent.oid, oldMode: absent.mode } as const;
  return [
    ...patchPieces({ ...deleted, binary: file.binary && gone.length === 0 }, gone),
    ...patchPieces({ ...added, binary: file.binary && come.length === 0 }, come),
  ];
}

/** A hunk as git prints it, its last line ended. */
export function hunkText(hunk: Hunk): string {
  const ranges = `-${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)}`;
  return `@@ ${ranges} @@${hunk.heading === '' ? '' : ` ${hunk.heading}`}\n${hunk.body}\n`;
}

const range = (start: number, count: number): string => (count === 1 ? `${start}` : `${start},${count}`);

/** What stands before a file's hunks (diff.c: `builtin_diff`, `fill_metainfo`). */
export function patchHeader(file: ChangedFile, hasHunks: boolean): string {
  const oldPath = file.oldPath ?? file.path;
  const [from, to] = [quotePath(`a/${oldPath}`), quotePath(`b/${file.path}`)];
  const [oldLabel, newLabel] = [
    file.status === 'added' ? '/dev/null' : from,
    file.status === 'deleted' ? '/dev/null' : to,
  ];
  const lines = [`diff --git ${from} ${to}`, ...modeLines(file), ...renameLines(file, oldPath)];
  if (file.oldOid !== file.newOid) {
    lines.push(
      `index ${file.oldOid}..${file.newOid}${file.oldMode === file.newMode ? ` ${file.newMode}` : ''}`,
    );
    if (file.binary) lines.push(`Binary files ${oldLabel} and ${newLabel} differ`);
  }
  if (hasHunks) lines.push(`--- ${ended(oldLabel)}`, `+++ ${ended(newLabel)}`);
  return `${lines.join('\n')}\n`;
}

/** Git ends a name that holds a blank with a tab, so that `patch` knows where it ends. */
const ended = (label: string): string => (label.includes(' ') ? `${label}\t` : label);

function modeLines(file: ChangedFile): string[] {
  if (file.status === 'added') return [`new file mode ${file.newMode}`];
  if (file.status === 'deleted') return [`deleted file mode ${file.oldMode}`];
  return file.oldMode === file.newMode ? [] : [`old mode ${file.oldMode}`, `new mode ${file.newMode}`];
}

function renameLines(file: ChangedFile, oldPath: string): string[] {
  if (file.status !== 'renamed' && file.status !== 'copied') return [];
  const verb = file.status === 'renamed' ? 'rename' : 'copy';
  return [
    `similarity index ${file.similarity ?? 0}%`,
    `${verb} from ${quotePath(oldPath)}`,
    `${verb} to ${quotePath(file.path)}`,
  ];
}
