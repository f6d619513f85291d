import { expect, test } from 'vitest';
import { readFileWords, readWords, stemOf } from '../../../src/change/files/file-words.ts';
import { buildFile } from '../../helpers/change.ts';

test.each([
  ['a path in quotes, on whatever line', "const limits = read('config/limits.yml');", 'config/limits.yml'],
  ['a file in quotes', 'open("schema.sql")', 'db/schema.sql'],
  ['a path without quotes', 'COPY scripts/start.sh /usr/bin/', 'scripts/start.sh'],
  ['a file that begins with a digit', "import { check } from './2fa';", 'src/2fa.ts'],
  ['a file that stands for its folder', 'load(`./jobs/index.js`)', 'src/jobs/index.js'],
])('a text names a file by %s', (_, text, path) => {
  expect(readWords(text).imports).toContain(stemOf(path));
});

test('a member of an object is no file', () => {
  expect(readWords('queue.push(job);').imports).not.toContain('queue');
});

test('words are read of generated files and of those that the change touches no more, not of lock files', async () => {
  const texts: Record<string, string> = { one: 'const first = 1;', two: 'const second = 2;', three: 'third' };
  const files = [
    buildFile('api/client.ts', [null, ''], { class: 'generated', newOid: 'one' }),
    buildFile('package-lock.json', [null, ''], { class: 'lockfile', newOid: 'three' }),
  ];
  const git = {
    readBlobs: async (oids: Iterable<string>) => new Map([...oids].map((oid) => [oid, texts[oid] ?? ''])),
    listBlobs: async () => new Map([['src/back.ts', 'two']]),
  };
  const words = await readFileWords({ files }, { git, head: 'a' }, ['src/back.ts', 'src/gone.ts']);
  expect([...words].map(([path, { declares }]) => [path, declares])).toEqual([
    ['api/client.ts', ['first']],
    ['src/back.ts', ['second']],
  ]);
});
