import type { Check, CheckFinding } from '../check.ts';
import type { FileView } from '../view/file-view.ts';
import { extensionOf, isDocument, isFixture, languageOf } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Lines 1-based; `end` and `middle` are null for a marker without its partners. */
interface Conflict {
  readonly start: number;
  readonly end: number | null;
}

/** Reports merges that were committed with their conflict markers. */
export const conflictMarkers: Check = {
  scope: 'file',
  name: 'conflict-markers',
  about: 'Conflict markers of an unfinished merge.',
  async *inspect(file) {
    if (!/^(?:(?:<{7}|>{7}) \S|={7}\r?$)/m.test(file.addedText)) return;
    if (isFixture(file.path) || ['diff', 'patch', 'eml', 'mbox'].includes(extensionOf(file.path))) return;
    const text = await file.read('new');
    if (text === null) return;
    const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
    yield* loneSeparators(file, lines);
    for (const { start, end } of findConflicts(lines, isDocument(file.path))) {
      if (!file.isAdded(start) && !(end !== null && file.isAdded(end))) continue;
      if ((await file.syntaxAt(start, 0)) === 'literal') continue;
      const isWhole = end !== null;
      yield {
        severity: isWhole && !isDocument(file.path) ? 'critical' : 'important',
        kind: 'regression',
        title: isWhole ? 'Unresolved merge conflict' : 'Left-over merge conflict marker',
        path: file.path,
        line: start,
        endLine: end ?? start,
        quote: quoteLine(lines[start - 1] ?? ''),
        explanation: isWhole
          ? 'Both sides of a merge conflict are committed together with the markers git put around them, so the file holds neither.'
          : 'A marker that git writes around a merge conflict is committed as part of the file.',
        fix: 'Resolve the conflict: keep the lines that are meant and remove the markers.',
      };
    }
  },
  examples: {
    reports: [
      {
        change: { 'src/a.ts': 'let a;\n<<<<<<< HEAD\na = 1;\n=======\na = 2;\n>>>>>>> topic\n' },
        at: ['src/a.ts:2'],
        severity: 'critical',
      },
      {
        change: { 'src/a.py': ['a = 1\n', 'a = 1\n>>>>>>> 1a2b3c4d (Add a)\n'] },
        at: ['src/a.py:2'],
        severity: 'important',
      },
      { change: { 'a.ts': ['f();\n', 'f();\n=======\ng();\n'] }, at: ['a.ts:2'], severity: 'important' },
      {
        change: { 'notes.md': 'x\r\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> topic\r\n' },
        at: ['notes.md:2'],
        severity: 'important',
      },
    ],
    ignores: [
      { 'a.py': '"""\nTitle\n=======\n"""\n' },
      { 'docs/merging.md': 'Like this:\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n```\n' },
      { 'title.rst': 'Heading\n=======\n\n>>>>>>> quoted mail\n' },
      { 'merge.test.js': 'const text = `\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n`;\n' },
      { 'test/fixtures/conflict.txt': '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n' },
      { 'shift.c': 'x = a\n<<<<<<<b;\n' },
    ],
  },
};

/** Separators that are left in code alone, where nothing else can be meant. */
async function* loneSeparators(file: FileView, lines: readonly string[]): AsyncGenerator<CheckFinding> {
  if (languageOf(file.path) === null || lines.some((line) => /^(?:<{7}|>{7}) \S/.test(line))) return;
  for (const { line } of file.search(/^={7}\r?$/gm)) {
    if ((await file.syntaxAt(line, 0)) !== 'code') continue;
    yield {
      severity: 'important',
      kind: 'regression',
      title: 'Left-over merge conflict marker',
      path: file.path,
      line,
      quote: '=======',
      explanation:
        'The line that git writes between the sides of a merge conflict is committed as part of the code.',
      fix: 'Resolve the conflict: keep the lines that are meant and remove the marker.',
    };
  }
}

/** Whole conflicts, and, outside of prose, single markers with the label git gives them. */
function findConflicts(lines: readonly string[], isProse: boolean): Conflict[] {
  const conflicts: Conflict[] = [];
  let start: number | null = null;
  let hasMiddle = false;
  let isFenced = false;
  const leave = () => {
    if (start !== null && !isProse) conflicts.push({ start, end: null });
    start = null;
    hasMiddle = false;
  };
  lines.forEach((line, index) => {
    if (isProse && /^ {0,3}(```|~~~|\.\. code|\.\. parsed-literal)/.test(line)) isFenced = !isFenced;
    if (isFenced) return;
    if (/^<{7} \S/.test(line)) {
      leave();
      start = index + 1;
    } else if (/^={7}$/.test(line) && start !== null) {
      hasMiddle = true;
    } else if (/^>{7} \S/.test(line)) {
      if (start !== null && hasMiddle) conflicts.push({ start, end: index + 1 });
      else if (!isProse && singleEnd.test(line)) conflicts.push({ start: index + 1, end: null });
      start = null;
      hasMiddle = false;
    }
  });
  leave();
  return conflicts;
}

/** The label behind `>>>>>>>`: a commit, or a branch and nothing more. */
const singleEnd = /^>{7} (?:[0-9a-f]{7,40}\b.*|[\w./-]+)$/;
