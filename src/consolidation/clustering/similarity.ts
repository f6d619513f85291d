import { measureNames, measures, relate } from './describe-pair.ts';
import type { Profile } from './profile.ts';
import { weights } from './similarity-weights.ts';

/**
 * How likely two claims are one issue, as the logarithm of the odds: 0 is even, 3 is twenty to one. A logistic model whose
 * weights depend on how the places lie: the farther apart, the more the words must agree.
 */
export function similarity(a: Profile, b: Profile): number {
  const row = weights[relate(a.claim.places, b.claim.places)];
  return measureNames.reduce((sum, name) => sum + row[name] * measures[name](a, b), row.base);
}
