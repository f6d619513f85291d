import { applyPatch, type PatchPlace, patchedPaths, type TextOf } from '../../change/patches/apply-patch.ts';
import { writePatch } from '../../change/patches/write-patch.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';

/** What became of one finding's patch. */
export interface FixOutcome {
  readonly id: string;
  readonly title: string;
  /** Its script passed with the patch. */
  readonly isProven: boolean;
  /** Why it is not in the patch; null where it is. */
  readonly trouble: string | null;
}

/** Patches of findings as one. */
export interface CombinedFixes {
  /** What `git apply` takes, with git's headers; empty where nothing applies. */
  readonly patch: string;
  readonly outcomes: readonly FixOutcome[];
}

/** The files that a finding's patch is for. */
export const filesToFix = (finding: ReportFinding): string[] =>
  patchedPaths(finding.fix?.patch ?? '', placeOf(finding));

/** Puts the patches of findings into the files of the head, one after the other; one that does not fit any more is left out, whole. */
export function combineFixes(findings: readonly ReportFinding[], textOf: TextOf): CombinedFixes {
  const before = new Map<string, string | null>();
  const after = new Map<string, string>();
  const outcomes: FixOutcome[] = [];
  for (const finding of findings) {
    const patched = applyPatch(
      finding.fix?.patch ?? '',
      (path) => after.get(path) ?? textOf(path),
      placeOf(finding),
    );
    if ('texts' in patched)
      for (const [path, text] of patched.texts) {
        if (!before.has(path)) before.set(path, textOf(path));
        after.set(path, text);
      }
    outcomes.push({
      id: finding.id,
      title: finding.title,
      isProven: finding.fix?.proven === true,
      trouble: 'trouble' in patched ? patched.trouble : null,
    });
  }
  const parts = [...after].map(([path, text]) => writePatch(path, before.get(path) ?? null, text));
  return { patch: parts.join(''), outcomes };
}

const placeOf = ({ anchor: { path, side, startLine } }: ReportFinding): PatchPlace => ({
  path,
  line: side === 'new' ? (startLine ?? 1) - 1 : 0,
});
