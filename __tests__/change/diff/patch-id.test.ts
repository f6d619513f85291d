import { describe, expect, test } from 'vitest';
import { readPatchId } from '../../../src/change/diff/patch-id.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange, type TestRepository } from '../../helpers/repository.ts';

const code = 'def f(x):\n    if x:\n        a()\n    b()\n';

const patchIdOf = async ({ directory }: TestRepository) => {
  const request = { directory, base: 'main', head: 'feature', pullRequest: null, repository: null };
  const rest = { webUrl: null, branch: null, token: null, openApi: null };
  return readPatchId(await resolveRevisions({ ...request, ...rest }, buildPorts()));
};

const idOf = (before: Record<string, string>, after: Record<string, string>) =>
  patchIdOf(makeChange(before, after));

describe('the name of what a change does', () => {
  test('is the same on another base', async () => {
    const change = makeChange({ 'a.py': code }, { 'a.py': `${code}c()\n` });
    const before = await patchIdOf(change);
    change.git('checkout', '--quiet', 'main');
    change.commit('Elsewhere', { other: 'x' });
    change.git('checkout', '--quiet', 'feature');
    change.git('rebase', '--quiet', 'main');
    expect(before).toMatch(/^[0-9a-f]{40}$/);
    expect(await patchIdOf(change)).toBe(before);
  });

  test.each([
    ['white space', { 'a.py': code.replace('    b()', '        c()'), image: '\0one' }],
    ['a binary file', { 'a.py': code.replace('b()', 'c()'), image: '\0two' }],
  ])('differs by %s alone', async (_, after) => {
    const before = { 'a.py': code, image: '\0' };
    const other = await idOf(before, { 'a.py': code.replace('b()', 'c()'), image: '\0one' });
    expect(await idOf(before, after)).not.toBe(other);
  });

  test('differs where the same lines stand elsewhere', async () => {
    const filler = (name: string) => Array.from({ length: 12 }, (_, line) => `${name}${line}\n`).join('');
    const block = 'begin\n  old\nend\n';
    const both = `${filler('a')}${block}${filler('b')}${block}${filler('c')}`;
    const first = both.replace('old', 'new');
    const second = `${filler('a')}${block}${filler('b')}${block.replace('old', 'new')}${filler('c')}`;
    expect(await idOf({ text: both }, { text: first })).not.toBe(
      await idOf({ text: both }, { text: second }),
    );
  });
});
