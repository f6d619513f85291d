import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import { followOutput, type TakePiece } from './follow-output.ts';
import {
  AnswerReader,
  countAskable,
  isAskable,
  mostAsked,
  namesOf,
  type ObjectQuestion,
  splitBatch,
} from './object-questions.ts';
import {
  findGit,
  type GitResult,
  gitEnvironment,
  runGit,
  startGit,
  startPrintingGit,
  withConfiguration,
} from './run-git.ts';
import { openTextStream, type TextStream } from './text-stream.ts';

/** Blobs above this many bytes are not read into memory. */
const largestBlob = 8 * 1024 * 1024;

/** Names of the tree without entries; git knows them without an object. */
const emptyTrees = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

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

/** A directory that is in no git repository. */
export class NotARepository extends UserError {}

/** Options of one {@link GitRepository.run}. */
export interface RunOptions {
  readonly input?: string | Buffer;
  /** Added to the environment of this one command. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings of this one command that must not stand among its arguments, where everybody could read them. */
  readonly configuration?: readonly (readonly [key: string, value: string])[];
}

/** Options of one {@link GitRepository.follow}. */
export interface FollowOptions {
  readonly input?: string;
  /** Ends the command; what it printed until then counts. */
  readonly until?: AbortSignal;
}

/**
 * A repository seen as a store of objects and refs: its index and work tree are out of sight, so that no attribute,
 * filter or hook of a checked-out pull request has a say in what is read.
 */
