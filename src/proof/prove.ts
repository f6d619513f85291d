import { randomInt } from 'node:crypto';
import type { Ports } from '../model/ports.ts';
import { type Arm, type ArmName, type ArmRun, armNames, type Proof } from '../model/proof.ts';
import { type ArmTree, type ArmTrees, makeArmTrees, makeControls } from './arms.ts';
import { decideProof, summariseArms } from './decide-proof.ts';
import type { ProofBench } from './proof-bench.ts';
import type { ProofSettings } from './proof-settings.ts';
import type { TreeStore } from './trees/tree-store.ts';

/** A script that is said to show a finding. */
export type ProofRequest = Pick<
  Proof,
  'finding' | 'author' | 'script' | 'needs' | 'shows' | 'patch' | 'mutation'
>;

/** How often a script runs on each tree; where that takes next to no time, more often, since a coin may fall the same way three times. */
const repeats = { least: 3, quick: 5, quickMs: 2_000 };

/** Runs one finding's script on all its trees and decides what that shows. Nothing that a script does makes it throw. */
export async function prove(
  request: ProofRequest,
  {
    store,
    bench,
    head,
    base,
    settings,
    ports,
  }: {
    readonly store: TreeStore;
    readonly bench: ProofBench;
    readonly head: string;
    readonly base: string;
    readonly settings: ProofSettings;
    readonly ports: Ports;
  },
): Promise<Proof> {
  const startedAt = ports.clock.now();
  const kind = request.mutation === null ? 'repro' : 'guard';
  const trees = await makeArmTrees(store, { head, base, patch: request.patch, mutation: request.mutation });
  const opened = new Set<string>();
  let tellsReading = true;
  const arms = new Map<string, Arm>();

  const run = async (
    arm: ArmName,
    tree: ArmTree,
    script: Arm['script'] = 'repro',
  ): Promise<ArmRun | null> => {
    const key = `${arm} ${script}`;
    const before = arms.get(key) ?? { arm, script, runs: [], trouble: null };
    if (tree.trouble !== null) {
      arms.set(key, { ...before, trouble: tree.trouble });
      return null;
    }
    const done = await bench.run(
      script === 'tests' ? (settings.test ?? '') : request.script,
      { ...tree, name: arm, originals: trees.originals },
      script,
    );
    if ('trouble' in done) {
      arms.set(key, { ...before, trouble: done.trouble });
      return null;
    }
    if (done.opened === null) tellsReading = false;
    for (const path of done.opened ?? []) opened.add(path);
    arms.set(key, { ...before, runs: [...before.runs, done.run] });
    return done.run;
  };

  const result = () =>
    decideProof(
      summariseArms([...arms.values()], tellsReading && opened.size === 0 && settings.build === null),
      kind,
    );
  const conclude = (): Proof => {
    // They ran in an order of chance, and are told in one of their own.
    const place = ({ arm, script }: Arm) =>
      armNames.indexOf(arm) + (script === 'tests' ? armNames.length : 0);
    const list = [...arms.values()].sort((a, b) => place(a) - place(b));
    const trouble = list.find((arm) => arm.trouble !== null && arm.runs.length === 0);
    const { status, reason, fix } = result();
    return {
      ...request,
      status,
      fix,
      reason: status === 'not-run' && trouble?.trouble ? `${reason} ${trouble.trouble}` : reason,
      arms: list,
      opened: tellsReading ? [...opened].sort() : null,
      durationMs: ports.clock.now() - startedAt,
    };
  };

  await runInRounds(trees, kind, run);
  if (kind === 'guard') await runTests(trees, settings, arms, run);
  await runControls(trees, kind, arms, run);
  return conclude();
}

type Run = (arm: ArmName, tree: ArmTree, script?: Arm['script']) => Promise<ArmRun | null>;

/** All trees in a new order each time, until a tree's runs differ or the head shows nothing. */
async function runInRounds({ trees }: ArmTrees, kind: 'repro' | 'guard', run: Run): Promise<void> {
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
      const done = await run(arm, tree);
      longest = Math.max(longest, done?.durationMs ?? 0);
      if (arm !== 'head') continue;
      if (done === null || done.limit !== null) return;
      if (done.outcome !== first) isHopeful = false;
    }
  }
}

/** The repository's own tests say nothing of a guard where they do not pass at the head. */
async function runTests(
  { trees }: ArmTrees,
  settings: ProofSettings,
  arms: Map<string, Arm>,
  run: Run,
): Promise<void> {
  const [head, mutated] = [trees.get('head'), trees.get('mutated')];
  if (head === undefined || mutated === undefined) return;
  if (settings.test === null) {
    arms.set('mutated tests', {
      arm: 'mutated',
      script: 'tests',
      runs: [],
      trouble: 'The configuration names no "proof.test".',
    });
    return;
  }
  const { mutated: shown, head: passed } = summariseArms([...arms.values()], false);
  if (shown !== 'fails' || passed !== 'passes') return;
  const before = await run('head', head, 'tests');
  if (before?.outcome === 'passes') await run('mutated', mutated, 'tests');
}

/** Only where there is something to be called in question: a tree on which the script fails and one on which it passes. */
async function runControls(
  { trees }: ArmTrees,
  kind: 'repro' | 'guard',
  arms: Map<string, Arm>,
  run: Run,
): Promise<void> {
  const basis = summariseArms([...arms.values()], false);
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
    const done = await run(arm, control);
    const heedless = arm === 'passing-broken' ? 'passes' : 'fails';
    if (arm.endsWith('-broken')) isBreakNoticed = done !== null && done.outcome !== heedless;
  }
}

function shuffled<T>(list: readonly T[]): T[] {
  const rest = [...list];
  return list.map(() => rest.splice(randomInt(rest.length), 1)[0] as T);
}
