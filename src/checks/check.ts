import type { Kind, ReviewEvidence, Severity } from '../model/answers/review-schema.ts';
import type { ChangeView } from './view/change-view.ts';
import type { FileView } from './view/file-view.ts';

/** What a check claims; {@link ./write-review.ts} makes a finding of the review schema of it. */
export interface CheckFinding {
  readonly severity: Severity;
  readonly kind: Kind;
  readonly title: string;
  readonly path: string;
  /** 1-based, at the head; null where the whole file is meant. */
  readonly line: number | null;
  /** Default: `line`. */
  readonly endLine?: number;
  /** Code of these lines, verbatim, never a secret; becomes a citation. */
  readonly quote: string | null;
  /** One or two sentences: what is wrong, and what it leads to. */
  readonly explanation: string;
  /** Beyond the citation of `quote`. */
  readonly evidence?: readonly ReviewEvidence[];
  readonly fix: string;
  /** Only where it is right without a doubt. */
  readonly patch?: string | null;
}

/** A small change: path → text of an added file, or [before, after] with null where it is absent. */
export type Sample = Readonly<Record<string, string | readonly [string | null, string | null]>>;

/** What a check reports, and what it must not; a test runs them all. */
export interface Examples {
  readonly reports: readonly {
    readonly change: Sample;
    /** `path:line` of every finding, or `path` for a whole file, in order. */
    readonly at: readonly string[];
    readonly severity: Severity;
  }[];
  readonly ignores: readonly Sample[];
}

/** The findings of one check, found as they are asked for, so that a flood can be cut off. */
export type CheckFindings = Iterable<CheckFinding> | AsyncIterable<CheckFinding>;

interface Described {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** One sentence for people: what it reports. */
  readonly about: string;
  readonly examples: Examples;
}

/** A check that looks at one changed file after the other. */
export interface FileCheck extends Described {
  readonly scope: 'file';
  inspect(file: FileView): CheckFindings;
}

/** A check that compares changed files with each other. */
export interface ChangeCheck extends Described {
  readonly scope: 'change';
  inspect(change: ChangeView): CheckFindings;
}

/** A rule of the embedded reviewer: a plain object, one per file, listed in {@link ./registry.ts}. */
export type Check = FileCheck | ChangeCheck;