export interface GitRepository {
  /** As the user named it, absolute. */
  readonly directory: string;
  readonly gitDirectory: string;
  /** Name of the tree without entries, which stands for "before the first commit". */
  readonly emptyTree: string;
  /**
   * What a command printed, as UTF-8.
   * @throws {GitFailure} when it exits with anything but 0.
   */
  run(args: readonly string[], options?: RunOptions): Promise<string>;
  /**
   * Hands over what a command prints while it still runs; see {@link followOutput}.
   * @returns what it complained of; throws as {@link run} does.
   */
  follow(args: readonly string[], take: TakePiece, options?: FollowOptions): Promise<string>;
  /** Asks for any number of objects: by one process where they are few or small, as {@link countAskable} says. */
  ask(questions: readonly ObjectQuestion[]): Promise<void>;
  /** How a command ended, whatever its exit code. */
  attempt(args: readonly string[], options?: RunOptions): Promise<GitResult>;
  /** Full name of the commit, or of the tree, that a revision means; null where there is none. */
  resolve(revision: string, type?: 'commit' | 'tree'): Promise<string | null>;
  /** Full names of the commits that revisions mean, by one process: revision → name, or null. */
  resolveAll(revisions: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** Text of a file in a commit or tree, or null where it is absent, binary or over 8 MiB. */
  readFile(revision: string, path: string): Promise<string | null>;
  /** Reads many files as {@link readFile} does, by one process; to be closed. Of paths without line ends. */
  openTexts(): TextStream;
  /** Every file of a commit or tree: path → blob name. */
  listBlobs(revision: string): Promise<Map<string, string>>;
  /** Texts of blobs by name, without those that are absent, binary or over 8 MiB. */
  readBlobs(oids: Iterable<string>): Promise<Map<string, string>>;
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
    ...bareView(program, path.join('\n'), environment, ports.temporaryDirectory),
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

function bareView(
  program: string,
  gitDirectory: string,
  environment: Readonly<Record<string, string>>,
  temporaryDirectory: string,
): Omit<GitRepository, 'directory' | 'emptyTree'> {
  // Attributes come from the work tree, else from the index: git finds neither from inside its own directory.
  const view = {
    ...environment,
    GIT_DIR: gitDirectory,
    GIT_IMPLICIT_WORK_TREE: '0',
    GIT_INDEX_FILE: join(gitDirectory, 'no-index'),
  };

  const attempt = (
    args: readonly string[],
    { input, environment: added, configuration = [] }: RunOptions = {},
  ) =>
    runGit(['--bare', ...args], {
      program,
      directory: gitDirectory,
      environment: withConfiguration({ ...view, ...added }, configuration),
      ...(input === undefined ? {} : { input }),
    });

  const succeed = async (args: readonly string[], options?: RunOptions): Promise<GitResult> => {
    const result = await attempt(args, options);
    if (result.exitCode !== 0) throw new GitFailure(args, result);
    return result;
  };

  const run = async (args: readonly string[], options?: RunOptions) =>
    (await succeed(args, options)).stdout.toString('utf8');

  const follow = async (
    args: readonly string[],
    take: TakePiece,
    { input, until }: FollowOptions = {},
  ): Promise<string> => {
    if (until?.aborted) return '';
    const command = { program, directory: gitDirectory, environment: view };
    const start = (output: number) => {
      const words = ['--bare', ...args];
      const child = startPrintingGit(words, { ...command, ...(input !== undefined && { input }) }, output);
      until?.addEventListener('abort', () => {
        child.kill();
        // What it has started may live on, and holds the other end.
        child.stderr?.destroy();
      });
      return child;
    };
    const { exitCode, stderr } = await followOutput(temporaryDirectory, start, take);
    if (exitCode === 0 || until?.aborted) return stderr;
    throw new GitFailure(args, { exitCode, stderr, stdout: Buffer.alloc(0) });
  };

  const resolveAll = async (revisions: readonly string[], type = 'commit') => {
    const asked = revisions.filter(isAskable);
    const input = asked.map((revision) => `${revision}^{${type}}\n`).join('');
    const { stdout } = await attempt(['cat-file', '--batch-check'], { input });
    // `oid SP type SP size`, or the name and why there is none; nothing behind an object that is broken.
    const lines = stdout.toString('utf8').split('\n');
    const found = new Map<string, string | null>(revisions.map((revision) => [revision, null]));
    for (const [index, revision] of asked.entries())
      found.set(revision, /^([0-9a-f]+) (?:commit|tree) \d+$/.exec(lines[index] ?? '')?.[1] ?? null);
    return found;
  };

  const readBlobs = async (oids: Iterable<string>) => {
    const wanted = [...new Set(oids)];
    if (wanted.length === 0) return new Map<string, string>();
    const sizes = await run(['cat-file', '--batch-check'], { input: `${wanted.join('\n')}\n` });
    const readable = sizes
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, type, size]) => type === 'blob' && Number(size) <= largestBlob)
      .map(([oid = '']) => oid);
    if (readable.length === 0) return new Map<string, string>();
    const batch = await succeed(['cat-file', '--batch'], { input: `${readable.join('\n')}\n` });
    return splitBatch(batch.stdout);
  };

  /** Bytes of each object, 0 where it is absent; takes a tenth of the time that their contents do. */
  const readSizes = async (questions: readonly ObjectQuestion[]): Promise<number[]> => {
    const check = ['cat-file', '--batch-check=%(objectsize)', '--buffer'];
    const printed = await run(check, { input: namesOf(questions) });
    return printed.split('\n', questions.length).map((line) => Number(line) || 0);
  };

  return {
    gitDirectory,
    run,
    follow,
    attempt,
    readBlobs,

    resolve: async (revision, type) => (await resolveAll([revision], type)).get(revision) ?? null,
    resolveAll: (revisions) => resolveAll(revisions),

    async ask(questions) {
      const sizes = questions.length > mostAsked ? await readSizes(questions) : null;
      for (let answered = 0; answered < questions.length; ) {
        const count = sizes ? countAskable(sizes, answered) : mostAsked;
        const batch = questions.slice(answered, answered + count);
        const cut = new AbortController();
        const answers = new AnswerReader(batch, () => cut.abort());
        const input = namesOf(batch);
        const take = (piece: Buffer) => answers.push(piece);
        await follow(['cat-file', '--batch', '--buffer'], take, { input, until: cut.signal });
        answered += batch.length - answers.unanswered().length;
      }
    },

    openTexts() {
      const child = startGit(['--bare', 'cat-file', '--batch'], {
        program,
        directory: gitDirectory,
        environment: withConfiguration(view, []),
      });
      return openTextStream(child, largestBlob);
    },

    async listBlobs(revision) {
      const printed = await run(['ls-tree', '-r', '-z', '--full-tree', revision]);
      return new Map(
        [...printed.matchAll(/\d+ blob (\w+)\t([^\0]+)\0/g)].map(([, oid = '', path = '']) => [path, oid]),
      );
    },

    async readFile(revision, path) {
      const entry = await run(['ls-tree', '-z', '--full-tree', revision, '--', path]);
      const [, type, oid = ''] = entry.split('\t', 1)[0]?.split(' ') ?? [];
      return type === 'blob' ? ((await readBlobs([oid])).get(oid) ?? null) : null;
    },
  };
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
