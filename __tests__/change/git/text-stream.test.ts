import { expect, test } from 'vitest';
import { openRepository } from '../../../src/change/git/git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeRepository } from '../../helpers/repository.ts';

test('reads many files by one process as single reads do', async () => {
  const { directory, commit } = makeRepository();
  commit('Begin', {
    'a.txt': 'a\n',
    'empty.txt': '',
    'folder/größe b.txt': 'ö'.repeat(200_000),
    'blob.bin': 'x\0y',
    'large.txt': 'x'.repeat(9 * 1024 * 1024),
  });
  const repository = await openRepository(directory, buildPorts());
  const texts = repository.openTexts();
  const paths = [
    'a.txt',
    'none.txt',
    'large.txt',
    'folder/größe b.txt',
    'empty.txt',
    'blob.bin',
    'folder',
    'a.txt',
  ];
  const read = await Promise.all(paths.map((path) => texts.read('HEAD', path)));
  texts.close();
  expect(read).toEqual(await Promise.all(paths.map((path) => repository.readFile('HEAD', path))));
  expect(read[0]).toBe('a\n');
  expect(read[3]).toHaveLength(200_000);
});

test('rejects what is asked of a git that has ended', async () => {
  const { directory, commit } = makeRepository();
  commit('Begin', { 'a.txt': 'a\n' });
  const texts = (await openRepository(directory, buildPorts())).openTexts();
  texts.close();
  await expect(texts.read('HEAD', 'a.txt')).rejects.toThrow();
});
