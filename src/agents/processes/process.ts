import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOnlyZombies, killMarked, markVariable } from './stragglers.ts';

/** One child process. All three streams are files: one CLI cuts a piped answer, and a file never blocks or breaks. */
export interface ProcessRequest {
  /** Program and arguments; the program is looked up in the PATH of `environment`. */
  readonly command: readonly string[];
  readonly workingDirectory: string;
  /** The child's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Null: nothing to read. */
  readonly stdinFile: string | null;
  readonly stdoutFile: string;
  readonly stderrFile: string;
  readonly timeoutMs: number;
  /** Beyond it, standard output ends the process; standard error only loses its beginning. */
  readonly outputLimitBytes: number;
  readonly signal: AbortSignal;
  /** Asked ten times a second what the child, known by its process id, has too much of; a word ends it, null does not. */
  readonly excess?: (pid: number) => string | null;
}

/** How a child ended; a child that could not be started is an end like any other. */
export interface ProcessEnd {
  readonly cause: 'exited' | 'missing' | 'unstartable' | 'timed-out' | 'cancelled' | 'flooded' | 'exceeded';
  /** Null where it was killed or never ran. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The system's words where it could not be started, otherwise null. */
  readonly startError: string | null;
  /** The word of {@link ProcessRequest.excess} that ended it, otherwise null. */
  readonly excess?: string | null;
}

/** Between SIGTERM and SIGKILL; one CLI ignored SIGTERM for 24 s (reference: agent CLIs, signals). */
const graceMs = 2_000;
/** What processes that outlive the leader get to finish writing. */
const drainMs = 300;
/** After SIGKILL; only a process stuck in the kernel takes longer, and is not waited for. */
const giveUpMs = 3_000;
/** A killed process that will not die in this time is not waited for. */
const burialMs = 400;
const watchIntervalMs = 100;

const live = new Map<number, string>();

/** Kills every process group that still runs, at once and synchronously: for the exit of our own process. */
export function killAllGroups(): void {
  for (const pid of live.keys()) killGroup(pid, 'SIGKILL');
  killMarked(new Set(live.values()));
  live.clear();
}

/** Starts a program that goes on without us, such as a browser; whether it could be started. */
export async function leaveRunning([program = '', ...parameters]: readonly string[]): Promise<boolean> {
  const child = spawn(program, parameters, { detached: true, stdio: 'ignore', windowsHide: true });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true)).once('error', () => resolve(false));
  });
}

