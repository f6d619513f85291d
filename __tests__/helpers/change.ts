import { createHash } from 'node:crypto';
import { structuredPatch } from 'diff';
import type { Change, ChangedFile, Hunk } from '../../src/model/change/change.ts';
import type { ReadText } from '../../src/model/change/sources.ts';

/** A file's text at the merge base and at the head; null where it is absent. */
export type Versions = readonly [old: string | null, new: string | null];
/** Path → its text, for an added file, or both its {@link Versions}. A text that holds NUL makes a binary file. */
export type Texts = Readonly<Record<string, string | Versions>>;

/** A change between two sets of texts, with the hunks that git would print; equal texts are no part of it. */
export function buildChange(texts: Texts, overrides: Partial<Change> = {}): Change {
  return {
    repository: 'acme/widgets',
    webUrl: 'https://github.com/acme/widgets',
    pullRequest: null,
    branch: 'topic',
    base: 'b'.repeat(40),
    head: 'a'.repeat(40),
    mergeBase: 'b'.repeat(40),
    commits: [],
    files: Object.entries(texts)
      .map(([path, text]) => buildFile(path, versionsOf(text)))
      .filter((file) => file.oldOid !== file.newOid),
    notes: [],
    ...overrides,
  };
}

/** One changed file; `overrides` sets what its texts cannot tell, such as modes, class or a former path. */
export function buildFile(
  path: string,
  [before, after]: Versions,
  overrides: Partial<ChangedFile> = {},
): ChangedFile {
  const binary = `${before}${after}`.includes('\0');
  const hunks = binary ? [] : hunksBetween(before ?? '', after ?? '');
  return {
    path,
    oldPath: null,
    status: before === null ? 'added' : after === null ? 'deleted' : 'modified',
    similarity: null,
    oldMode: before === null ? '000000' : '100644',
    newMode: after === null ? '000000' : '100644',
    oldOid: oidOf(before),
    newOid: oidOf(after),
    binary,
    additions: countLines(hunks, '+'),
    deletions: countLines(hunks, '-'),
    class: binary ? 'binary' : 'reviewed',
    classReason: binary ? 'binary' : '',
    risk: 50,
    riskReasons: [],
    hunks,
    ...overrides,
  };
}

/** Reads the texts that a change was built from; null for what is absent or binary. */
export function buildReadText(texts: Texts): ReadText {
  return async (path, side) => {
    const text = Object.hasOwn(texts, path) ? versionsOf(texts[path] ?? null)[side === 'old' ? 0 : 1] : null;
    return text?.includes('\0') ? null : text;
  };
}

const versionsOf = (text: string | Versions | null): Versions =>
  typeof text === 'string' || text === null ? [null, text] : text;

function hunksBetween(before: string, after: string): Hunk[] {
  return structuredPatch('a', 'b', before, after, '', '', { context: 3 }).hunks.map((hunk) => ({
    // Git counts from the line before a side that has none.
    oldStart: hunk.oldStart - (hunk.oldLines === 0 ? 1 : 0),
    oldCount: hunk.oldLines,
    newStart: hunk.newStart - (hunk.newLines === 0 ? 1 : 0),
    newCount: hunk.newLines,
    heading: '',
    body: hunk.lines.join('\n'),
  }));
}

const countLines = (hunks: readonly Hunk[], sign: '+' | '-'): number =>
  hunks.reduce((sum, hunk) => sum + hunk.body.split('\n').filter((line) => line.startsWith(sign)).length, 0);

/** The name git gives to a text as a blob. */
function oidOf(text: string | null): string {
  if (text === null) return '0'.repeat(40);
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
