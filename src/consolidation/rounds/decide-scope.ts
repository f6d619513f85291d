import type { FileWords } from '../../change/files/file-words.ts';
import type { Change, ChangedFile } from '../../model/change/change.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { Scope, ScopedFile } from '../../model/report/scope-schema.ts';
import { countOf, shortOid } from '../../model/report/wording.ts';
import { createReach, mostKept } from './reach.ts';

/** What is asked of a round, and what is known of the last one. */
export interface ScopeBasis {
  readonly change: Pick<Change, 'files' | 'mergeBase'>;
  /** The last round, as far as it is authentic. */
  readonly previous: Report | null;
  /** Why nothing of the last round may be relied on, in one sentence; null where it may. */
  readonly distrust: string | null;
  /** See {@link Scope}. */
  readonly terms: string;
  readonly agents: string;
  readonly formerly: readonly string[];
  /** What the text of each file declares, and the words by which it may mean another one. */
  readonly words: ReadonlyMap<string, FileWords>;
}

/** The rules by which a round is reviewed whole; the first that applies says why. */
const wholeRules: readonly ((basis: ScopeBasis) => string | null)[] = [
  ({ distrust }) => distrust,
  ({ previous }) => (previous === null ? 'This is the first round.' : null),
  ({ previous }) =>
    previous !== null && previous.scope === undefined
      ? `What was read in round ${previous.review.round} is not known.`
      : null,
  ({ previous }) =>
    previous?.review.complete === false ? `Round ${previous.review.round} was cut short.` : null,
  ({ previous, change }) =>
    previous !== null && previous.change.mergeBase !== change.mergeBase
      ? `The base has moved since round ${previous.review.round}, from ${shortOid(previous.change.mergeBase)} to ${shortOid(change.mergeBase)}.`
      : null,
  ({ previous, terms }) =>
    previous !== null && previous.scope?.terms !== terms
      ? `The settings are not those of round ${previous.review.round}: inputs, configuration, instructions, base branch or version.`
      : null,
  ({ previous, agents }) =>
    previous !== null && previous.scope?.agents !== agents
      ? `The agents or their versions are not those of round ${previous.review.round}.`
      : null,
];

/**
 * Decides which files a round has reviewed and which keep their reading of an earlier one, and says why of each. A file keeps it only
 * where every valid reviewer read it, nothing of it changed, and nothing changed that it shares a finding with, names or is named by.
 * Where settings, agents or the base are others, or the last round is not known for sure, everything is reviewed.
 */
export function decideScope(basis: ScopeBasis): Scope {
  const { change, previous, terms, agents, formerly, words } = basis;
  const shared = { terms, agents, formerly: [...formerly] };
  const all = (reason: string): Scope => ({
    mode: 'whole',
    reason,
    ...shared,
    changed: [],
    files: change.files.map((file) => scopedAnew(file, words, 'all of the change is reviewed')),
  });
  for (const rule of wholeRules) {
    const reason = rule(basis);
    if (reason !== null) return all(reason);
  }
  const known = new Map(previous?.scope?.files.map((file) => [file.path, file]));
  const round = previous?.review.round ?? 0;
  const changed = changedSince(change.files, known);
  const touched = createReach(changed, known, (path) => words.get(path));
  const reach = (path: string) => touched(path, words.get(path));
  const files = change.files.map((file) => {
    const before = known.get(file.path);
    const why = whyReviewed(file, before, changed, reach, round);
    if (file.class !== 'reviewed' || before === undefined || why !== null)
      return { ...scopedAnew(file, words, why ?? file.classReason), touches: before?.touches ?? [] };
    const { since, readers, touches } = before;
    return {
      ...scopedAnew(file, words, ''),
      state: 'carried' as const,
      why: unchanged(since),
      since,
      readers,
      touches,
    };
  });
  const reviewed = files.filter(({ state }) => state === 'reviewed');
  if (reviewed.length === 0)
    return all(`No file to review changed since round ${round}, and a review was asked for.`);
  const carried = files.filter(({ state }) => state === 'carried').length;
  return {
    mode: 'incremental',
    reason: `Of ${countOf(reviewed.length + carried, 'file')} to review, ${reviewed.length} changed since round ${round} or ${reviewed.length === 1 ? 'touches' : 'touch'} what changed; ${carried} ${carried === 1 ? 'keeps its' : 'keep their'} earlier reading.`,
    ...shared,
    changed: [...changed].sort(),
    files,
  };
}

const unchanged = (since: number | null): string =>
  `read in round ${since}, and unchanged like all that it touches`;

function scopedAnew(file: ChangedFile, words: ScopeBasis['words'], why: string): ScopedFile {
  return {
    path: file.path,
    content: contentOf(file),
    state: file.class === 'reviewed' ? 'reviewed' : 'listed',
    why,
    since: null,
    readers: [],
    touches: [],
    declares: (words.get(file.path)?.declares ?? []).slice(0, mostKept),
  };
}

/** What makes a file what it is in a change; commits and their names do not count. */
const contentOf = (file: ChangedFile): string =>
  [file.status, file.class, file.oldPath ?? '', file.oldMode, file.oldOid, file.newMode, file.newOid].join(
    ' ',
  );

/** Paths whose content is another than it was, new ones and those that are no part of the change any more. */
function changedSince(
  files: readonly ChangedFile[],
  known: ReadonlyMap<string, ScopedFile>,
): ReadonlySet<string> {
  const now = new Map(files.map((file) => [file.path, file]));
  const gone = [...known.keys()].filter((path) => !now.has(path));
  const others = files.filter((file) => known.get(file.path)?.content !== contentOf(file));
  return new Set([
    ...gone,
    ...others.flatMap(({ path, oldPath }) => [path, ...(oldPath === null ? [] : [oldPath])]),
  ]);
}

/** Why a file is reviewed again, as the end of a sentence; null where nothing calls for it. */
function whyReviewed(
  { path, oldPath }: ChangedFile,
  before: ScopedFile | undefined,
  changed: ReadonlySet<string>,
  reach: (path: string) => string | null,
  round: number,
): string | null {
  if (before === undefined) return `new since round ${round}`;
  if (changed.has(path) || (oldPath !== null && changed.has(oldPath))) return `changed since round ${round}`;
  if (before.since === null) return `not read by every reviewer in round ${round}`;
  const shared = before.touches.find((touched) => changed.has(touched));
  if (shared !== undefined) return `shares a finding with ${shared}, which changed`;
  const reached = reach(path);
  return reached === null ? null : `touches ${reached}, which changed`;
}
