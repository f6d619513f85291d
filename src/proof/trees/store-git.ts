import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitNeutralisers } from '../../agents/processes/environment.ts';
import { locateSource } from '../../agents/workspaces/workspace.ts';
import type { GitRepository } from '../../change/git/git.ts';
import { type GitResult, runGit } from '../../change/git/run-git.ts';

/** What git is given beside its arguments. */
interface StoreOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Git in a bare repository of its own, which reads the user's objects and nothing of the user's configuration. */
export interface StoreGit {
  /** The repository's folder. */
  readonly directory: string;
  /** Runs git, whatever its exit code. */
  attempt(parameters: readonly string[], options?: StoreOptions): Promise<GitResult>;
  /**
   * Runs git and returns what it printed.
   * @throws where it fails.
   */
  run(parameters: readonly string[], options?: StoreOptions): Promise<Buffer>;
  /** The environment of an index that no other call uses. */
  freshIndex(): Record<string, string>;
}

/** Files are what the repository stores: no filter runs, and no line end or encoding is converted. */
const attributes = '* -text -ident -filter !eol !working-tree-encoding !diff !merge\n';

/** Makes the repository in a folder that exists already. */
export async function createStoreGit(git: GitRepository, home: string): Promise<StoreGit> {
  const source = await locateSource({ git });
  const directory = join(home, 'store');
  const own = { PATH: process.env.PATH ?? '', HOME: home, LC_ALL: 'C', ...gitNeutralisers };
  const attempt: StoreGit['attempt'] = (parameters, { environment = {}, input } = {}) =>
    runGit(parameters, {
      directory: home,
      environment: { ...own, GIT_DIR: directory, ...environment },
      ...(input === undefined ? {} : { input }),
    });
  const run: StoreGit['run'] = async (parameters, options) => {
    const { exitCode, stdout, stderr } = await attempt(parameters, options);
    if (exitCode !== 0) throw new Error(`git ${parameters[0]} failed in a tree store: ${stderr.trim()}`);
    return stdout;
  };

  await run(['init', '--quiet', '--bare', '--template=', `--object-format=${source.objectFormat}`]);
  await Promise.all(
    ['objects/info', 'info'].map((folder) => mkdir(join(directory, folder), { recursive: true })),
  );
  await Promise.all([
    writeFile(join(directory, 'objects/info/alternates'), `${source.objects}\n`),
    writeFile(join(directory, 'info/attributes'), attributes),
    cp(source.shallow, join(directory, 'shallow')).catch(() => undefined),
  ]);
  let indexes = 0;
  return {
    directory,
    attempt,
    run,
    freshIndex: () => ({ GIT_INDEX_FILE: join(home, `index-${++indexes}`) }),
  };
}
