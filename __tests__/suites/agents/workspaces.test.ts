import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeTree } from '../../../src/agents/processes/remove-tree.ts';
import { createWorkspacePool } from '../../../src/agents/workspaces/workspace-pool.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeRepository, temporaryDirectory } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';

const fileCount = 25_000;
const content = 'One of very many lines.\n'.repeat(170);

test('Workspaces of 25,000 files for three agents cost their files, and no copy of the objects', async () => {
  const repository = makeRepository();
  const git = { cwd: repository.directory, env: gitEnvironment };
  execFileSync('git', ['fast-import', '--quiet'], { ...git, input: manyFiles() });
  const revisions = await resolveRevisions(requestFor(repository), buildPorts());
  const root = join(temporaryDirectory(), 'workspaces');
  const pool = createWorkspacePool(revisions, revisions.head, root);

  const [workspaces, readyMs] = await timed(() => Promise.all([pool.take(), pool.take(), pool.take()]));
  const bytes = Math.max(...workspaces.map(({ directory }) => bytesBelow(directory)));
  const ofGit = Math.max(...workspaces.map(({ directory }) => bytesBelow(join(directory, '.git'))));
  const [changes, comparedMs] = await timed(() => Promise.all(workspaces.map(pool.giveBack)));
  const [again, againMs] = await timed(() => pool.take());
  const [, removedMs] = await timed(() => removeTree(root));
  console.log(
    `Three workspaces of ${fileCount} files, ${megabytes(bytes)} each, of which git's own ${megabytes(ofGit)}:`,
    `ready after ${readyMs} ms, compared after the runs in ${comparedMs} ms, the next one after ${againMs} ms, all removed in ${removedMs} ms.`,
  );
  expect(changes).toEqual([[], [], []]);
  expect(workspaces).toContain(again);
  expect(ofGit).toBeLessThan(fileCount * 200); // an index entry, and nothing that grows with the files' size
  expect(bytes).toBeLessThan(fileCount * (content.length + 4_096) + ofGit);
  expect(existsSync(root)).toBe(false);
});

/** `main` with many files, and `feature` with one of them changed, as git fast-import takes them. */
function manyFiles(): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const file = (index: number, text: string) =>
    `M 100644 inline folder-${index % 250}/file-${index}.ts\n${data(text)}`;
  const author = 'committer Ada <ada@example.com> 1767322800 +0000\n';
  return [
    `commit refs/heads/main\nmark :1\n${author}${data('Begin')}`,
    ...Array.from({ length: fileCount }, (_, index) => file(index, `${index}\n${content}`)),
    `commit refs/heads/feature\n${author}${data('Change it')}from :1\n${file(0, 'changed\n')}`,
  ].join('');
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), Math.round(performance.now() - startedAt)];
}

/** As the disk counts them. */
function bytesBelow(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, path) => sum + lstatSync(join(directory, path)).blocks * 512,
    0,
  );
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
