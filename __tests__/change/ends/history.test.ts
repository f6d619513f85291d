import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readHistory } from '../../../src/change/ends/history.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeRepository } from '../../helpers/repository.ts';

const paths = ['a.ts', 'b.ts', 'lib/c.ts', 'lib/d.ts', 'lib/deep/e.ts'];

/** 400 commits by five authors, with branches that are merged again, so that the last 300 are not all that touch a path. */
function* history(): Generator<string> {
  for (let mark = 1; mark <= 400; mark++) {
    const author = `A <a${mark % 5}@example.com> ${1_700_000_000 + mark * 60} +0000`;
    yield `commit refs/heads/main\nmark :${mark}\nauthor ${author}\ncommitter ${author}\ndata 1\nx\n`;
    if (mark > 1) yield `from :${mark % 7 === 3 && mark > 9 ? mark - 4 : mark - 1}\n`;
    if (mark % 7 === 6) yield `merge :${mark - 4}\n`;
    const path = paths[(mark * 3) % 11] ?? 'other.ts';
    yield `M 100644 inline ${path}\ndata ${`${mark}`.length}\n${mark}\n`;
  }
  yield 'done\n';
}

test('a small change is told of its own paths what a large one is', async () => {
  const { directory } = makeRepository();
  const options = { cwd: directory, env: gitEnvironment, input: [...history()].join('') };
  execFileSync('git', ['fast-import', '--quiet', '--done'], options);
  const git = await openRepository(directory, buildPorts());
  const readFor = (changed: readonly string[]) => {
    const oid = '0'.repeat(40);
    const modes = { oldMode: '100644', newMode: '100644', oldOid: oid, newOid: oid };
    const entries = changed.map((path) => ({
      ...{ path, oldPath: null, status: 'modified' as const, similarity: null },
      ...modes,
    }));
    return readHistory({ git, mergeBase: 'main', baseIsTree: false, entries });
  };
  const whole = await readFor([...paths, ...Array.from({ length: 20 }, (_, index) => `${index}`)]);
  expect(whole.get('a.ts')?.commits).toBeGreaterThan(3);
  expect(whole.has('other.ts')).toBe(true);
  expect([...(await readFor(paths))].sort()).toEqual(
    [...whole].filter(([path]) => paths.includes(path)).sort(),
  );
  expect([...(await readFor(['lib/c.ts'])).keys()]).toEqual(['lib/c.ts']);
});
