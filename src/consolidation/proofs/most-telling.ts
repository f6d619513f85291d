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

/** Of the scripts of some findings, the one that shows most; of several that show as much, always the same. */
export function mostTelling(proofs: readonly Proof[], keys: ReadonlySet<string>): Proof | null {
  const rank = ({ status }: Proof) => tellingOrder.indexOf(status);
  const [best] = proofs
    .filter((proof) => keys.has(proof.finding))
    .sort((a, b) => rank(a) - rank(b) || (nameOfScript(a) < nameOfScript(b) ? -1 : 1));
  return best ?? null;
}

/** What tells one script of a review from all others: `codex/1 claude 0123456789abcdef`. */
export function nameOfScript({ finding, author, script }: Proof): string {
  return `${finding} ${author} ${createHash('sha256').update(script).digest('hex').slice(0, 16)}`;
}
