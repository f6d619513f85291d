import { expect, test } from 'vitest';
import { pathsInCommand, relativePaths } from '../../../src/agents/adapter/paths-read.ts';

test('Paths come out relative to the workspace, each once, and none from outside', () => {
  const paths = ['/w/src/a.ts', './src/a.ts', 'src/b.ts', '/etc/passwd', '../x', '/w', '/workshop/c.ts'];
  expect(relativePaths(paths, '/w')).toEqual(['src/a.ts', 'src/b.ts']);
});

test.each([
  [`/bin/bash -lc "sed -n '1,200p' src/a.ts"`, 'src/a.ts'],
  ['cat README.md && head -n 5 lib/x.js | wc -l', 'README.md lib/x.js'],
  ["git show HEAD:src/[id].tsx; rg -n 'foo' docs/", 'src/[id].tsx'],
])('%s names %s', (command, words) => {
  expect(pathsInCommand(command).filter((word) => !word.startsWith('/bin/'))).toEqual(words.split(' '));
});
