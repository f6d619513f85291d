import { findChangedFile } from '../../change/places/change-index.ts';
import type { Change, ChangedFile, Hunk } from '../../model/change/change.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
import { renderFindingComment } from '../../report/markdown/finding-comment.ts';
import type { InlineComment } from '../api/client.ts';
import { findingMarker, type Marker } from '../rounds/marker.ts';
import { suggestionFor } from './suggestion.ts';

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
  const found = side === 'new' ? suggestionFor(finding, file) : null;
  const isWhole = found !== null && withinOneHunk(file.hunks, side, ...found.lines)?.[1] === found.lines[1];
  const suggestion = isWhole ? found : null;
  const range = suggestion?.lines ?? withinOneHunk(file.hunks, side, startLine, endLine ?? startLine);
  if (range === null) return null;
  return {
    path: file.path,
    line: range[1],
    startLine: range[0] < range[1] ? range[0] : null,
    side: side === 'new' ? 'RIGHT' : 'LEFT',
    body: [findingMarker(marker, finding.fingerprint), text, ...(suggestion ? [suggestion.block] : [])].join(
      '\n\n',
    ),
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
