import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../helpers/documents.ts';

test('the package holds the bundle and its prompts, and neither source maps nor sources', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files, size }] = JSON.parse(packed) as [{ files: { path: string }[]; size: number }];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'package.json',
      packageJson.bin['deep-review'],
      'dist/licenses.txt',
    ]),
  );
  for (const prompt of ['reviewer', 'adjudicator', 'editor']) expect(paths).toContain(`dist/${prompt}.md`);
  expect(paths.filter((path) => /\.map$|\.ts$|^(src|lib|docs|__tests__)\//.test(path))).toEqual([]);
  expect(size).toBeLessThan(1_500_000);
});
