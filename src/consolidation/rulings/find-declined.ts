import type { Severity } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import type { DeclinedFinding } from '../../model/rules.ts';

/** What of a finding a decision can name. */
interface Named {
  readonly findings: readonly Finding[];
  readonly severity: Severity;
  readonly fingerprints: readonly string[];
  /** Those that the finding itself had in earlier rounds, whose code still stands. */
  readonly inherited: readonly string[];
}

/**
 * The standing decision not to act on a finding, or undefined: by fingerprint, or by path and words of the title or explanation. One from a
 * comment is about a finding that was there then, and so never about another one that looks the same.
 * @param day `YYYY-MM-DD`; a decision holds to the end of the day that it expires.
 */
export function findDeclined(
  { findings, severity, fingerprints, inherited }: Named,
  declined: readonly DeclinedFinding[],
  day: string,
): DeclinedFinding | undefined {
  return declined
    .filter((entry) => entry.expires === null || day <= entry.expires)
    .filter((entry) => entry.upTo === 'critical' || severity !== 'critical')
    .find(({ fingerprint, path, text, by }) => {
      const known = by === null ? [...fingerprints, ...inherited] : inherited;
      return (
        (fingerprint !== null && known.includes(fingerprint)) ||
        (path !== null && text !== null && findings.some((finding) => speaksOf(finding, path, text)))
      );
    });
}

function speaksOf(finding: Finding, path: string, text: string): boolean {
  const words = `${finding.title}\n${finding.explanation}`.toLowerCase();
  return finding.anchor.path === path && words.includes(text.toLowerCase());
}
