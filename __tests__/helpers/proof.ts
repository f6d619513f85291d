import type { Arm, ArmRun, Proof } from '../../src/model/proof.ts';
import type { ArmName } from '../../src/model/report/proof-terms.ts';

/** A script of Claude's for its first finding, which fails at the head alone. */
export function buildProof(overrides: Partial<Proof> = {}): Proof {
  return {
    finding: 'claude/1',
    author: 'claude',
    script: 'node queue.js || { echo "REPRO: lost"; exit 1; }',
    needs: null,
    shows: null,
    patch: '--- a/src/queue.ts\n+++ b/src/queue.ts\n',
    mutation: null,
    status: 'proven-regression',
    fix: 'proven',
    reason: 'The script fails at the head and passes at the merge base.',
    arms: [buildArm('head', 'fails'), buildArm('base', 'passes')],
    opened: null,
    durationMs: 1_000,
    ...overrides,
  };
}

/** One run of a script on one tree. */
export function buildArm(arm: ArmName, outcome: ArmRun['outcome'], script: Arm['script'] = 'repro'): Arm {
  const exitCode = { fails: 1, passes: 0, 'could-not-run': 2 }[outcome];
  const shown = outcome === 'fails' && script === 'repro' ? 'lost' : null;
  return {
    arm,
    script,
    runs: [{ outcome, exitCode, limit: null, shown, output: '', durationMs: 10 }],
    trouble: null,
  };
}
