import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { ScriptUser } from './script-user.ts';
import { isOfSystem, systemFolders, type Toolchain } from './toolchain.ts';

/** Where a script finds itself: the same for every tree. */
export const inside = { tree: '/repository', home: '/tmp/home', script: '/script' } as const;

/** What a script may use. */
export interface ScriptLimits {
  readonly timeoutMs: number;
  /** Of all its processes together. */
  readonly memoryMb: number;
  readonly processes: number;
  /** Processes and threads together, which the system itself refuses to go beyond. */
  readonly tasks: number;
  /** Of what it prints. */
  readonly outputBytes: number;
  /** Of `/tmp`, of what it adds to its tree, and of any one file. */
  readonly diskMb: number;
}

/** One script's surroundings. Paths are absolute and exist. */
export interface ScriptPlaces {
  /** Becomes {@link inside.tree}; writable. */
  readonly tree: string;
  /** Becomes {@link inside.script}. */
  readonly script: string;
  /** A folder that becomes HOME, writable; null: an empty one. */
  readonly home: string | null;
  /** Folders of the tree that are read from elsewhere: path in the tree → folder. */
  readonly reused: ReadonlyMap<string, string>;
  readonly network: boolean;
  /** Who the script runs as; null: who we are. */
  readonly user: ScriptUser | null;
}

/** What programs read of `/etc`: no passwords, no keys, no services. */
const systemConfiguration = [
  ...['alternatives', 'bash.bashrc', 'ca-certificates', 'fonts', 'group', 'hosts', 'inputrc', 'ld.so.cache'],
  ...[
    'ld.so.conf',
    'ld.so.conf.d',
    'localtime',
    'magic',
    'mime.types',
    'nsswitch.conf',
    'os-release',
    'passwd',
  ],
  ...['pki', 'profile', 'protocols', 'services', 'ssl/certs', 'ssl/openssl.cnf', 'terminfo', 'timezone'],
  ...['java', 'java-8-openjdk', 'java-11-openjdk', 'java-17-openjdk', 'java-21-openjdk', 'java-25-openjdk'],
  ...['maven', 'gradle', 'perl', 'php', 'python3', 'python3.11', 'python3.12', 'python3.13', 'R'],
];
const ofNetwork = ['resolv.conf', 'gai.conf', 'host.conf'];

/**
 * Bubblewrap's parameters for a sandbox in which the rest of the command line runs: a root of the system's programs and nothing else of
 * the machine; no network but loopback; its own processes, users, host name and `/tmp`; no capabilities; nothing outlives it.
 */
export function scriptSandbox(places: ScriptPlaces, toolchain: Toolchain, limits: ScriptLimits): string[] {
  const { tree, script, home, reused, network, user } = places;
  const disk = String(limits.diskMb * 1024 * 1024);
  const readable: Mount[] = [
    ...[...systemConfiguration, ...(network ? ofNetwork : [])].flatMap((name) =>
      mountReal(join('/etc', name)),
    ),
    ...toolchain.folders.map((folder): Mount => [folder, folder]),
    ...(user?.names ?? []),
  ];
  return [
    ...['--die-with-parent', '--new-session', '--unshare-pid', '--unshare-ipc'],
    ...['--unshare-uts', '--unshare-cgroup-try', '--hostname', 'sandbox', '--cap-drop', 'ALL'],
    // In a namespace of users of its own nobody could become somebody else.
    ...(user === null ? ['--unshare-user-try'] : ['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID']),
    ...(network ? [] : ['--unshare-net']),
    ...systemFolders.flatMap(bindSystem),
    ...foldersAbove(readable.map(([, to]) => to)).flatMap(openFolder),
    ...readable.flatMap(([from, to]) => ['--ro-bind', from, to]),
    ...['--dev', '/dev', '--size', disk, '--perms', '1777', '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...['--proc', '/proc', ...['/run', '/var', '/var/tmp'].flatMap(openFolder)],
    ...['--size', disk, '--perms', '1777', '--tmpfs', '/tmp'],
    ...['--bind', tree, inside.tree],
    ...[...reused].flatMap(([path, folder]) => ['--ro-bind', folder, join(inside.tree, path)]),
    ...(home === null ? ['--perms', '0777', '--dir', inside.home] : ['--bind', home, inside.home]),
    ...['--ro-bind', script, inside.script, '--remount-ro', '/', '--chdir', inside.tree, '--'],
    ...(user?.become ?? []),
    ...withinLimits(limits),
  ];
}

/**
 * Limits that the system keeps for each process, or for all of one user; what they all take together is watched from outside, by
 * somebody who must get a turn.
 */
export function withinLimits({ memoryMb, diskMb, tasks }: ScriptLimits): string[] {
  const set = [
    `ulimit -c 0`,
    `ulimit -f ${diskMb * 1024}`,
    `ulimit -d ${memoryMb * 1024}`,
    `ulimit -u ${tasks}`,
  ].map((words) => `${words} 2>/dev/null`);
  return ['bash', '-c', `${set.join('; ')}; exec nice -n 5 "$@"`, 'bash'];
}

/** The whole environment of a script, the same for every tree. */
export function scriptEnvironment(
  toolchain: Toolchain,
  home: string,
  temporary: string,
): Record<string, string> {
  return {
    ...toolchain.variables,
    PATH: toolchain.path,
    HOME: home,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    USER: 'sandbox',
    SHELL: '/bin/bash',
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: 'true',
    // A cache beside the code would be a difference that an earlier run left.
    PYTHONDONTWRITEBYTECODE: '1',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-buildvcs=false',
    CARGO_NET_OFFLINE: 'true',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
}

/** A folder as it is, or the link that stands for it (`/bin` → `usr/bin`). */
function bindSystem(path: string): string[] {
  try {
    return lstatSync(path).isSymbolicLink()
      ? ['--symlink', readlinkSync(path), path]
      : ['--ro-bind', path, path];
  } catch {
    return [];
  }
}

/** What is shown, and where. */
type Mount = readonly [from: string, to: string];

/** A file or folder, also where a link to elsewhere stands for it. */
function mountReal(path: string): Mount[] {
  try {
    const real = realpathSync(path);
    return isAbsolute(real) ? [[real, path]] : [];
  } catch {
    return [];
  }
}

const openFolder = (folder: string): string[] => ['--perms', '0755', '--dir', folder];

/** The folders that lead to some paths, from the top; bubblewrap would make those that are missing for us alone. */
function foldersAbove(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  return [...folders].filter((folder) => !isOfSystem(folder)).sort();
}
