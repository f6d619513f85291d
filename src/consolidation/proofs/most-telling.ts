import { createHash } from 'node:crypto';
import type { Proof } from '../../model/proof.ts';

/** From the most telling to the least. */
const tellingOrder: readonly Proof['status'][] = [
  'proven-regression',
  'proven-defect',
  'proven-untested',
  'pre-existing',
  'unstable',
  'not-reproduced',
  'static',
  'not-run',
];

/** The scripts of some findings, the one that shows most first; those that show as much always in the same order. */
export function byTelling(proofs: readonly Proof[], keys: ReadonlySet<string>): Proof[] {
  const rank = ({ status }: Proof) => tellingOrder.indexOf(status);
  return proofs
    .filter((proof) => keys.has(proof.finding))
    .sort((a, b) => rank(a) - rank(b) || (nameOfScript(a) < nameOfScript(b) ? -1 : 1));
}

/** The first of them, or null. */
export const mostTelling = (proofs: readonly Proof[], keys: ReadonlySet<string>): Proof | null =>
  byTelling(proofs, keys)[0] ?? null;

/** What tells one script of a review from all others: `codex/1 claude 0123456789abcdef`. */
export function nameOfScript({ finding, author, script }: Proof): string {
  return `${finding} ${author} ${createHash('sha256').update(script).digest('hex').slice(0, 16)}`;
}
