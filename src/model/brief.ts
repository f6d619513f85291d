import type { Role } from './run.ts';

/**
 * Folder inside an agent's workspace that holds {@link Brief.files}: some CLIs read nothing outside their working
 * directory, so briefs name the files by this relative path (`DEEP_REVIEW_DIR` is its absolute one).
 */
export const briefFolder = '.deep-review';

/** What one agent run is told. */
export interface Brief {
  /** Becomes the run's id behind the agent's name: empty for the only review, `shard-2`, `adjudicator-1`, `editor`. */
  readonly suffix: string;
  readonly role: Role;
  /** The rendered template. Never begins with `/` and holds no `@path` that a CLI would expand. */
  readonly text: string;
  /** Files put beside the brief in `DEEP_REVIEW_DIR` (`change.diff`, `manifest.json`, `schema.json`), name → text. */
  readonly files: Readonly<Record<string, string>>;
  /** JSON Schema that the answer must meet. */
  readonly schema: object;
  /** Paths this run is asked to read; empty for adjudicators and editors. */
  readonly assigned: readonly string[];
  /** Whether the hunks of the assigned files are in `text` itself, and not only in a file beside it. */
  readonly inlined: boolean;
  /**
   * What an adjudicator's candidate and pair ids, and a prover's one candidate, stand for: id → keys of findings; and the scripts that were
   * shown. Empty for other roles.
   */
  readonly subjects: Readonly<Record<string, readonly string[]>>;
}
