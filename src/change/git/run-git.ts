import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { buffer, text } from 'node:stream/consumers';
import { exec } from '@actions/exec';
import { which } from '@actions/io';
import { UserError } from '../../model/errors.ts';

/** How one git command is run. */
export interface GitCommand {
  /** As {@link findGit} gives it; looked for where it is left out. */
  readonly program?: string;
  readonly directory: string;
  /** The whole environment of the child; see {@link gitEnvironment}. */
  readonly environment: Readonly<Record<string, string>>;
  /** Written to standard input. */
  readonly input?: string | Buffer;
}

/** How a git command ended. */
export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Variables that git may see of ours: what finds programs, homes, proxies and certificates. */
const passedOn = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SYSTEMROOT',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SSH_AUTH_SOCK',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  // By which a git that outlives us is found.
  'DEEP_REVIEW_PROCESS',
];
/** Configuration that the environment holds (`safe.directory`, proxies): in force for us as for git itself. */
const configured = /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/;

/**
 * Settings that override whatever a repository's own configuration says: nothing of it is executed, nothing of it
 * changes what is printed. Global and system configuration stay in force, since `safe.directory` and proxies live there.
 */
const settings = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  `core.attributesFile=${devNull}`,
  // From git 2.43 on, attributes may come from a commit: in a bare repository of 2.43 to 2.45 from HEAD, without being asked.
  'attr.tree=',
  'core.pager=cat',
  'core.askPass=',
  `diff.orderFile=${devNull}`,
  'diff.suppressBlankEmpty=false',
  'log.showSignature=false',
  'i18n.logOutputEncoding=UTF-8',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** The allow-listed part of our environment that git children get, with prompts, locks and translations off. */
export function gitEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const allowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const isAllowed = passedOn.includes(name.toUpperCase()) || configured.test(name);
    if (value !== undefined && isAllowed) allowed[name] = value;
  }
  return {
    ...allowed,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  };
}

/** An environment with further configuration after what it holds already: of two values the later one counts. */
export function withConfiguration(
  environment: Readonly<Record<string, string>>,
  entries: readonly (readonly [key: string, value: string])[],
): Record<string, string> {
  const count = Number(environment.GIT_CONFIG_COUNT ?? 0);
  const added = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${count + index}`, key],
    [`GIT_CONFIG_VALUE_${count + index}`, value],
  ]);
  return {
    ...environment,
    ...Object.fromEntries(added),
    ...(entries.length > 0 && { GIT_CONFIG_COUNT: `${count + entries.length}` }),
  };
}

/**
 * The absolute path of git, found once, since looking through PATH costs as much as starting it.
 * @throws {UserError} when it is not installed.
 */
export async function findGit(): Promise<string> {
  const program = await which('git');
  if (program === '') throw new UserError('git was not found on PATH: install it (2.34 or later).');
  return program;
}

/** Starts a git command that goes on answering until its input ends; it ends with us, since its input does. */
export function startGit(
  args: readonly string[],
  { program, directory, environment }: GitCommand & { readonly program: string },
): ChildProcessWithoutNullStreams {
  return spawn(program, [...settings, ...args], { cwd: directory, env: environment, stdio: 'pipe' });
}

/** Starts a git command that prints to an open file, and its errors to a pipe. */
export function startPrintingGit(
  args: readonly string[],
  { program, directory, environment, input }: GitCommand & { readonly program: string },
  output: number,
): ChildProcess {
  const child = spawn(program, [...settings, ...args], {
    cwd: directory,
    env: environment,
    stdio: [input === undefined ? 'ignore' : 'pipe', output, 'pipe'],
  });
  // One that refuses to start closes its input, which would end us (EPIPE).
  child.stdin?.on('error', () => {}).end(input);
  return child;
}

/** Runs git to its end, whatever its exit code; its output reaches nobody but the caller. */
export async function runGit(args: readonly string[], command: GitCommand): Promise<GitResult> {
  const program = command.program ?? (await findGit());
  const words = [...settings, ...args];
  return command.input === undefined
    ? runSilently(program, words, command)
    : runWithInput(program, words, command);
}

async function runSilently(program: string, words: string[], command: GitCommand): Promise<GitResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  // The library splits what it takes for a command line at spaces, but for those in quotes.
  const exitCode = await exec(`"${program}"`, words, {
    cwd: command.directory,
    env: { ...command.environment },
    silent: true,
    ignoreReturnCode: true,
    listeners: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
  });
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') };
}

/** `@actions/exec` has no ear for a standard input that closes early: a git that refuses to start would end us with it (EPIPE). */
async function runWithInput(program: string, words: string[], command: GitCommand): Promise<GitResult> {
  const child = spawn(program, words, { cwd: command.directory, env: command.environment, stdio: 'pipe' });
  child.stdin.on('error', () => {});
  child.stdin.end(command.input);
  const [stdout, stderr, exitCode] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve, reject) =>
      child.once('error', reject).once('close', (code) => resolve(code ?? 1)),
    ),
  ]);
  return { exitCode, stdout, stderr };
}
