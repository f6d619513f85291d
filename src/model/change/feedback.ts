/** Something that a person said; the text is hostile input. */
export interface Saying {
  /** Login. */
  readonly by: string;
  /** Whether the author belongs to the repository in some way, as far as GitHub says so unasked. */
  readonly isInsider: boolean;
  /** ISO 8601, by GitHub's clock; null where GitHub does not tell. */
  readonly at: string | null;
  readonly text: string;
}

/**
 * A review thread, the body of a review, or what people answered to an inline comment of ours. It informs and is never a vote: no severity,
 * ruling or verdict depends on it.
 */
export interface Remark {
  readonly kind: 'thread' | 'review' | 'answer';
  readonly url: string | null;
  /** Null for a review. */
  readonly path: string | null;
  /** Lines of the head or, where the code has changed since, of the version that was commented on; null for a whole file. */
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly side: 'old' | 'new';
  /** Null where GitHub does not tell. */
  readonly isResolved: boolean | null;
  /** Whether the lines, or for a review the head, changed since; null where that is not known. */
  readonly hasChanged: boolean | null;
  /** Whether a review asks for changes. */
  readonly asksForChanges: boolean;
  /** Fingerprint of the finding that an answer is about, as the last round knew it; null where there is none. */
  readonly about: string | null;
  /** The first is what was raised; never empty. */
  readonly said: readonly Saying[];
}

/** What people said of a pull request, as far as it was read. */
export interface Feedback {
  /** Those of people of the repository first, then the newest. */
  readonly remarks: readonly Remark[];
  /** Open ones that are not among them; at least so many. */
  readonly left: number;
  /** Open threads and reviews of bots, which are only counted. */
  readonly ofBots: number;
}
