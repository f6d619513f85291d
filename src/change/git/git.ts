import { mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import { createBareGit, GitFailure } from './bare-git.ts';
import { type GitObjects, openObjects } from './read-objects.ts';
import { findGit, gitEnvironment, runGit } from './run-git.ts';

/** Names of the tree without entries; git knows them without an object. */
const emptyTrees = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** A directory that is in no git repository. */
export class NotARepository extends UserError {}

/**
 * A repository seen as a store of objects and refs: its index and work tree are out of sight, so that no attribute,
 * filter or hook of a checked-out pull request has a say in what is read.
 */
export interface GitRepository extends GitObjects {
  /** As the user named it, absolute. */
  readonly directory: string;
  /** Name of the tree without entries, which stands for "before the first commit". */
  readonly emptyTree: string;
}

/**
 * Opens the repository at a directory: a work tree, any directory inside one, or a bare repository.
 * @throws {NotARepository} when there is none.
 * @throws {UserError} when git refuses to use it.
 */
export async function openRepository(directory: string, ports: Ports): Promise<GitRepository> {
  const absolute = resolve(directory);
  if (!(await isDirectory(absolute))) {
    throw new UserError(`${absolute} is not a directory: name a git repository with --repo.`);
  }
  const program = await findGit();
  const environment = gitEnvironment(ports.environment);
  const question = ['rev-parse', '--show-object-format', '--absolute-git-dir'];
  const found = await runGit(question, { program, directory: absolute, environment });
  if (found.exitCode !== 0) throw refusal(absolute, found.stderr);
  const [objectFormat = '', ...path] = found.stdout.toString('utf8').split('\n').slice(0, -1);
  return {
    directory: absolute,
    emptyTree: objectFormat === 'sha256' ? emptyTrees.sha256 : emptyTrees.sha1,
    ...openObjects(createBareGit(program, path.join('\n'), environment, ports.temporaryDirectory)),
  };
}

/** Makes an empty bare repository at a directory that does not exist yet. */
export async function initRepository(directory: string, ports: Ports): Promise<GitRepository> {
  await mkdir(directory, { recursive: true });
  const environment = gitEnvironment(ports.environment);
  const made = await runGit(['init', '--quiet', '--bare', '--template='], { directory, environment });
  if (made.exitCode !== 0) throw new GitFailure(['init'], made);
  return openRepository(directory, ports);
}

function refusal(directory: string, stderr: string): UserError {
  if (stderr.includes('dubious ownership')) {
    return new UserError(
      `git does not trust ${directory}, which belongs to another user. Run: git config --global --add safe.directory '${directory}'`,
    );
  }
  if (stderr.includes('not a git repository')) {
    return new NotARepository(
      `${directory} is not in a git repository. Name one with --repo; in a workflow, run actions/checkout before this step.`,
    );
  }
  return new UserError(
    `git cannot open ${directory}: ${stderr.trim()}. Try "git -C '${directory}' status" there.`,
  );
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
