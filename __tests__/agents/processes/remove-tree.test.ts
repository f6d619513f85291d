import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeTree, removeTreeNow } from '../../../src/agents/processes/remove-tree.ts';
import { changedPaths, stampTree } from '../../../src/agents/workspaces/tree-stamp.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

/** A tree with a folder that its owner may not look into (root may, always). */
function makeClosedTree(): string {
  const root = join(temporaryDirectory(), 'tree');
  mkdirSync(join(root, 'closed/deep'), { recursive: true });
  writeFileSync(join(root, 'closed/deep/file'), '');
  chmodSync(join(root, 'closed/deep'), 0o000);
  chmodSync(join(root, 'closed'), 0o000);
  return root;
}

test('A tree goes away although permissions were taken from it', async () => {
  const [one, other] = [makeClosedTree(), makeClosedTree()];
  await removeTree(one);
  removeTreeNow(other);
  expect([one, other].map(existsSync)).toEqual([false, false]);
});

test('Nothing to remove is no error', async () => {
  await removeTree('/nonexistent/folder');
  removeTreeNow('/nonexistent/folder');
});

test('A folder closed by an agent is stamped as far as it can be seen', async () => {
  const root = makeClosedTree();
  const before = await stampTree(root);
  writeFileSync(join(root, 'new'), '');
  expect(changedPaths(before, await stampTree(root))).toEqual(['new']);
  removeTreeNow(root);
});
