import type { Side } from './change.ts';

/**
 * The text of every file that findings and rulings point at, at both ends of the change, read from git objects
 * before the pure part begins and recorded with a review, so that a replay needs no repository.
 */
export interface Sources {
  /** The path meant by a path as an agent wrote it (a bare file name, a prefix too many), or null. */
  resolve(cited: string): string | null;
  /** The lines of a file at one side, or null where it is absent, binary or too large. */
  lines(path: string, side: Side): readonly string[] | null;
  /** The text of a file at one side, with its own line ends; null where {@link lines} is. */
  text(path: string, side: Side): string | null;
  /** How the lines of a file end; null where {@link lines} is. */
  lineEnds(path: string, side: Side): LineEnds | null;
}

/** What stands behind the lines of a file: nothing to be said of one whose lines end in two ways. */
export interface LineEnds {
  readonly each: 'lf' | 'crlf' | 'mixed';
  /** Whether its last line has an end too. */
  readonly isLastEnded: boolean;
}

/** {@link Sources} as recorded in `raw/sources.json`. */
export interface RecordedSources {
  /** Cited path → real path, only where they differ or nothing fits (null). */
  readonly resolved: Readonly<Record<string, string | null>>;
  /** `new:path` or `old:path` → text, already redacted; a file outside the change has one side, `new`. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Reads a file's text at one end of the change by its path there. */
export type ReadText = (path: string, side: Side) => Promise<string | null>;
