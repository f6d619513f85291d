/** A line of a patch: what stays, goes or comes. */
export interface PatchLine {
  readonly kind: 'context' | 'added' | 'deleted';
  readonly text: string;
}

/** One stretch of a patch; the path is the new side's, null where the patch names none. */
export interface PatchHunk {
  readonly path: string | null;
  readonly lines: readonly PatchLine[];
}

const kindOf: Readonly<Record<string, PatchLine['kind']>> = { '+': 'added', '-': 'deleted', ' ': 'context' };

/**
 * The hunks of a patch as agents write them: unified diffs, with wrong line numbers or without any headers at all, so
 * only the lines themselves count.
 */
export function readPatch(patch: string): PatchHunk[] {
  const hunks: { path: string | null; lines: PatchLine[] }[] = [];
  let path: string | null = null;
  let current: PatchLine[] | null = null;
  const lines = patch.replace(/\n+$/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    const isFileHeader = line.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ') === true;
    if (
      isFileHeader ||
      /^(diff |index |new file|deleted file|old mode|new mode|similarity|rename )/.test(line)
    ) {
      current = null;
    } else if (current === null && line.startsWith('+++ ')) {
      path = line.slice(4).replace(/\t.*$/, '').replace(/^b\//, '');
    } else if (line.startsWith('@@')) {
      current = null;
    } else if (!line.startsWith('\\')) {
      if (current === null) {
        current = [];
        hunks.push({ path, lines: current });
      }
      current.push({ kind: kindOf[line[0] ?? ' '] ?? 'context', text: line.slice(1) });
    }
  }
  return hunks.filter((hunk) => hunk.lines.some((line) => line.kind !== 'context'));
}
