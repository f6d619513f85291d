import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Ports } from '../../model/ports.ts';

/** Where people and tools keep credentials, relative to HOME. */
const credentialStores = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.kube',
  '.docker',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.gitconfig',
  '.vault-token',
  '.config/gh',
  '.config/git',
  '.config/gcloud',
  '.config/github-copilot',
  '.config/op',
  '.local/share/keyrings',
  '.local/share/opencode',
  '.cargo/credentials.toml',
  '.claude',
  '.claude.json',
  '.codex',
  '.gemini',
  '.copilot',
  '.qwen',
  '.pi',
  '.bash_history',
  '.zsh_history',
];

/** Files of a self-hosted runner's own identity, relative to its root, which is two folders above RUNNER_TEMP. */
const runnerFiles = ['.credentials', '.credentials_rsaparams', '.runner'];

/** A tree that several runs see, each at a place of its own; none of them can write it. */
export interface SharedTree {
  readonly source: string;
  /** Where the run sees it: a folder that holds what is the run's own of it. */
  readonly place: string;
  /** A folder of both: the run sees the one of the place. */
  readonly own: string;
  /** An empty folder on the file system of the place, for a run that may write; what it writes is kept in the place. */
  readonly scratch: string | null;
}

/** What one run may do with the file system. Paths are absolute and exist. */
export interface Confinement {
  readonly workingDirectory: string;
  /** Seen, though inside something hidden. */
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  /** Files and folders that look empty. */
  readonly hidden: readonly string[];
  /** Becomes `/tmp`; it is writable. */
  readonly temporary: string;
  /** Shown where the sandbox can; null where there is none. */
  readonly sharedTree: SharedTree | null;
}

/** The places of one run that a confinement is about. */
export interface RunPlaces {
  /** The command's first part, and others that are programs too, as they were found. */
  readonly programs: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly home: string;
  readonly temporary: string;
  /** Further folders to write. */
  readonly writable: readonly string[];
  /** Folders of ours to read: the workspace, the object store, checkouts of the base. */
  readonly readable: readonly string[];
  /** What the agent's declaration lets it read. */
  readonly named: readonly string[];
  /** Of the repository under review; actions/checkout keeps its token in the configuration there. */
  readonly gitDirectories: readonly string[];
  readonly sharedTree?: SharedTree;
}

/**
 * Says what a run may see and write: its private folders are writable; hidden are the other runs, the runner's
 * temporary files, credential stores and git's configuration, but not the agent's own program.
 */
export function confine(places: RunPlaces, { environment, temporaryDirectory }: Ports): Confinement {
  const { programs, command, workingDirectory, home, temporary } = places;
  const inHome = environment.HOME ? credentialStores.map((path) => join(environment.HOME ?? '', path)) : [];
  const runnerTemp = environment.RUNNER_TEMP;
  const ofRunner = runnerTemp
    ? [runnerTemp, ...runnerFiles.map((name) => join(dirname(dirname(runnerTemp)), name))]
    : [];
  const configurations = places.gitDirectories.map((directory) => join(directory, 'config'));
  const hidden = existing([temporaryDirectory, ...ofRunner, ...inHome, ...configurations]);
  const scripts = command.map((part) => part.replace(/^-{0,2}[\w-]+=(?=\/)/, '')).filter(isAbsolute);
  const files = [...programs, ...scripts, ...places.named];
  // What a script needs lies beside it; in a credential store, only what is named is meant.
  const folders = [
    ...programs.flatMap(installationOf),
    ...[...programs, ...scripts].flatMap((path) => [
      ...[path, ...existing([path])].map(dirname),
      ...packagesOf(path),
    ]),
    ...[workingDirectory, ...places.readable],
  ];
  const workFolders = [
    '/tmp',
    '/run',
    ...existing([temporaryDirectory, ...(runnerTemp ? [runnerTemp] : [])]),
  ];
  return {
    workingDirectory,
    temporary,
    hidden,
    readable: [...inside([...workFolders, ...hidden], files), ...inside(workFolders, folders)],
    writable: [home, temporary, ...places.writable],
    sharedTree: places.sharedTree ?? null,
  };
}

/** Those of the paths, as written and as they really are, that lie in one of the folders. */
function inside(folders: readonly string[], paths: readonly string[]): string[] {
  const written = paths.filter((path) => existing([path]).length > 0);
  return [...new Set([...written, ...existing(written)])].filter((path) =>
    folders.some((folder) => path.startsWith(`${folder}/`)),
  );
}

/** What a program needs beside itself: its whole `node_modules`, what its `bin` belongs to, or its folder. */
function installationOf(program: string): string[] {
  return [...new Set([program, ...existing([program])])].map((path) => {
    const modules = path.indexOf('/node_modules/');
    if (modules !== -1) return path.slice(0, modules + '/node_modules'.length);
    const folder = dirname(path);
    const isInstalled = basename(folder) === 'bin' && existing([join(dirname(folder), 'lib')]).length > 0;
    return isInstalled ? dirname(folder) : folder;
  });
}

/** Where Node looks for a script's packages: the nearest `node_modules` above it, and what that belongs to. */
function packagesOf(script: string): string[] {
  const [real = script] = existing([script]);
  for (let folder = dirname(real); folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existing([modules]).length > 0)
      return [...existing([modules, join(folder, 'package.json')]), ...linkedPackages(modules)];
  }
  return [];
}

/** Packages that are links to folders elsewhere: a workspace's own, or those of `npm link`. */
function linkedPackages(modules: string): string[] {
  const within = (folder: string) => {
    try {
      return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  const entries = within(modules).flatMap((entry) =>
    entry.isDirectory() && entry.name.startsWith('@') ? within(join(modules, entry.name)) : [entry],
  );
  return existing(
    entries.filter((entry) => entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** Real paths of those that exist, each once. */
function existing(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    try {
      return [realpathSync(path)];
    } catch {
      return [];
    }
  });
  return [...new Set(found)];
}
