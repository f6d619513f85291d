import type { ArmName } from '../model/report/proof-terms.ts';
import { annotate, breakFiles, interleave, veilFiles, waysToBreak } from './trees/other-texts.ts';
import type { TreeDifference, TreeEntry, TreeStore } from './trees/tree-store.ts';

/** A tree of its own: what differs from the head, whose files are named too where any other tree differs there. */
export interface ArmTree {
  /** Git's name of it, or of the tree that it was altered from: which set-up it needs. */
  readonly tree: string;
  readonly difference: TreeDifference;
  /** Why there is no such tree; then nothing runs on it. */
  readonly trouble: string | null;
}

/** The trees that a finding's script runs on. */
export interface ArmTrees {
  readonly trees: ReadonlyMap<ArmName, ArmTree>;
  /** What is at the head where any of them differs. */
  readonly originals: TreeDifference;
}

/** What trees are made of. */
export interface ArmSource {
  readonly head: string;
  readonly base: string;
  readonly patch: string | null;
  readonly mutation: string | null;
}

/**
 * Makes the trees for a finding: head, merge base, fixed and mutated. Each names all paths in which any of them differs from the
 * head, so that the same files are written for every one.
 */
export async function makeArmTrees(
  store: TreeStore,
  { head, base, patch, mutation }: ArmSource,
): Promise<ArmTrees> {
  const differences = new Map<ArmName, { tree: string; difference: TreeDifference }>([
    ['head', { tree: head, difference: new Map() }],
  ]);
  const troubles = new Map<ArmName, string>();
  const originals = new Map<string, TreeEntry>();
  const add = async (arm: ArmName, tree: string) => {
    differences.set(arm, { tree, difference: await store.difference(head, tree) });
    for (const [path, entry] of await store.difference(tree, head)) originals.set(path, entry);
  };
  if (mutation === null) await add('base', base);
  for (const [arm, text] of [
    ['fixed', mutation === null ? patch : null],
    ['mutated', mutation],
  ] as const) {
    if (text === null || text.trim() === '') continue;
    const applied = await store.applyPatch(head, text);
    if ('tree' in applied) await add(arm, applied.tree);
    else troubles.set(arm, applied.trouble);
  }
  const trees = new Map<ArmName, ArmTree>();
  for (const [arm, { tree, difference }] of differences) {
    trees.set(arm, { tree, difference: new Map([...originals, ...difference]), trouble: null });
  }
  for (const [arm, trouble] of troubles) trees.set(arm, { tree: head, difference: new Map(), trouble });
  return { trees, originals };
}

/** A tree altered on purpose. */
export type Control = ArmTree & { readonly arm: ArmName };

/**
 * The trees that tell running from reading, given where a script failed and where it passed; every way to break a tree is one. Both are
 * broken: a script that looks for a wrong answer in what is printed takes a crash for a pass.
 */
export function makeControls(failing: ArmTree, passing: ArmTree): Control[] {
  const differs = [...failing.difference.keys()].filter(
    (path) => !isSame(failing.difference.get(path), passing.difference.get(path)),
  );
  const filesOf = ({ difference }: ArmTree): TreeDifference =>
    new Map(differs.map((path) => [path, difference.get(path) ?? null]));
  const [failingFiles, passingFiles] = [filesOf(failing), filesOf(passing)];
  const alter = (arm: ArmName, { tree, difference }: ArmTree, part: TreeDifference): Control[] =>
    part.size === 0 ? [] : [{ arm, tree, difference: new Map([...difference, ...part]), trouble: null }];
  const breakAll = (arm: ArmName, tree: ArmTree, files: TreeDifference): Control[] =>
    Array.from({ length: waysToBreak(files) }, (_, way) => alter(arm, tree, breakFiles(files, way))).flat();
  return [
    ...alter('failing-annotated', failing, annotate(failingFiles, passingFiles)),
    ...alter('passing-annotated', passing, annotate(passingFiles, failingFiles)),
    ...alter('failing-interleaved', failing, interleave(failingFiles, passingFiles)),
    ...alter('passing-interleaved', passing, interleave(passingFiles, failingFiles)),
    ...alter('failing-veiled', failing, veilFiles(failingFiles)),
    ...alter('passing-veiled', passing, veilFiles(passingFiles)),
    ...breakAll('passing-broken', passing, passingFiles),
    ...breakAll('failing-broken', failing, failingFiles),
  ];
}

function isSame(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  if (!one || !other) return !one && !other;
  return one.mode === other.mode && one.content.equals(other.content);
}
