import { expect, test } from 'vitest';
import { openRepository } from '../../../src/change/git/git.ts';
import { createTextReader } from '../../../src/change/git/text-reader.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { readTestChange } from '../../helpers/read-change.ts';
import { makeChange } from '../../helpers/repository.ts';

test('reads both sides of every changed file with a few processes', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `file-${index}`);
  const texts = (word: string) => Object.fromEntries(names.map((name) => [name, `${word} ${name}\n`]));
  const repository = makeChange(
    { ...texts('old'), 'was.ts': 'line\n'.repeat(9) },
    { ...texts('new'), 'was.ts': null, 'is.ts': 'line\n'.repeat(9), 'image.png': Buffer.from([0]) },
  );
  const change = await readTestChange(repository);
  const git = await openRepository(repository.directory, buildPorts());
  let calls = 0;
  const counting = {
    ...git,
    readBlobs: (oids: Iterable<string>) => {
      calls++;
      return git.readBlobs(oids);
    },
  };
  const read = createTextReader(change, counting);
  for (const { path } of change.files) {
    if (!path.startsWith('file-')) continue;
    expect(await read(path, 'new')).toBe(`new ${path}\n`);
    expect(await read(path, 'old')).toBe(`old ${path}\n`);
  }
  expect(calls).toBe(3);
  expect(await read('was.ts', 'old')).toBe(await read('is.ts', 'new'));
  for (const path of ['was.ts', 'image.png', 'nowhere', '__proto__'])
    expect(await read(path, 'new')).toBeNull();
});
