import { expect, test } from 'vitest';
import { applyPatch, patchedPaths } from '../../../src/change/patches/apply-patch.ts';

const place = { path: 'a.txt', line: 0 };

test.each([['../evil.sh'], ['.git/hooks/post-commit'], ['/etc/x'], ['/dev/null']])(
  '%s is left out of a repository, and never looked for in it',
  (path) => {
    const patch = `--- a/a.txt\n+++ ${path.startsWith('/') ? path : `b/${path}`}\n@@ -1 +1 @@\n-one\n+two\n`;
    expect(patchedPaths(`${patch}--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n`, place)).toEqual([
      'a.txt',
    ]);
    expect(applyPatch(patch, () => 'one\n', place)).toEqual({
      trouble: `"${path}" is no path of the repository`,
    });
  },
);
