import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAllGroups } from '../agents/processes/process.ts';
import { removeTreeNow } from '../agents/processes/remove-tree.ts';
import { killMarked, markVariable } from '../agents/processes/stragglers.ts';
import type { ReviewEvent } from '../model/events.ts';
import type { Clock, Logger, Ports } from '../model/ports.ts';
import { claimDirectory } from '../recording/claim-directory.ts';
import { createRedactor, secretValues } from '../safety/redact.ts';
import { explainFault } from './explain-fault.ts';

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
/** From the first signal to our end at the latest: the runner kills us 10 s after it, and then nobody would clean up. */
const lastMomentMs = 4_500;

/**
 * Runs `body` with the outside world as ports, and leaves nothing behind: the temporary directory is removed and every
 * child is killed on return, on throw and on exit. The first signal aborts `ports.signal`, so that what is ready gets
 * reported; a second one of the same kind, or a body that does not return in time, ends the process at once.
 * @throws {UserError} when a file could not be written, or git could not read.
 */
export async function withPorts<T>(options: LifetimeOptions, body: (ports: Ports) => Promise<T>): Promise<T> {
  const mark = randomUUID();
  const abort = new AbortController();
  const received = new Set<NodeJS.Signals>();
  let lastMoment: NodeJS.Timeout | undefined;
  let temporaryDirectory: string | null = null;
  const cleanUp = () => {
    killAllGroups();
    if (temporaryDirectory !== null) removeTreeNow(temporaryDirectory);
  };
  const leaveAtOnce = () => {
    // A git that hangs, which hears of no abort.
    killMarked(new Set([mark]));
    cleanUp();
  };
  const end = (signal: NodeJS.Signals) => {
    if (received.has(signal)) process.exit(130);
    received.add(signal);
    abort.abort(signal);
    lastMoment ??= setTimeout(() => process.exit(130), lastMomentMs);
  };
  for (const signal of endings) process.on(signal, end);
  process.on('exit', leaveAtOnce);
  try {
    temporaryDirectory = mkdtempSync(join(temporaryRoot(options.environment), 'deep-review-'));
    return await body({
      log: options.log,
      clock: steadyClock,
      environment: { ...options.environment, [markVariable]: mark },
      signal: abort.signal,
      emit: eventWriter(options),
      redact: createRedactor(secretValues(options.environment)),
      temporaryDirectory,
    });
  } catch (error) {
    throw explainFault(error);
  } finally {
    for (const signal of endings) process.off(signal, end);
    process.off('exit', leaveAtOnce);
    clearTimeout(lastMoment);
    cleanUp();
  }
}

/** The time of our start and what has passed since: the system's clock may jump while a review runs. */
const steadyClock: Clock = { now: () => Math.round(performance.timeOrigin + performance.now()) };

/** The runner's own temporary directory is emptied before and after each job. */
function temporaryRoot(environment: LifetimeOptions['environment']): string {
  return environment.RUNNER_TEMP || tmpdir();
}

function eventWriter({ outputDirectory, listen }: LifetimeOptions): (event: ReviewEvent) => void {
  if (outputDirectory === null) return (event) => listen?.(event);
  const file = join(outputDirectory, 'events.jsonl');
  rmSync(file, { force: true });
  let held = '';
  return (event) => {
    held += `${JSON.stringify(event)}\n`;
    // A change is read before it is known who reviews it: a call that is refused then leaves no folder.
    if (event.type !== 'change-read') {
      claimDirectory(outputDirectory);
      appendFileSync(file, held);
      held = '';
    }
    listen?.(event);
  };
}
