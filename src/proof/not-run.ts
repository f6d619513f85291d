import type { Proof } from '../model/proof.ts';
import type { ProofRequest } from './prove.ts';

/** A proof of which nothing ran. */
export function notRun(request: ProofRequest, reason: string): Proof {
  return { ...request, status: 'not-run', fix: null, reason, arms: [], opened: null, durationMs: 0 };
}
