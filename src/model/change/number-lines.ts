import type { Hunk, Line } from './change.ts';

/** The lines of a hunk with their numbers on both sides. */
export function numberLines(hunk: Hunk): Line[] {
  const lines: Line[] = [];
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  if (hunk.body === '') return lines;
  for (const raw of hunk.body.split('\n')) {
    const text = raw.slice(1);
    switch (raw[0]) {
      case '+':
        lines.push({ kind: 'added', oldLine: null, newLine: newLine++, text });
        break;
      case '-':
        lines.push({ kind: 'deleted', oldLine: oldLine++, newLine: null, text });
        break;
      case '\\':
        lines.push({ ...(lines.pop() as Line), noNewline: true });
        break;
      default:
        lines.push({ kind: 'context', oldLine: oldLine++, newLine: newLine++, text });
    }
  }
  return lines;
}
