import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspacePool } from '../../../src/agents/workspaces/workspace-pool.ts';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';
import { requestFor } from '../../helpers/run-fixture.ts';

async function openPool() {
  const repository = makeChange({ 'a.ts': 'one\n', 'b/c.ts': 'c\n' }, { 'a.ts': 'two\n' });
  const revisions = await resolveRevisions(requestFor(repository), buildPorts());
  const pool = createWorkspacePool(revisions, revisions.head, temporaryDirectory());
  const open = async (...trees: ('shared' | 'private')[]) => {
    const place = await pool.open({ 'brief.md': 'Read.\n' });
    for (const tree of trees) await place.fill(tree);
    const write = (path: string, text: string) => writeFileSync(join(place.directory, path), text);
    return { place, write, has: (path: string) => existsSync(join(place.directory, path)) };
  };
  return { open };
}

test('A place holds nothing but the brief of a run that is shown the shared tree', async () => {
  const { open } = await openPool();
  const { place, has } = await open('shared');
  const { source } = place.shareable(false);
  expect([has('a.ts'), existsSync(join(source, 'a.ts'))]).toEqual([false, true]);
  expect(readFileSync(join(place.directory, '.deep-review/brief.md'), 'utf8')).toBe('Read.\n');
  expect(existsSync(join(source, '.deep-review/brief.md'))).toBe(false);
  expect(await place.giveBack()).toEqual([]);
  expect(existsSync(place.directory)).toBe(false);
});

test('What a run wrote over the shared tree is told, its folders where they are new or empty', async () => {
  const { open } = await openPool();
  const { place, write } = await open('shared');
  for (const folder of ['b', 'new', '.git']) mkdirSync(join(place.directory, folder));
  write('a.ts', 'x');
  write('.git/index', 'refreshed');
  write('.deep-review/brief.md', 'x');
  expect(await place.giveBack()).toEqual(['a.ts', 'b', 'new']);
});

test('A run that loses its sandbox between two attempts gets a whole tree, and all that it wrote is told', async () => {
  const { open } = await openPool();
  const { place, write, has } = await open('shared');
  write('before.ts', 'x');
  await place.fill('private');
  expect(['before.ts', 'a.ts', '.deep-review/brief.md'].map(has)).toEqual([false, true, true]);
  write('after.ts', 'x');
  await place.fill('shared');
  expect(has('after.ts')).toBe(true);
  expect(await place.giveBack()).toEqual(['after.ts', 'before.ts']);
});

test('A private tree serves again where it was left as it was, and under another name', async () => {
  const { open } = await openPool();
  const { place, has } = await open('private');
  renameSync(join(place.directory, '.git/config'), join(place.directory, '.git/moved'));
  expect(await place.giveBack()).toEqual(['.git/config', '.git/moved']);
  expect(has('a.ts')).toBe(false);

  const second = await open('private');
  writeFileSync(join(second.place.directory, '.git/objects/mark'), '');
  expect(await second.place.giveBack()).toEqual([]);
  const third = await open('private');
  expect(['.git/objects/mark', 'a.ts', '.deep-review/brief.md'].map(third.has)).toEqual([true, true, true]);
  rmSync(join(third.place.directory, 'a.ts'));
  expect(await third.place.giveBack()).toEqual(['a.ts']);
});
