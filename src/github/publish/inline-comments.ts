import { readPatch } from '../../change/patches/read-patch.ts';
import { findChangedFile } from '../../change/places/change-index.ts';
import type { Change, ChangedFile, Hunk } from '../../model/change/change.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { renderFindingComment } from '../../report/markdown/finding-comment.ts';
import type { InlineComment } from '../api/client.ts';
import { findingMarker, type Marker } from '../rounds/marker.ts';

/** A finding and the inline comment that shows it. */
export interface CommentedFinding {
  readonly finding: ReportFinding;
  readonly comment: InlineComment;
}

/**
 * The inline comments of a report, most severe first: findings whose lines lie in one hunk, as GitHub demands, which refuses
 * the whole review otherwise.
 */
export function inlineComments(report: Report, change: Change, marker: Marker): CommentedFinding[] {
  return report.findings.flatMap((finding) => {
    const file = findChangedFile(change, finding.anchor.path ?? '');
    const comment =
      file && isOfFile(finding, file)
        ? commentOn(finding, file, marker, renderFindingComment(report, finding))
        : null;
    return comment ? [{ finding, comment }] : [];
  });
}

/** A copy has its original's name at the merge base, and nothing that is said of the original is said of it. */
function isOfFile({ anchor }: ReportFinding, { path, oldPath, status }: ChangedFile): boolean {
  return anchor.path === path || (anchor.path === oldPath && anchor.side === 'old' && status === 'renamed');
}

function commentOn(
  finding: ReportFinding,
  file: ChangedFile,
  marker: Marker,
  text: string,
): InlineComment | null {
  const { startLine, endLine, side, inDiff } = finding.anchor;
  if (startLine === null || inDiff === 'outside') return null;
  const suggestion = side === 'new' ? suggestionFor(finding, file) : null;
  const [first, last] = suggestion?.lines ?? [startLine, endLine ?? startLine];
  const range = withinOneHunk(file.hunks, side, first, last);
  if (range === null) return null;
  const isWhole = range[0] === first && range[1] === last;
  return {
    path: file.path,
    line: range[1],
    startLine: range[0] < range[1] ? range[0] : null,
    side: side === 'new' ? 'RIGHT' : 'LEFT',
    body: [
      findingMarker(marker, finding.fingerprint),
      text,
      ...(suggestion && isWhole ? [suggestion.block] : []),
    ].join('\n\n'),
  };
}

/** The part of a range that lies in the hunk it begins in; null where it begins outside of all. */
function withinOneHunk(
  hunks: readonly Hunk[],
  side: 'old' | 'new',
  first: number,
  last: number,
): [number, number] | null {
  for (const hunk of hunks) {
    const [start, count] = side === 'new' ? [hunk.newStart, hunk.newCount] : [hunk.oldStart, hunk.oldCount];
    if (first >= start && first < start + count) return [first, Math.min(last, start + count - 1)];
  }
  return null;
}

/**
 * A suggestion that can be committed with one click, where the finding's patch replaces lines that stand exactly so, and only
 * once, in one hunk's new side.
 */
function suggestionFor(
  finding: ReportFinding,
  file: ChangedFile,
): { lines: [number, number]; block: string } | null {
  const hunks = finding.fix?.patch ? readPatch(finding.fix.patch) : [];
  const [patch] = hunks;
  if (!patch || hunks.length !== 1 || (patch.path !== null && patch.path !== file.path)) return null;
  const firstChange = patch.lines.findIndex((line) => line.kind !== 'context');
  const lastChange = patch.lines.findLastIndex((line) => line.kind !== 'context');
  const changed = patch.lines.slice(firstChange, lastChange + 1);
  const replaced = changed.filter((line) => line.kind !== 'added').length;
  const before = patch.lines.filter((line) => line.kind !== 'added').map((line) => line.text);
  const place = findOnce(newLines(file), before);
  // Nothing to put the suggestion on.
  if (place === null || replaced === 0) return null;
  const start = place + firstChange;
  const text = changed
    .filter((line) => line.kind !== 'deleted')
    .map((line) => `${line.text}\n`)
    .join('');
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return { lines: [start, start + replaced - 1], block: `${fence}suggestion\n${text}${fence}` };
}

/** The lines of the new side that the diff shows, by number. */
function newLines(file: ChangedFile): Map<number, string> {
  const lines = new Map<number, string>();
  for (const hunk of file.hunks) {
    let number = hunk.newStart;
    for (const raw of hunk.body.split('\n'))
      if (raw[0] !== '-' && raw[0] !== '\\') lines.set(number++, raw.slice(1).replace(/\r$/, ''));
  }
  return lines;
}

/** The number of the line where some lines stand, when they do so exactly once. */
function findOnce(lines: ReadonlyMap<number, string>, wanted: readonly string[]): number | null {
  const starts = [...lines.keys()].filter((start) =>
    wanted.every((line, offset) => lines.get(start + offset) === line),
  );
  return wanted.length > 0 && starts.length === 1 ? (starts[0] ?? null) : null;
}
