import type { ArmRun } from '../proof.ts';
import { type ArmName, isProven, type ProofStatus } from './proof-terms.ts';
import type { ReportFinding } from './report-schema.ts';
import { joinTitles } from './wording.ts';

/** What a finding's script showed, as a report has it. */
export type ReportProof = NonNullable<ReportFinding['proof']>;

const statusWords: Readonly<Record<ProofStatus, string>> = {
  'proven-regression': 'proven regression',
  'proven-defect': 'proven defect',
  'proven-untested': 'proven untested',
  'pre-existing': 'shown, before the change too',
  'not-reproduced': 'not reproduced',
  unstable: 'script unstable',
  static: 'script only reads',
  'not-run': 'script not run',
};

/** What a proof is, in two or three words; a proof that nobody reviewed says so. */
export function describeProof({ status, review }: Pick<ReportProof, 'status' | 'review'>): string {
  const words = statusWords[status];
  if (!status.startsWith('proven-') || review === 'confirmed') return words;
  return `${words}, ${review}`;
}

/** Who says that the script shows the claim. */
export function describeProofReview({ review, reviewedBy }: ReportProof): string {
  if (review === 'confirmed') return `${joinTitles(reviewedBy)} confirmed that the script shows this claim.`;
  if (review === 'disputed')
    return `${joinTitles(reviewedBy)} says that the script does not show this claim, so it changes nothing.`;
  return 'Nobody of another family has said whether the script shows this claim, so it changes nothing.';
}

/** What the script is good for once the defect is mended; null where it proved nothing. */
export function describeKeeping({ status, review }: ReportProof): string | null {
  if (!isProven(status) || review !== 'confirmed') return null;
  return status === 'proven-untested'
    ? 'The script passes now and fails without the guard: it can be kept as the missing test.'
    : 'The script fails now and passes once this is mended: it can be kept as a regression test.';
}

/** A tree's name for people. */
export const armWords: Readonly<Record<ArmName, string>> = {
  head: 'head',
  base: 'merge base',
  fixed: 'with the patch',
  mutated: 'without the guard',
  'failing-annotated': 'failing tree, the other’s text in comments',
  'passing-annotated': 'passing tree, the other’s text in comments',
  'failing-interleaved': 'failing tree, the other’s lines beside its own in comments',
  'passing-interleaved': 'passing tree, the other’s lines beside its own in comments',
  'failing-veiled': 'failing tree, its programs made unreadable',
  'passing-veiled': 'passing tree, its programs made unreadable',
  'passing-broken': 'passing tree, kept from running',
  'failing-broken': 'failing tree, kept from running',
};

/** How one run ended. */
export function describeRun({ outcome, exitCode, limit }: ArmRun): string {
  if (limit !== null) return `ended by the limit: ${limit}`;
  return `${outcome === 'could-not-run' ? 'could not run' : outcome}, exit code ${exitCode}`;
}
