import type { Finding } from '../../model/finding.ts';
import type { DeclinedFinding } from '../../model/rules.ts';

/** What of a finding a decision can name. */
interface Named {
  readonly findings: readonly Finding[];
  readonly fingerprints: readonly string[];
}

/**
 * The team's standing decision not to act on a finding, or undefined: by fingerprint, or by path and words of the title or explanation.
 * @param day `YYYY-MM-DD`; a decision holds to the end of the day that it expires.
 */
export function findDeclined(
  { findings, fingerprints }: Named,
  declined: readonly DeclinedFinding[],
  day: string,
): DeclinedFinding | undefined {
  return declined
    .filter((entry) => entry.expires === null || day <= entry.expires)
    .find(
      ({ fingerprint, path, text }) =>
        (fingerprint !== null && fingerprints.includes(fingerprint)) ||
        (path !== null && text !== null && findings.some((finding) => speaksOf(finding, path, text))),
    );
}

function speaksOf(finding: Finding, path: string, text: string): boolean {
  const words = `${finding.title}\n${finding.explanation}`.toLowerCase();
  return finding.anchor.path === path && words.includes(text.toLowerCase());
}
