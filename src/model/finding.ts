import type {
  Kind,
  Repro,
  Review,
  ReviewEvidence,
  ReviewFinding,
  Severity,
} from './answers/review-schema.ts';
import type { Anchor } from './change/anchor.ts';

/** A place as an agent wrote it; lines 1-based, inclusive. */
export interface Place {
  readonly path: string;
  readonly startLine: number | null;
  readonly endLine: number | null;
}

/** A finding as it was read from an answer, before its place is checked. */
export interface ReadFinding extends ReviewFinding {
  /** The agent's own id (`I1`; `I1-2` when it repeats one), or one we gave by severity and order. */
  readonly id: string;
  /** Every place it names, its main one first. */
  readonly places: readonly Place[];
}

/** A review as it was read: the schema, with ids and all places. */
export interface ReadReview extends Omit<Review, 'findings'> {
  readonly findings: readonly ReadFinding[];
}

/** How an answer was understood: `strict` JSON, `salvaged` JSON, or `markdown`. */
export type Reading =
  | {
      readonly form: 'strict' | 'salvaged' | 'markdown';
      readonly review: ReadReview;
      readonly notes: readonly string[];
      /** Findings that it speaks of and that could not be read, one sentence each; stand-ins in the review count for them. */
      readonly missing?: readonly string[];
    }
  | {
      readonly form: 'unreadable';
      readonly reason: string;
      /** Blocking findings that it speaks of all the same. */
      readonly missing?: readonly string[];
    };

/** One agent's finding, anchored. */
export interface Finding {
  /** Unique in a review, whatever else was read before: run and position, such as `codex/1`. */
  readonly key: string;
  readonly agent: string;
  readonly family: string;
  /** The agent's own id. */
  readonly id: string;
  readonly severity: Severity;
  readonly kind: Kind | null;
  readonly title: string;
  readonly anchor: Anchor;
  readonly places: readonly Place[];
  readonly quote: string | null;
  readonly explanation: string;
  readonly evidence: readonly ReviewEvidence[];
  readonly fix: string | null;
  readonly patch: string | null;
  /** A script that is said to show it; none where it was not read from an answer. */
  readonly repro?: Repro | null;
  /** A diff that takes out the guard which no test covers. */
  readonly mutation?: string | null;
}
