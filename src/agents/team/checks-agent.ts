import { registry } from '../../checks/registry.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { writeReview } from '../../checks/write-review.ts';
import type { BuiltInAgent } from '../adapter/agent.ts';

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
