import type { ReviewEvent } from './events.ts';

/** Where words for the person who runs us go; agent text passes {@link ../safety/neutralise.ts} first. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
}

/** The time, injectable so that tests and replays are exact. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Everything outside the pure middle, handed to the straight line by its two entries. */
export interface Ports {
  readonly log: Logger;
  readonly clock: Clock;
  /** Our own environment variables; agents get an allow-listed part of them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted on SIGINT, SIGTERM or the total time limit: stop runs, report what is there. */
  readonly signal: AbortSignal;
  /** Told of every step: terminal progress, log groups and `events.jsonl` listen. */
  readonly emit: (event: ReviewEvent) => void;
  /** Replaces known secrets, and what looks like one; everything that is written or recorded passes it. */
  readonly redact: (text: string) => string;
  /** A private directory for workspaces, outside the checkout, removed by the entry at the end. */
  readonly temporaryDirectory: string;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warning() {}, error() {} };
