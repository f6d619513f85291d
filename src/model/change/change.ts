import type { Feedback } from './feedback.ts';

/** Which end of the change a line number counts in: `old` is the merge base, `new` the head. */
export type Side = 'old' | 'new';

/** What became of a file between merge base and head (git's raw status letters, spelled out). */
export type FileStatus = 'added' | 'deleted' | 'modified' | 'renamed' | 'copied' | 'type-changed';

/** Whether reviewers are asked to read a file, or why not. */
export type FileClass = 'reviewed' | 'generated' | 'vendored' | 'lockfile' | 'binary' | 'ignored';

/** One line of a hunk; `text` is without the line's end. A side's number is null where the line is absent there. */
export interface Line {
  readonly kind: 'context' | 'added' | 'deleted';
  readonly oldLine: number | null;
  readonly newLine: number | null;
  readonly text: string;
  /** Set on the last line of a file that has no newline at its end. */
  readonly noNewline?: true;
}

/** A hunk as git prints it; `body` holds its raw lines (' ', '+', '-', '\' first), joined by '\n', no final '\n'. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  /** The text behind the second `@@`. */
  readonly heading: string;
  readonly body: string;
}

/** A changed file. */
export interface ChangedFile {
  /** At the head; at the merge base for a deleted file. */
  readonly path: string;
  /** At the merge base, where it differs (renamed, copied). */
  readonly oldPath: string | null;
  readonly status: FileStatus;
  /** Percent, for renames and copies. */
  readonly similarity: number | null;
  /** Git file modes such as `100644`; `000000` where the file is absent. */
  readonly oldMode: string;
  readonly newMode: string;
  /** Blob names (for a submodule: commits); all zeros where absent. */
  readonly oldOid: string;
  readonly newOid: string;
  readonly binary: boolean;
  readonly additions: number;
  readonly deletions: number;
  readonly class: FileClass;
  /** Why the class is what it is, for people: `.gitattributes: linguist-generated`, `name of a lock file`, … */
  readonly classReason: string;
  /** Set on new code that is not to be read for nothing but its own name or words: nothing of the base vouches for it. */
  readonly selfDeclared?: true;
  /** Higher is riskier, 0 to 100; only an order, no probability. */
  readonly risk: number;
  /** What made the risk, most weighty first. */
  readonly riskReasons: readonly string[];
  readonly hunks: readonly Hunk[];
}

/** A commit between merge base and head, oldest first in {@link Change.commits}. */
export interface Commit {
  readonly oid: string;
  readonly subject: string;
  readonly body: string;
  readonly author: string;
  /** ISO 8601. */
  readonly date: string;
}

/** The diff under review: merge base to head, parsed exactly. */
export interface Change {
  /** `owner/name` where known, otherwise the directory's name. */
  readonly repository: string;
  /** Address of the repository's pages (`https://github.com/owner/name`), for permalinks. */
  readonly webUrl: string | null;
  readonly pullRequest: PullRequestFacts | null;
  readonly branch: string | null;
  /** Full commit names. */
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  readonly commits: readonly Commit[];
  /** Most risky first. */
  readonly files: readonly ChangedFile[];
  /** What could not be read exactly, for the report (history cut off, a patch the API left out, …). */
  readonly notes: readonly string[];
}

/** What is known of the pull request; its texts are hostile input. */
export interface PullRequestFacts {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly url: string;
  /** Issues that it says it closes, as far as they could be read; absent where nobody asked. */
  readonly issues?: readonly LinkedIssue[];
  /** What people said of it and nobody has settled; absent where nobody asked. */
  readonly feedback?: Feedback;
}

/** An issue of the same repository that a pull request says it closes; its texts are hostile input. */
export interface LinkedIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
}

/** Added and deleted lines of all files together. */
export function countChangedLines(files: readonly ChangedFile[]): { additions: number; deletions: number } {
  return {
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
  };
}
