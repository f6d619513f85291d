import { findChangedFile } from '../../change/places/change-index.ts';
import { findQuote } from '../../change/places/quote.ts';
import type { Finding } from '../../model/finding.ts';
import { findTelling, type Scene } from './citations/bearing.ts';
import { hasLostCodeBeside, isWrittenByChange } from './citations/written-by-change.ts';
import type { Ruling } from './collect-rulings.ts';

/**
 * Whether a ruling shows that what a finding complains of stood at the merge base already: it cites code of the finding's own file, or of
 * one that the change took it from, that stands at the merge base and among the lines complained of at the head, of which the change wrote none, and
 * beside which it took nothing away.
 */
export function showsSameAtBase({ evidence, reason }: Ruling, finding: Finding, scene: Scene): boolean {
  const { path, startLine, endLine, side } = finding.anchor;
  if (path === null || side === 'old' || isWrittenByChange(finding, scene)) return false;
  if (hasLostCodeBeside(finding, scene)) return false;
  const head = scene.sources.lines(path, 'new');
  const file = findChangedFile(scene.change, path);
  return evidence.some((entry) => {
    if (entry.kind !== 'citation' || entry.quote === null || head === null) return false;
    if (findTelling(entry, reason, scene) === null) return false;
    const isOwn = entry.path === path || entry.path === file?.oldPath;
    const isSource = entry.side === 'old' && findChangedFile(scene.change, entry.path) !== null;
    if (!isOwn && !(file !== null && isSource)) return false;
    const from = file === null ? path : isOwn ? (file.oldPath ?? path) : entry.path;
    const base = scene.sources.lines(from, 'old');
    if (base === null || findQuote(base, entry.quote).length === 0) return false;
    return findQuote(head, entry.quote).some(
      (match) =>
        startLine === null || (match.startLine <= (endLine ?? startLine) && startLine <= match.endLine),
    );
  });
}
