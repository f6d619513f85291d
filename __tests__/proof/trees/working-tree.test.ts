import { chmodSync, existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkingTree } from '../../../src/proof/trees/working-tree.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

async function makeTree() {
  let times = 0;
  const directory = join(temporaryDirectory(), 'tree');
  const tree = await createWorkingTree(directory, null, async (folder) => {
    times += 1;
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'folder/file.js'), 'exports.one = 1;\n');
  });
  return { directory, tree, timesMade: () => times };
}

describe('nothing that a script leaves is there for the next', () => {
  test.each<[string, (directory: string) => void, (directory: string) => boolean]>([
    [
      'a file in a folder of ours',
      (directory) => {
        mkdirSync(join(directory, '.deep-review'));
        writeFileSync(join(directory, '.deep-review/mark'), '');
      },
      (directory) => existsSync(join(directory, '.deep-review')),
    ],
    [
      'a folder’s mode',
      (directory) => chmodSync(join(directory, 'folder'), 0o711),
      (directory) => (statSync(join(directory, 'folder')).mode & 0o777) === 0o711,
    ],
    [
      'a folder’s time',
      (directory) => utimesSync(join(directory, 'folder'), 5, 5),
      (directory) => statSync(join(directory, 'folder')).mtimeMs === 5_000,
    ],
    [
      'the mode of the whole tree',
      (directory) => chmodSync(directory, 0o711),
      (directory) => (statSync(directory).mode & 0o777) === 0o711,
    ],
  ])('%s', async (_, leave, isLeft) => {
    const { directory, tree } = await makeTree();
    leave(directory);
    expect(isLeft(directory)).toBe(true);
    await tree.become(new Map(), new Map());
    expect(isLeft(directory)).toBe(false);
  });

  test('and where it left nothing, the tree is not made anew', async () => {
    const { tree, timesMade } = await makeTree();
    const entry = (text: string) => ({ mode: '100644', content: Buffer.from(text) });
    const [other, original] = [entry('exports.one = 2;\n'), entry('exports.one = 1;\n')];
    for (let time = 0; time < 3; time++) {
      await tree.become(
        new Map([
          ['folder/file.js', other],
          ['new/file.js', other],
        ]),
        new Map([
          ['folder/file.js', original],
          ['new/file.js', null],
        ]),
      );
      await tree.become(new Map(), new Map());
    }
    expect(timesMade()).toBe(1);
  });
});
