import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { followOutput, type TakePiece } from './follow-output.ts';
import { type GitResult, runGit, startGit, startPrintingGit, withConfiguration } from './run-git.ts';

/** A git command that failed although nothing in the request explains it. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly result: GitResult;

  constructor(args: readonly string[], result: GitResult) {
    const command = args.find((word, index) => word !== '-c' && args[index - 1] !== '-c');
    const said = result.stderr.trim().replaceAll(/^hint:.*\n?/gm, '');
    super(`git ${command} failed with exit code ${result.exitCode}: ${said}`);
    this.result = result;
  }
}

/** Options of one {@link BareGit.run}. */
export interface RunOptions {
  readonly input?: string | Buffer;
  /** Added to the environment of this one command. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings of this one command that must not stand among its arguments, where everybody could read them. */
  readonly configuration?: readonly (readonly [key: string, value: string])[];
}

/** Options of one {@link BareGit.follow}. */
export interface FollowOptions {
  readonly input?: string;
  /** Ends the command; what it printed until then counts. */
  readonly until?: AbortSignal;
}

/** Git in a repository's own directory: index and work tree are out of its sight. */
export interface BareGit {
  readonly gitDirectory: string;
  /** How a command ended, whatever its exit code. */
  attempt(args: readonly string[], options?: RunOptions): Promise<GitResult>;
  /**
   * How a command ended that must not fail.
   * @throws {GitFailure} when it exits with anything but 0.
   */
  succeed(args: readonly string[], options?: RunOptions): Promise<GitResult>;
  /** What a command printed, as UTF-8; throws as {@link succeed} does. */
  run(args: readonly string[], options?: RunOptions): Promise<string>;
  /**
   * Hands over what a command prints while it still runs; see {@link followOutput}.
   * @returns what it complained of; throws as {@link succeed} does.
   */
  follow(args: readonly string[], take: TakePiece, options?: FollowOptions): Promise<string>;
  /** Starts a command that is spoken with; to be ended by the caller. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
}

/** @param environment the whole of it; see `gitEnvironment`. */
export function createBareGit(
  program: string,
  gitDirectory: string,
  environment: Readonly<Record<string, string>>,
  temporaryDirectory: string,
): BareGit {
  // Attributes come from the work tree, else from the index: git finds neither from inside its own directory.
  const view = {
    ...environment,
    GIT_DIR: gitDirectory,
    GIT_IMPLICIT_WORK_TREE: '0',
    GIT_INDEX_FILE: join(gitDirectory, 'no-index'),
  };
  const command = { program, directory: gitDirectory, environment: view };

  const attempt: BareGit['attempt'] = (args, { input, environment: added, configuration = [] } = {}) =>
    runGit(['--bare', ...args], {
      ...command,
      environment: withConfiguration({ ...view, ...added }, configuration),
      ...(input === undefined ? {} : { input }),
    });
  const succeed: BareGit['succeed'] = async (args, options) => {
    const result = await attempt(args, options);
    if (result.exitCode !== 0) throw new GitFailure(args, result);
    return result;
  };

  return {
    gitDirectory,
    attempt,
    succeed,
    run: async (args, options) => (await succeed(args, options)).stdout.toString('utf8'),
    async follow(args, take, { input, until } = {}) {
      if (until?.aborted) return '';
      const startInto = (output: number) => {
        const words = ['--bare', ...args];
        const child = startPrintingGit(words, { ...command, ...(input !== undefined && { input }) }, output);
        until?.addEventListener('abort', () => {
          child.kill();
          // What it has started may live on, and holds the other end.
          child.stderr?.destroy();
        });
        return child;
      };
      const { exitCode, stderr } = await followOutput(temporaryDirectory, startInto, take);
      if (exitCode === 0 || until?.aborted) return stderr;
      throw new GitFailure(args, { exitCode, stderr, stdout: Buffer.alloc(0) });
    },
    start: (args) => startGit(['--bare', ...args], { ...command, environment: withConfiguration(view, []) }),
  };
}
