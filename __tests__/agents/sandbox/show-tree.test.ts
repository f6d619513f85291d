import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { showTree } from '../../../src/agents/sandbox/bubblewrap.ts';
import { chooseSandbox } from '../../../src/agents/sandbox/sandbox.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';

/** Somebody who is not root, as on a hosted runner. */
const user = 1000;
const asUser =
  process.getuid?.() === 0
    ? ['setpriv', '--reuid', String(user), '--regid', String(user), '--clear-groups', '--no-new-privs']
    : [];
const run = ([program = '', ...parameters]: readonly string[]): string =>
  execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const works = (command: readonly string[]): boolean => {
  try {
    run(command);
    return true;
  } catch {
    return false;
  }
};

const ownSandbox = ['bwrap', '--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', '--proc', '/proc'];
const canStart = works([...asUser, 'bwrap', '--dev-bind', '/', '/', ...ownSandbox, 'true']);

/** A tree, and the place where a run sees it, of that user. */
function makeTree() {
  const pool = temporaryDirectory();
  const [source, place] = [join(pool, 'shared'), join(pool, 'workspace-1')];
  const folders = [pool, source, place, join(source, 'own'), join(place, 'own')];
  for (const folder of folders.slice(1)) mkdirSync(folder);
  const files = { [join(source, 'a.ts')]: 'two\n', [join(place, 'own/brief.md')]: 'For ada.\n' };
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  if (asUser.length > 0) for (const path of [...folders, ...Object.keys(files)]) chownSync(path, user, user);
  chmodSync(pool, 0o755);
  return { source, place, own: 'own', scratch: null };
}

describe.skipIf(!canStart)('A CLI with a sandbox of its own, where it starts inside', () => {
  test.each([
    ['at its place', 'echo x > a.ts'],
    ['where it really is', 'echo x > ../shared/a.ts'],
    [
      'by undoing the mounts',
      'umount "$PWD"; umount "$PWD/.."; mount -o remount,bind,rw "$PWD"; echo x > a.ts',
    ],
    [
      'as root of another namespace',
      'unshare -Urm sh -c "umount $PWD; umount $PWD/..; mount -o remount,bind,rw $PWD; echo x > a.ts; echo x > ../shared/a.ts"',
    ],
    ['by way of other processes', 'for p in /proc/[0-9]*; do echo x > "$p/root$PWD/../shared/a.ts"; done'],
  ])('sees the shared tree and its own brief, and cannot change the tree: %s', (_, attempt) => {
    const tree = makeTree();
    const script = `(${attempt}) 2>/dev/null; cat a.ts own/brief.md; ls ..; ${ownSandbox.join(' ')} cat a.ts`;
    const printed = run([...asUser, ...showTree(tree, tree.place), 'sh', '-c', script]);
    expect(printed).toBe('two\nFor ada.\nworkspace-1\ntwo\n');
    expect(readFileSync(join(tree.source, 'a.ts'), 'utf8')).toBe('two\n');
  });
});

describe('The sandbox beside an agent\u2019s own', () => {
  const confinement = {
    workingDirectory: '/',
    readable: [],
    writable: [],
    hidden: [],
    temporary: '/tmp',
    sharedTree: { source: '/pool/shared', place: '/pool/a', own: 'own', scratch: null },
  };
  const choose = (uid: number, isStarting: boolean, trial: readonly string[] | null) => {
    vi.spyOn(process, 'getuid').mockReturnValue(uid);
    const prove = async (command: readonly string[]) => !command.includes('trial') || isStarting;
    return chooseSandbox(confinement, true, prove, trial).finally(() => vi.restoreAllMocks());
  };

  test('shows it the shared tree, unless we are root or its own does not start inside', async () => {
    expect(await choose(user, true, ['trial'])).toMatchObject({
      showsSharedTree: true,
      claim: expect.stringContaining('left to its own sandbox'),
    });
    const others = [
      [0, true, ['trial']],
      [user, false, ['trial']],
      [user, true, null],
    ] as const;
    for (const [uid, isStarting, trial] of others) {
      const { showsSharedTree, prefix } = await choose(uid, isStarting, trial);
      expect([showsSharedTree, prefix[0]]).toEqual([false, 'setpriv']);
    }
  });
});
