import { randomInt } from 'node:crypto';
import type { Ports } from '../model/ports.ts';
import type { Proof } from '../model/proof.ts';
import type { ArmName } from '../model/report/proof-terms.ts';
import { type ArmTrees, makeArmTrees, makeControls } from './arms.ts';
import type { ProofBench } from './bench/proof-bench.ts';
import { decideProof, summariseArms } from './decide-proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import type { TreeStore } from './trees/tree-store.ts';
import { createTrials, type Trials } from './trials.ts';

/** A script that is said to show a finding. */
export type ProofRequest = Pick<
  Proof,
  'finding' | 'author' | 'script' | 'needs' | 'shows' | 'patch' | 'mutation'
>;

/** How often a script runs on each tree; where that takes next to no time, more often, since a coin may fall the same way three times. */
const repeats = { least: 3, quick: 5, quickMs: 2_000 };

/** What a finding's script is tried on, and how. */
export interface ProofPlace {
  readonly store: TreeStore;
  readonly bench: ProofBench;
  readonly head: string;
  readonly base: string;
  readonly settings: ProofSettings;
  readonly ports: Ports;
}

/** Runs one finding's script on all its trees and decides what that shows. Nothing that a script does makes it throw. */
export async function prove(
  request: ProofRequest,
  { store, bench, head, base, settings, ports }: ProofPlace,
): Promise<Proof> {
  const startedAt = ports.clock.now();
  const { script, patch, mutation } = request;
  const kind = mutation === null ? 'repro' : 'guard';
  const trees = await makeArmTrees(store, { head, base, patch, mutation });
  const trials = createTrials(bench, { repro: script, tests: settings.test ?? '' }, trees.originals);

  await runInRounds(trees, kind, trials);
  if (kind === 'guard') await runTests(trees, settings, trials);
  await runControls(trees, kind, trials);

  const [arms, opened] = [trials.arms(), trials.opened()];
  const opensNothing = opened?.length === 0 && settings.build === null;
  const { status, reason, fix } = decideProof(summariseArms(arms, opensNothing), kind);
  const trouble = arms.find((arm) => arm.trouble !== null && arm.runs.length === 0)?.trouble;
  return {
    ...request,
    status,
    fix,
    reason: status === 'not-run' && trouble ? `${reason} ${trouble}` : reason,
    arms,
    opened,
    durationMs: ports.clock.now() - startedAt,
  };
}

/** All trees in a new order each time, until a tree's runs differ or the head shows nothing. */
async function runInRounds({ trees }: ArmTrees, kind: 'repro' | 'guard', trials: Trials): Promise<void> {
  const first = kind === 'guard' ? 'passes' : 'fails';
  let longest = 0;
  let isHopeful = true;
  for (
    let round = 0;
    round < (longest <= repeats.quickMs && isHopeful ? repeats.quick : repeats.least);
    round++
  ) {
    for (const [arm, tree] of shuffled([...trees])) {
      if (!isHopeful && arm !== 'head') continue;
      const done = await trials.run(arm, tree);
      longest = Math.max(longest, done?.durationMs ?? 0);
      if (arm !== 'head') continue;
      if (done === null || done.limit !== null) return;
      if (done.outcome !== first) isHopeful = false;
    }
  }
}

/** The repository's own tests say nothing of a guard where they do not pass at the head. */
async function runTests({ trees }: ArmTrees, settings: ProofSettings, trials: Trials): Promise<void> {
  const [head, mutated] = [trees.get('head'), trees.get('mutated')];
  if (head === undefined || mutated === undefined) return;
  if (settings.test === null) {
    trials.leaveOut('mutated', 'tests', 'The configuration names no "proof.test".');
    return;
  }
  const { mutated: shown, head: passed } = summariseArms(trials.arms(), false);
  if (shown !== 'fails' || passed !== 'passes') return;
  const before = await trials.run('head', head, 'tests');
  if (before?.outcome === 'passes') await trials.run('mutated', mutated, 'tests');
}

/** Only where there is something to be called in question: a tree on which the script fails and one on which it passes. */
async function runControls({ trees }: ArmTrees, kind: 'repro' | 'guard', trials: Trials): Promise<void> {
  const basis = summariseArms(trials.arms(), false);
  const [failingName, passingName]: (ArmName | null)[] =
    kind === 'guard'
      ? ['mutated', 'head']
      : // The patch alone differs from the head by less than the whole change does.
        ['head', basis.fixed === 'passes' ? 'fixed' : basis.base === 'passes' ? 'base' : null];
  const failing = trees.get(failingName ?? 'head');
  const passing = passingName == null ? undefined : trees.get(passingName);
  if (failing === undefined || passing === undefined) return;
  if (decideProof(basis, kind).status.match(/^(?:proven-|pre-existing)/) === null) return;
  let isBreakNoticed = false;
  for (const control of makeControls(failing, passing)) {
    const { arm } = control;
    if (arm.endsWith('-broken') && isBreakNoticed) continue;
    const done = await trials.run(arm, control);
    const heedless = arm === 'passing-broken' ? 'passes' : 'fails';
    if (arm.endsWith('-broken')) isBreakNoticed = done !== null && done.outcome !== heedless;
  }
}

function shuffled<T>(list: readonly T[]): T[] {
  const rest = [...list];
  return list.map(() => rest.splice(randomInt(rest.length), 1)[0] as T);
}