/**
 * Runs a child in its own process group until it exits, its time is up or `signal` aborts, then a moment for whatever
 * it left behind, which is killed. Never throws for what a child does, nor for a missing program.
 * @throws {Error} only where its own files cannot be opened.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  const streams = openStreams(request);
  try {
    return await superviseChild(request, streams);
  } finally {
    for (const descriptor of streams) closeSync(descriptor);
  }
}

type Streams = readonly [stdin: number, stdout: number, stderr: number];

function openStreams(request: ProcessRequest): Streams {
  return [
    openSync(request.stdinFile ?? '/dev/null', 'r'),
    // Appending: two writers never overwrite each other, and a truncated file goes on at its new end.
    openSync(request.stdoutFile, 'a+', 0o600),
    openSync(request.stderrFile, 'a+', 0o600),
  ];
}

async function superviseChild(request: ProcessRequest, streams: Streams): Promise<ProcessEnd> {
  const unstarted = { exitCode: null, signal: null, startError: null };
  if (request.signal.aborted) return { ...unstarted, cause: 'cancelled' };
  const mark = randomUUID();
  const child = startChild(request, streams, mark);
  if (child instanceof Error) return startFailure(child);
  const ended = childEnd(child);
  const pid = child.pid;
  if (pid === undefined) return startFailure(await ended.then((end) => end.error ?? new Error('no process')));

  live.set(pid, mark);
  const stop = stopper(pid);
  let excess: string | null = null;
  const onAbort = () => stop.because('cancelled');
  const timer = setTimeout(() => stop.because('timed-out'), request.timeoutMs);
  const watch = setInterval(() => {
    if (isFlooded(streams, request.outputLimitBytes)) stop.because('flooded');
    excess ??= request.excess?.(pid) ?? null;
    if (excess !== null) stop.because('exceeded');
  }, watchIntervalMs);
  request.signal.addEventListener('abort', onAbort, { once: true });
  try {
    const { exitCode, signal } = await Promise.race([ended, stop.gaveUp]);
    if (stop.cause() === null) await drainGroup(pid);
    // A quick one ends between two looks.
    const cause = isFlooded(streams, request.outputLimitBytes) ? 'flooded' : 'exited';
    cutOutput(streams[1], request.outputLimitBytes);
    return { cause: stop.cause() ?? cause, exitCode, signal, startError: null, excess };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    stop.settle();
    request.signal.removeEventListener('abort', onAbort);
    await killRest(pid, mark);
    live.delete(pid);
  }
}

function startChild(request: ProcessRequest, streams: Streams, mark: string): ChildProcess | Error {
  const [program = '', ...parameters] = request.command;
  try {
    return spawn(program, parameters, {
      cwd: request.workingDirectory,
      env: { ...request.environment, [markVariable]: mark },
      stdio: [...streams],
      detached: true,
      windowsHide: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function startFailure(error: NodeJS.ErrnoException): ProcessEnd {
  const cause = error.code === 'ENOENT' ? 'missing' : 'unstartable';
  return { cause, exitCode: null, signal: null, startError: error.message };
}

interface ChildEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly error: Error | null;
}

function childEnd(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, error: null }));
    child.once('error', (error) => resolve({ exitCode: null, signal: null, error }));
  });
}

/** Ends a group once, for the first cause given: SIGTERM, SIGKILL after the grace, and at last no more waiting. */
function stopper(pid: number) {
  let cause: Exclude<ProcessEnd['cause'], 'exited' | 'missing' | 'unstartable'> | null = null;
  const timers: NodeJS.Timeout[] = [];
  let giveUp: (end: ChildEnd) => void = () => {};
  const gaveUp = new Promise<ChildEnd>((resolve) => {
    giveUp = resolve;
  });
  return {
    gaveUp,
    cause: () => cause,
    because(reason: NonNullable<typeof cause>) {
      if (cause !== null) return;
      cause = reason;
      killGroup(pid, 'SIGTERM');
      timers.push(
        setTimeout(() => killGroup(pid, 'SIGKILL'), graceMs),
        setTimeout(() => giveUp({ exitCode: null, signal: 'SIGKILL', error: null }), graceMs + giveUpMs),
      );
    },
    settle() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Shortens a standard error that went beyond the limit; true when standard output did. */
function isFlooded([, stdout, stderr]: Streams, limitBytes: number): boolean {
  if (fstatSync(stderr).size > limitBytes) keepLast(stderr, Math.floor(limitBytes / 4));
  return fstatSync(stdout).size > limitBytes;
}

/** So often what was printed while a file was read is read too, before it is cut. */
const mostReadings = 10;

/** Drops all but the last bytes of a file that is being appended to; the last words tell why. */
function keepLast(file: number, bytes: number): void {
  const pieces: Buffer[] = [];
  let position = Math.max(0, fstatSync(file).size - bytes);
  for (let readings = 0; readings < mostReadings; readings++) {
    const piece = Buffer.alloc(Math.max(0, fstatSync(file).size - position));
    const length = readSync(file, piece, 0, piece.length, position);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    position += length;
  }
  ftruncateSync(file, 0);
  writeSync(file, Buffer.concat(pieces));
}

/** The child may have printed on after it was told to stop. */
function cutOutput(stdout: number, limitBytes: number): void {
  if (fstatSync(stdout).size > limitBytes) ftruncateSync(stdout, limitBytes);
}

/** Waits until a group is empty, for {@link drainMs} at most: a wrapper may die before the program it started. */
async function drainGroup(pid: number): Promise<void> {
  for (let waited = 0; waited < drainMs && killGroup(pid, 0) && !isOnlyZombies(pid); waited += 20)
    await sleep(20);
}

/** Kills what is left of a child, and sees it gone: a killed process lives on for a moment. */
async function killRest(pid: number, mark: string): Promise<void> {
  const marks = new Set([mark]);
  for (let waited = 0; waited < burialMs; waited += 20) {
    const isGroupLeft = killGroup(pid, 'SIGKILL') && !isOnlyZombies(pid);
    if (killMarked(marks) === 0 && !isGroupLeft) return;
    await sleep(20);
  }
}

/** Sends a signal to a whole group; false where it no longer exists. */
function killGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
