/** A line of a patch: what stays, goes or comes. */
export interface PatchLine {
  readonly kind: 'context' | 'added' | 'deleted';
  readonly text: string;
}

/** One stretch of a patch; the path is the new side's, null where the patch names none. */
export interface PatchHunk {
  readonly path: string | null;
  readonly lines: readonly PatchLine[];
  /** The line of the old side where it says it begins; null where it says nothing. */
  readonly oldStart: number | null;
  /** The sides of which it says that nothing ends their last line. */
  readonly openEnds: readonly ('old' | 'new')[];
}

const openSides: Readonly<Record<PatchLine['kind'], PatchHunk['openEnds']>> = {
  context: ['old', 'new'],
  deleted: ['old'],
  added: ['new'],
};
const kindOf: Readonly<Record<string, PatchLine['kind']>> = { '+': 'added', '-': 'deleted', ' ': 'context' };

/**
 * The hunks of a patch as agents write them: unified diffs, with wrong line numbers or without any headers at all, so
 * only the lines themselves count.
 */
export function readPatch(patch: string): PatchHunk[] {
  const hunks: (PatchHunk & { readonly lines: PatchLine[]; readonly openEnds: ('old' | 'new')[] })[] = [];
  let path: string | null = null;
  let oldStart: number | null = null;
  let current: (typeof hunks)[number] | null = null;
  const lines = patch.replace(/\n+$/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    const isFileHeader = line.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ') === true;
    if (
      isFileHeader ||
      /^(diff |index |new file|deleted file|old mode|new mode|similarity|rename )/.test(line)
    ) {
      current = null;
      oldStart = null;
    } else if (current === null && line.startsWith('+++ ')) {
      path = line.slice(4).replace(/\t.*$/, '').replace(/^b\//, '');
    } else if (line.startsWith('@@')) {
      current = null;
      oldStart = Number(/^@@ -(\d{1,9})/.exec(line)?.[1] ?? Number.NaN) || null;
    } else if (line.startsWith('\\')) {
      current?.openEnds.push(...openSides[current.lines.at(-1)?.kind ?? 'context']);
    } else {
      if (current === null) {
        current = { path, lines: [], oldStart, openEnds: [] };
        hunks.push(current);
      }
      current.lines.push({ kind: kindOf[line[0] ?? ' '] ?? 'context', text: line.slice(1) });
    }
  }
  return hunks.filter((hunk) => hunk.lines.some((line) => line.kind !== 'context'));
}
