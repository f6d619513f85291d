import type { BuiltInAgent } from '../agent.ts';
import { registry } from './registry.ts';
import { runChecks } from './run-checks.ts';
import { writeReview } from './write-review.ts';

/**
 * The embedded reviewer: fixed rules over the change, precise enough that a finding is nearly always right. Needs no
 * model, key or network, and runs nothing of the change.
 */
export const checks: BuiltInAgent = {
  type: 'built-in',
  name: 'checks',
  family: 'checks',
  async review(change, readText) {
    return JSON.stringify(writeReview(change, await runChecks(registry, change, readText)));
  },
};
