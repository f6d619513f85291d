import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAllGroups } from './agents/process.ts';
import type { ReviewEvent } from './events.ts';
import { explainFault } from './explain-fault.ts';
import type { Logger, Ports } from './ports.ts';
import { createRedactor, secretValues } from './safety/redact.ts';

/** What a process of ours needs to begin. */
export interface LifetimeOptions {
  readonly log: Logger;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gets `events.jsonl`; null for commands that review nothing. */
  readonly outputDirectory: string | null;
  /** Shows progress while a review runs. */
  readonly listen?: (event: ReviewEvent) => void;
}

/** Signals that end a review early: the runner sends SIGINT, then SIGTERM 7.5 s later (actions/runner ProcessInvoker). */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `body` with the outside world as ports, and leaves nothing behind: the temporary directory is removed and every
 * child's process group is killed on return, on throw and on exit. The first signal aborts `ports.signal`, so that what is
 * ready gets reported; a second one of the same kind ends the process at once.
 * @throws {UserError} when a file could not be written, or git could not read.
 */
export async function withPorts<T>(options: LifetimeOptions, body: (ports: Ports) => Promise<T>): Promise<T> {
  const temporaryDirectory = mkdtempSync(join(temporaryRoot(options.environment), 'deep-review-'));
  const abort = new AbortController();
  const received = new Set<NodeJS.Signals>();
  const cleanUp = () => {
    killAllGroups();
    rmSync(temporaryDirectory, { recursive: true, force: true });
  };
  const end = (signal: NodeJS.Signals) => {
    if (received.has(signal)) process.exit(130);
    received.add(signal);
    abort.abort(signal);
  };
  for (const signal of endings) process.on(signal, end);
  process.on('exit', cleanUp);
  try {
    return await body({
      log: options.log,
      clock: { now: Date.now },
      environment: options.environment,
      signal: abort.signal,
      emit: eventWriter(options),
      redact: createRedactor(secretValues(options.environment)),
      temporaryDirectory,
    });
  } catch (error) {
    throw explainFault(error);
  } finally {
    for (const signal of endings) process.off(signal, end);
    process.off('exit', cleanUp);
    cleanUp();
  }
}

/** The runner's own temporary directory is emptied before and after each job. */
function temporaryRoot(environment: LifetimeOptions['environment']): string {
  return environment.RUNNER_TEMP || tmpdir();
}

function eventWriter({ outputDirectory, listen }: LifetimeOptions): (event: ReviewEvent) => void {
  if (outputDirectory === null) return (event) => listen?.(event);
  mkdirSync(outputDirectory, { recursive: true });
  const file = join(outputDirectory, 'events.jsonl');
  return (event) => {
    appendFileSync(file, `${JSON.stringify(event)}\n`);
    listen?.(event);
  };
}
