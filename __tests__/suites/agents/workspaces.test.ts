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

test.each(['private', 'shared'] as const)('Workspaces of 25,000 files: %s', async (tree) => {
  const repository = makeRepository();
  const git = { cwd: repository.directory, env: gitEnvironment };
  execFileSync('git', ['fast-import', '--quiet'], { ...git, input: manyFiles() });
  const revisions = await resolveRevisions(requestFor(repository), buildPorts());
  const root = join(temporaryDirectory(), 'workspaces');
  const pool = createWorkspacePool(revisions, revisions.head, root);
  const open = async () => {
    const place = await pool.open({});
    await place.fill(tree);
    return place;
  };

  const [places, readyMs] = await timed(() => Promise.all([open(), open(), open()]));
  const bytes = bytesBelow(root);
  const ofGit = Math.max(...readdirSync(root).map((name) => bytesBelow(join(root, name, '.git'))));
  const [changes, comparedMs] = await timed(() => Promise.all(places.map((place) => place.giveBack())));
  const [, againMs] = await timed(open);
  const [, removedMs] = await timed(() => removeTree(root));
  console.log(
    `Three ${tree} workspaces of ${fileCount} files: ${megabytes(bytes)}, of which git's own ${megabytes(ofGit)} in each;`,
    `ready after ${readyMs} ms, compared after the runs in ${comparedMs} ms, the next one after ${againMs} ms, all removed in ${removedMs} ms.`,
  );
  expect(changes).toEqual([[], [], []]);
  expect(ofGit).toBeLessThan(fileCount * 200); // an index entry, and nothing that grows with the files' size
  const trees = tree === 'shared' ? 1 : 3;
  expect(bytes).toBeLessThan(trees * fileCount * (content.length + 4_096) + 5 * ofGit);
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
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, path) => sum + lstatSync(join(directory, path)).blocks * 512,
    0,
  );
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
