import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { probe } from '../../agents/team/probe.ts';
import type { Ports } from '../../model/ports.ts';

/** The programs that a script may start. */
export interface Toolchain {
  /** `PATH` inside the sandbox. */
  readonly path: string;
  /** Folders that these programs need, beside the system's. */
  readonly folders: readonly string[];
  /** Where things are, for programs that ask: `JAVA_HOME`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Part of any sandbox. */
export const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store'];

/** How a language's program says where it really is; a version manager's stand-in depends on HOME, which scripts do not have. */
const questions: readonly (readonly string[])[] = [
  ['python3', '-c', 'import sys; print(sys.executable); print(sys.base_prefix + "/bin/x")'],
  ['node', '-p', 'process.execPath'],
  ['ruby', '-e', 'print RbConfig.ruby'],
  ['rustc', '--print', 'sysroot'],
];
const questionMs = 10_000;

/** Says where the programs are that we would find ourselves, past version managers' stand-ins. */
export async function findToolchain(ports: Ports): Promise<Toolchain> {
  const { environment } = ports;
  const home = environment.HOME ?? '/root';
  const onPath = (environment.PATH ?? '/usr/local/bin:/usr/bin:/bin')
    .split(':')
    .filter((folder) => isAbsolute(folder) && isFolder(folder));
  const standIns = onPath.filter(hasStandIns);
  const asked =
    standIns.length === 0 ? [] : await Promise.all(questions.map((question) => askDirectly(question, ports)));
  const real = asked.flat().filter(isFolder);
  const folders = [...new Set([...real, ...onPath.filter((folder) => !standIns.includes(folder))])];
  const java = environment.JAVA_HOME;
  const needed = [...folders, ...folders.map(realFolder)].flatMap((folder) => installationOf(folder, home));
  return {
    path: [...folders, '/usr/local/bin', '/usr/bin', '/bin']
      .filter((one, index, all) => all.indexOf(one) === index)
      .join(':'),
    folders: [...new Set([...needed, ...(java !== undefined && isFolder(java) ? [java] : [])])].filter(
      isBeside,
    ),
    variables: java !== undefined && isFolder(java) ? { JAVA_HOME: java } : {},
  };
}

/** Asks with our own HOME, since the stand-in needs it; these are the machine's programs, not the pull request's. */
async function askDirectly(question: readonly string[], ports: Ports): Promise<string[]> {
  const { HOME, PATH } = ports.environment;
  const command = ['env', `HOME=${HOME ?? ''}`, `PATH=${PATH ?? ''}`, ...question];
  const { exitCode, stdout } = await probe(command, questionMs, ports);
  if (exitCode !== 0) return [];
  const places = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter(isAbsolute);
  return places.map((place) => (question[0] === 'rustc' ? join(place, 'bin') : dirname(place)));
}

/** Whether a folder holds a version manager's stand-ins instead of programs. */
function hasStandIns(folder: string): boolean {
  if (basename(folder) === 'shims') return true;
  const rustup = join(folder, 'rustup');
  return existsSync(rustup) && existsSync(join(folder, 'cargo'));
}

/** The folder itself, and what its programs load: all of an installation with `bin` and `lib`, but nobody's whole home. */
function installationOf(folder: string, home: string): string[] {
  const root = dirname(folder);
  const isInstallation =
    basename(folder) === 'bin' &&
    ['lib', 'lib64', 'libexec', 'pkg'].some((name) => isFolder(join(root, name)));
  const isPersonal =
    root === '/' || root === home || root === join(home, '.local') || home.startsWith(`${root}/`);
  return isInstallation && !isPersonal ? [root] : [folder];
}

/** Whether a folder is part of every sandbox anyway. */
export const isOfSystem = (folder: string): boolean =>
  systemFolders.some((system) => folder === system || folder.startsWith(`${system}/`));
const isBeside = (folder: string): boolean => folder !== '/' && !isOfSystem(folder);

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
