/** What an agent is asked to be in one run. */
export const roles = ['reviewer', 'prover', 'adjudicator', 'editor'] as const;
/** See {@link roles}. */
export type Role = (typeof roles)[number];

/** How one agent run ended; only `completed` counts as a review. */
export const outcomes = [
  'completed',
  'missing',
  'unauthenticated',
  'quota',
  'timed-out',
  'crashed',
  'malformed',
  'vacuous',
  'cancelled',
] as const;
/** See {@link outcomes}. */
export type Outcome = (typeof outcomes)[number];

/** What preflight can find of an agent before any run. */
export type PreflightOutcome = Extract<
  Outcome,
  'completed' | 'missing' | 'unauthenticated' | 'quota' | 'crashed'
>;

/** Tokens of one run as the CLI counted them. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  /** Part of `input` that was read from a cache, where the CLI says so. */
  readonly cached: number | null;
  /** Part of `output` that was thought and not said, where the CLI says so. */
  readonly reasoning?: number | null | undefined;
}

/** What a run has spent until now, as far as its CLI tells. */
export interface Spent {
  readonly tokens: Tokens | null;
  readonly costUsd: number | null;
  readonly model: string | null;
  /** How often its model answered, where its CLI tells. */
  readonly turns?: number | null;
}

/** How far a run's tools showed its model the hunks of a file; `refused` where every attempt to open it failed. */
export interface FileReading {
  readonly path: string;
  readonly shown: 'whole' | 'part' | 'refused';
}

/** One child process (or one call of the built-in reviewer) with its outcome: plain data, recorded in `raw/<run>/run.json`. */
export interface AgentRun {
  /** Directory-safe and unique in a review: `claude`, `claude-shard-2`, `codex-adjudicator-1`. */
  readonly id: string;
  readonly agent: string;
  /** The vendor; agreement inside a family counts once. */
  readonly family: string;
  readonly role: Role;
  readonly outcome: Outcome;
  /** One sentence that says what happened and what to do; null when completed. */
  readonly reason: string | null;
  /** The answer as the agent gave it, redacted; null when there was none. */
  readonly answer: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  readonly version: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly tokens: Tokens | null;
  readonly costUsd: number | null;
  readonly turns: number | null;
  readonly toolCalls: number | null;
  /** Paths the CLI's own log shows the agent opened, relative to the repository. */
  readonly pathsRead: readonly string[];
  /** What tool results showed of the assigned files; one that is not here was not shown. Null where the CLI does not say. */
  readonly readings: readonly FileReading[] | null;
  /** Exit code, signal, tail of standard error (redacted), attempts: the evidence for the outcome. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorTail: string | null;
  readonly attempts: number;
  /** Whether the fingerprint of the workspace differed afterwards. */
  readonly changedWorkspace: boolean;
  /** What isolation was in force, for the report: `read-only tools`, `private HOME`, `bwrap`, … */
  readonly isolation: readonly string[];
  /** Files that the brief gave to this run: what a shard covers. */
  readonly assigned: readonly string[];
  /** Whether the brief's own text held the hunks of those files. */
  readonly inlined: boolean;
  /** What an adjudicator's candidate and pair ids stood for: id → keys of findings. */
  readonly subjects: Readonly<Record<string, readonly string[]>>;
  /** It was begun early, and what it was begun for is not needed: it did not fail. */
  readonly isSetAside?: boolean | undefined;
}
