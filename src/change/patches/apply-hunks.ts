import type { PatchHunk } from './read-patch.ts';

/** The text of a file with a patch in it, or why it does not fit. */
export type Applied = { readonly text: string } | { readonly trouble: string };

/**
 * Puts the hunks of one file into its text. Where they go is told by the lines that stay or go, which must stand there; agents' own line
 * numbers are not believed, and of several such places the one nearest to `nearLine` is meant. New lines end as those around them.
 */
export function applyHunks(text: string, hunks: readonly PatchHunk[], nearLine: number): Applied {
  let lines = splitLines(text);
  for (const { lines: patch } of hunks) {
    const before = patch.filter(({ kind }) => kind !== 'added').map((line) => line.text);
    const starts = placesOf(
      before,
      lines.map(({ content }) => content),
    );
    const [start, rival] = starts.toSorted(
      (one, other) => Math.abs(one - nearLine) - Math.abs(other - nearLine),
    );
    if (before.length === 0) return { trouble: 'it names no line of the file to stand at' };
    if (start === undefined)
      return { trouble: `the lines that it changes are not there: "${before[0]?.trim().slice(0, 60)}"` };
    if (rival !== undefined && Math.abs(rival - nearLine) === Math.abs(start - nearLine))
      return { trouble: 'the lines that it changes stand at two places, equally near' };
    lines = lines.toSpliced(
      start,
      before.length,
      ...mend(lines.slice(start, start + before.length), patch, lines),
    );
  }
  return { text: lines.map(({ content, end }) => content + end).join('') };
}

interface Line {
  readonly content: string;
  /** `\n`, `\r\n`, or nothing for a last line that nothing ends. */
  readonly end: string;
}

const splitLines = (text: string): Line[] =>
  [...text.matchAll(/([^\n]*?)(\r?\n|$)/g)]
    .map(([, content = '', end = '']) => ({ content, end }))
    .filter(({ content, end }) => content !== '' || end !== '');

function placesOf(wanted: readonly string[], lines: readonly string[]): number[] {
  // A patch that was written for a file with other line ends holds none of them.
  const plain = wanted.map((line) => line.replace(/\r$/, ''));
  return lines.flatMap((_, start) =>
    plain.every((line, offset) => lines[start + offset] === line) ? [start] : [],
  );
}

/** The lines of one hunk after it; what stays is the file's own, and what comes ends as its neighbour does. */
function mend(old: readonly Line[], patch: PatchHunk['lines'], all: readonly Line[]): Line[] {
  const usual = all.find(({ end }) => end !== '')?.end ?? '\n';
  let at = 0;
  const mended = patch.flatMap(({ kind, text }): Line[] => {
    if (kind === 'added')
      return [{ content: text.replace(/\r$/, ''), end: old[Math.max(0, at - 1)]?.end || usual }];
    const line = old[at++];
    return kind === 'context' && line !== undefined ? [line] : [];
  });
  // Only the file's last line may end in nothing, and the one that ended so is not always the last any more.
  const isOpen = old.some(({ end }) => end === '');
  return mended.map(({ content, end }, index) => ({
    content,
    end: index === mended.length - 1 ? (isOpen ? '' : end) : end || usual,
  }));
}
