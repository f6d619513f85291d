import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snippetsIn } from '../helpers/documents.ts';
import { makeNewcomer } from '../helpers/newcomer.ts';
import { temporaryDirectory } from '../helpers/repository.ts';

const [hook] = snippetsIn('shell').filter(({ place }) => place.startsWith('docs/local-use.md'));

test('the hook of docs/local-use.md stops a push that a fixed rule blocks, and no other', async () => {
  const { repository, run } = makeNewcomer(
    { 'test/sum.test.js': "it('adds', () => {});\n" },
    { 'src/sum.js': 'export const sum = 1;\n' },
  );
  const remote = join(temporaryDirectory(), 'remote.git');
  const identity = 'git -c user.name=A -c user.email=a@example.com';
  await run(
    `git init --quiet --bare ${remote} && git remote add origin ${remote} && git push --quiet origin main`,
  );
  mkdirSync(join(repository, '.git/hooks'), { recursive: true });
  writeFileSync(join(repository, '.git/hooks/pre-push'), `${hook?.text}\n`, { mode: 0o755 });

  // a new branch
  expect(await run('git push --quiet origin feature')).toMatchObject({ exitCode: 0 });
  writeFileSync(join(repository, 'test/sum.test.js'), "it.only('adds', () => {});\n");
  await run(`${identity} commit --quiet --all --message focus`);
  const stopped = await run('git push --quiet origin feature');
  expect(stopped.exitCode).toBe(1);
  expect(stopped.stdout + stopped.stderr).toMatch(/Focused test/);
  writeFileSync(join(repository, 'test/sum.test.js'), "it('adds up', () => {});\n");
  await run(`${identity} commit --quiet --all --message mend`);
  expect(await run('git push --quiet origin feature')).toMatchObject({ exitCode: 0, stdout: '' });
  // a new branch whose last commit is a good one, beside a remote whose default branch nobody noted
  writeFileSync(join(repository, 'test/sum.test.js'), "it.only('adds up', () => {});\n");
  await run(`git checkout --quiet -b other && ${identity} commit --quiet --all --message focus`);
  await run(`${identity} commit --quiet --allow-empty --message nothing`);
  expect(await run('git push --quiet origin other')).toMatchObject({ exitCode: 1 });
  await run('git checkout --quiet feature');
  // a commit without files, and a branch that goes
  await run(`${identity} commit --quiet --allow-empty --message nothing`);
  expect(await run('git push --quiet origin feature')).toMatchObject({ exitCode: 0 });
  expect(await run('git push --quiet origin --delete feature')).toMatchObject({ exitCode: 0 });
  expect((await run('git status --porcelain --ignored')).stdout).not.toMatch(/deep-review/);
});
