import type { Kind, ReviewEvidence, Severity } from '../../model/answers/review-schema.ts';
import type { Change } from '../../model/change/change.ts';
import type { Finding, Place } from '../../model/finding.ts';

/** `manifest.json` beside an adjudicator's brief, version 1: what is asked, as data. As in the brief, nothing says who claimed it. */
export interface AdjudicatorManifest {
  readonly version: 1;
  /** Full commit names; the change is `mergeBase` to `head`. */
  readonly head: string;
  readonly mergeBase: string;
  /** To be ruled on; a candidate has a claim for each wording that adds something. */
  readonly candidates: readonly ClaimsUnderId[];
  /** Two claims each, to be told whether they are one root cause. */
  readonly pairs: readonly ClaimsUnderId[];
}

/** `F1` or `P1` with what is claimed. */
interface ClaimsUnderId {
  readonly id: string;
  readonly claims: readonly ManifestClaim[];
}

/** What one finding claims; `path` and lines are where code found it, `places` all that it names itself. */
interface ManifestClaim {
  readonly title: string;
  readonly severity: Severity;
  readonly kind: Kind | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly side: 'old' | 'new';
  readonly places: readonly Place[];
  readonly quote: string | null;
  readonly explanation: string;
  readonly evidence: readonly ReviewEvidence[];
}

/** What is shown under one id of the brief. */
interface Shown {
  readonly id: string;
  readonly shown: readonly Finding[];
}

/** Renders the manifest of what a brief asks. */
export function renderAdjudicatorManifest(
  { head, mergeBase }: Pick<Change, 'head' | 'mergeBase'>,
  candidates: readonly Shown[],
  pairs: readonly Shown[],
): string {
  const claimsUnder = ({ id, shown }: Shown): ClaimsUnderId => ({ id, claims: shown.map(claimOf) });
  const manifest: AdjudicatorManifest = {
    version: 1,
    head,
    mergeBase,
    candidates: candidates.map(claimsUnder),
    pairs: pairs.map(claimsUnder),
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

function claimOf(finding: Finding): ManifestClaim {
  const { title, severity, kind, anchor, places, quote, explanation, evidence } = finding;
  const { path, startLine, endLine, side } = anchor;
  return { title, severity, kind, path, startLine, endLine, side, places, quote, explanation, evidence };
}
