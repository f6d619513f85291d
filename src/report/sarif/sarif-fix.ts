import type { Fix, Replacement } from 'sarif';
import { type PatchHunk, readPatch } from '../../change/patches/read-patch.ts';
import type { Excerpt, ReportFinding } from '../../model/report/report-schema.ts';

/**
 * A finding's patch as SARIF replacements, where every hunk's old lines stand exactly once in the excerpt that code read
 * from git; agents' own line numbers are not believed. Nothing for a patch that would not apply.
 */
export function fixesOf(finding: ReportFinding, uri: string): Fix[] {
  const { fix, excerpt, anchor } = finding;
  if (!fix?.patch || excerpt === null || anchor.side === 'old' || fix.patch.includes('⟨U+')) return [];
  const hunks = readPatch(fix.patch);
  const replacements = hunks.map((hunk) =>
    hunk.path === null || hunk.path === anchor.path ? replacementOf(hunk, excerpt) : null,
  );
  if (replacements.length === 0 || replacements.includes(null)) return [];
  return [
    {
      description: { text: fix.text?.slice(0, 1000) || 'Apply the patch.' },
      artifactChanges: [
        {
          artifactLocation: { uri },
          replacements: replacements.filter((replacement) => replacement !== null),
        },
      ],
    },
  ];
}

function replacementOf({ lines }: PatchHunk, excerpt: Excerpt): Replacement | null {
  const first = lines.findIndex((line) => line.kind !== 'context');
  const last = lines.findLastIndex((line) => line.kind !== 'context');
  const before = lines.filter((line) => line.kind !== 'added').map((line) => line.text);
  const start = findOnce(excerpt.text.split('\n'), before);
  if (start === null) return null;
  const changed = lines.slice(first, last + 1);
  const deleted = changed.filter((line) => line.kind !== 'added');
  const inserted = changed.filter((line) => line.kind !== 'deleted');
  const startLine = excerpt.startLine + start + first;
  // Of a file whose lines end in two ways, nobody knows how a new one should.
  if (excerpt.lineEnd === 'mixed') return null;
  const lineEnd = excerpt.lineEnd === 'crlf' ? '\r\n' : '\n';
  const text = inserted.map((line) => line.text);
  if (!reachesOpenEnd(excerpt, start + first + deleted.length))
    return {
      deletedRegion: { startLine, startColumn: 1, endLine: startLine + deleted.length, endColumn: 1 },
      insertedContent: { text: text.map((line) => line + lineEnd).join('') },
    };
  const tail = deleted.at(-1);
  // Lines added behind one that nothing ends, or a last line taken away, would change that line too.
  if (tail === undefined || text.length === 0) return null;
  const endLine = startLine + deleted.length - 1;
  return {
    deletedRegion: { startLine, startColumn: 1, endLine, endColumn: tail.text.length + 1 },
    insertedContent: { text: text.join(lineEnd) },
  };
}

/** Whether so many lines of an excerpt are all of it, and nothing ends the last one. */
const reachesOpenEnd = (excerpt: Excerpt, lines: number): boolean =>
  excerpt.endsOpen === true && lines >= excerpt.text.split('\n').length;

/** Where some lines stand among others, when they do so exactly once. */
function findOnce(lines: readonly string[], wanted: readonly string[]): number | null {
  if (wanted.length === 0) return null;
  const isAt = (start: number) => wanted.every((line, offset) => lines[start + offset] === line);
  const starts = lines.flatMap((_, start) => (isAt(start) ? [start] : []));
  return starts.length === 1 ? (starts[0] ?? null) : null;
}
