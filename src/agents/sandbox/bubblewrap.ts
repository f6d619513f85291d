import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hiding } from '../adapter/agent.ts';
import type { Confinement, SharedTree } from './confinement.ts';

/** Parts of `/run` without sockets of other programs: name resolution, and the programs of NixOS. */
const harmlessInRun = ['/run/systemd/resolve', '/run/resolvconf', '/run/current-system'];

/**
 * The beginning of a command line that runs the rest under bubblewrap: the whole file system read-only but for what is
 * writable, its own processes, no capabilities; the network stays, since the model is there. Later mounts cover earlier ones.
 * @param more further options.
 */
export function bubblewrap(confinement: Confinement, more: readonly string[] = []): string[] {
  const { workingDirectory, hidden, readable, writable, temporary, sharedTree } = confinement;
  return [
    ...['bwrap', '--die-with-parent', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--cap-drop', 'ALL', ...more],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...['--tmpfs', '/run', ...harmlessInRun.flatMap((path) => ['--ro-bind-try', path, path])],
    ...['--bind', temporary, '/tmp'],
    ...hidden.flatMap(hide),
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
    ...writable.flatMap((path) => ['--bind', path, path]),
    ...(sharedTree?.scratch === null ? show(sharedTree) : []),
    ...['--chdir', workingDirectory, '--'],
  ];
}

/**
 * The same around a CLI with a sandbox of its own: everything stays as it is, but that the shared tree is at its place and other trees
 * are nowhere.
 */
export function showTree(tree: SharedTree, workingDirectory: string): string[] {
  return [
    ...['bwrap', '--die-with-parent', '--dev-bind', '/', '/', '--tmpfs', dirname(tree.source)],
    ...[...show(tree), '--chdir', workingDirectory, '--'],
  ];
}

/** Read-only mounts: not even the access times of the files tell one run what another has read. */
function show({ source, place, own }: SharedTree): string[] {
  return ['--ro-bind', source, place, '--ro-bind', join(place, own), join(place, own)];
}

/** What {@link bubblewrap} hides. */
export const hidingOf = ({ hidden, readable, writable, workingDirectory }: Confinement): Hiding => ({
  hidden: ['/tmp', '/run', ...hidden],
  shown: [...readable, ...writable, workingDirectory],
});

function hide(path: string): string[] {
  return statSync(path).isDirectory() ? ['--tmpfs', path] : ['--ro-bind', '/dev/null', path];
}
