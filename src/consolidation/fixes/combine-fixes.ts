import { createTwoFilesPatch } from 'diff';
import { applyHunks } from '../../change/patches/apply-patch.ts';
import { type PatchHunk, readPatch } from '../../change/patches/read-patch.ts';
import { quotePath } from '../../change/places/quote-path.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';

/** The text of a file of the head; null where there is none, `unknown` where it is binary, no UTF-8 or not at hand. */
export type TextOf = (path: string) => string | 'unknown' | null;

/** What became of one finding's patch. */
export interface FixOutcome {
  readonly id: string;
  readonly title: string;
  /** Its script passed with the patch. */
  readonly isProven: boolean;
  /** Why it is not in the patch; null where it is. */
  readonly trouble: string | null;
}

/** Patches of findings as one. */
export interface CombinedFixes {
  /** What `git apply` takes, with git's headers; empty where nothing applies. */
  readonly patch: string;
  readonly outcomes: readonly FixOutcome[];
}

/** The files that a finding's patch is for. */
export const patchedPaths = (finding: ReportFinding): string[] => [...hunksByPath(finding).keys()];

/** Puts the patches of findings into the files of the head, one after the other; one that does not fit any more is left out, whole. */
export function combineFixes(findings: readonly ReportFinding[], textOf: TextOf): CombinedFixes {
  const before = new Map<string, string | null>();
  const after = new Map<string, string>();
  const outcomes: FixOutcome[] = [];
  for (const finding of findings) {
    const hunks = hunksByPath(finding);
    const applied = applyAll(hunks, (path) => after.get(path) ?? textOf(path), finding);
    const isDone = applied instanceof Map;
    if (isDone)
      for (const [path, text] of applied) {
        if (!before.has(path)) before.set(path, textOf(path));
        after.set(path, text);
      }
    outcomes.push({
      id: finding.id,
      title: finding.title,
      isProven: finding.fix?.proven === true,
      trouble: isDone ? null : applied,
    });
  }
  const parts = [...after].map(([path, text]) => patchOf(path, before.get(path) ?? null, text));
  return { patch: parts.join(''), outcomes };
}

/** Git refuses such paths, and so do we. */
const isSafe = (path: string): boolean =>
  !path.startsWith('/') &&
  !path.split(/[/\\]/).some((part) => part === '..' || part.toLowerCase() === '.git');

function hunksByPath({ fix, anchor }: ReportFinding): Map<string, PatchHunk[]> {
  const byPath = new Map<string, PatchHunk[]>();
  for (const hunk of readPatch(fix?.patch ?? '')) {
    const path = hunk.path ?? anchor.path ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), hunk]);
  }
  return byPath;
}

function applyAll(
  hunks: ReadonlyMap<string, readonly PatchHunk[]>,
  textOf: TextOf,
  { anchor }: ReportFinding,
): Map<string, string> | string {
  const texts = new Map<string, string>();
  if (hunks.size === 0) return 'it changes nothing';
  for (const [path, ofFile] of hunks) {
    if (!isSafe(path)) return `"${path}" is no path of the repository`;
    const text = textOf(path);
    if (text === 'unknown') return `${path} is no text, or was not read`;
    if (text === null) {
      const isNew = ofFile.every(({ lines }) => lines.every(({ kind }) => kind === 'added'));
      if (!isNew) return `${path} is not at the head`;
      texts.set(path, ofFile.flatMap(({ lines }) => lines.map((line) => `${line.text}\n`)).join(''));
      continue;
    }
    const nearLine = anchor.path === path && anchor.side === 'new' ? (anchor.startLine ?? 1) - 1 : 0;
    const applied = applyHunks(text, ofFile, nearLine);
    if ('trouble' in applied) return `${path}: ${applied.trouble}`;
    texts.set(path, applied.text);
  }
  return texts;
}

function patchOf(path: string, before: string | null, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
  const isNew = before === null;
  const body = createTwoFilesPatch(
    isNew ? '/dev/null' : old,
    fresh,
    before ?? '',
    after,
    undefined,
    undefined,
    {
      context: 3,
    },
  );
  const hunks = body.slice(body.indexOf('--- '));
  return `diff --git ${old} ${fresh}\n${isNew ? 'new file mode 100644\n' : ''}${hunks}`;
}
