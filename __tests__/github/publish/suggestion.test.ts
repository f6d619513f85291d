import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InlineComment } from '../../../src/github/api/client.ts';
import { inlineComments } from '../../../src/github/publish/inline-comments.ts';
import { markerOf } from '../../../src/github/rounds/marker.ts';
import { buildChange } from '../../helpers/change.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { gitEnvironment, temporaryDirectory } from '../../helpers/repository.ts';

const path = 'src/queue.ts';

/** The comment on a finding at some lines of the head whose fix is this patch. */
function commentOn(base: string, head: string, patch: string, lines: readonly [number, number], at = path) {
  const [startLine, endLine] = lines;
  const anchor = { path, startLine, endLine, side: 'new', status: 'exact', inDiff: 'changed' } as const;
  const finding = findingOf({ anchor, fix: { text: 'Like this:', patch } });
  const change = buildChange({ [at]: [base, head] });
  return inlineComments(reportOf({ findings: [finding] }), change, markerOf('job'))[0]?.comment;
}

/** The lines that a comment's suggestion holds, by CommonMark's rules of fences alone; null without one. */
function suggestedIn(body: string): string[] | null {
  const lines = body.split('\n');
  const open = lines.findIndex((line) => /^`{3,}suggestion$/.test(line));
  if (open < 0) return null;
  const ticks = lines[open]?.replace('suggestion', '') ?? '';
  const close = lines.findIndex(
    (line, index) => index > open && /^ {0,3}`+ *$/.test(line) && line.trim().length >= ticks.length,
  );
  return lines.slice(open + 1, close);
}

/** What GitHub makes of a file: the lines of the comment give way to those of its suggestion, and end as they did. */
function commit(file: string, { startLine, line, body }: InlineComment): string | null {
  const suggested = suggestedIn(body);
  if (suggested === null) return null;
  const lines = file.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const first = startLine ?? line;
  const replaced = lines.slice(first - 1, line);
  expect(replaced).toHaveLength(line - first + 1);
  const end = replaced[0]?.endsWith('\r\n') ? '\r\n' : '\n';
  const isOpen = !replaced.at(-1)?.endsWith('\n');
  const fresh = suggested.map((text, index) => text + (isOpen && index === suggested.length - 1 ? '' : end));
  return [...lines.slice(0, first - 1), ...fresh, ...lines.slice(line)].join('');
}

/** A patch between two texts as git writes it, and the text that git makes with it. */
interface Patched {
  readonly patch: string;
  readonly made: string;
}

/** One child for all of them: a fork of a test's big process costs more than what git does in it. */
const patchAll = `for each in */; do
  cd "$each"
  git diff --no-index "-U$(cat context)" file wanted >patch
  sed -i -e 1,2d -e 's,^+++ b/wanted,+++ b/file,' patch
  git apply --whitespace=nowarn --unidiff-zero patch || exit 1
  cd ..
done`;

function patchWithGit(
  texts: readonly { readonly head: string; readonly wanted: string; readonly context: number }[],
): Patched[] {
  const folder = temporaryDirectory();
  const names = texts.map((_, index) => join(folder, String(index)));
  for (const [index, { head, wanted, context }] of texts.entries()) {
    const name = names[index] ?? '';
    mkdirSync(name);
    writeFileSync(join(name, 'file'), head);
    writeFileSync(join(name, 'wanted'), wanted);
    writeFileSync(join(name, 'context'), String(context));
  }
  execFileSync('/bin/sh', ['-c', patchAll], { cwd: folder, env: gitEnvironment });
  return names.map((name) => ({
    patch: readFileSync(join(name, 'patch'), 'utf8').replaceAll(/^(--- a|\+\+\+ b)\/file$/gm, `$1/${path}`),
    made: readFileSync(join(name, 'file'), 'utf8'),
  }));
}

const code = fc.constantFrom(
  ...['', '', '  ', '\tawait take();', 'return job;', 'const s = `a`;', '```js', '````', '``` suggestion'],
  ...['- item', '+ plus', '--- a', '+++ b', '@@ -1 +1 @@', '\\ No', '<!-- x -->', '@user', 'ünïcode 😀', '}'],
);
const edit = fc.record({
  at: fc.nat({ max: 14 }),
  deleted: fc.nat({ max: 3 }),
  added: fc.array(fc.oneof(code, fc.string({ maxLength: 12, unit: 'grapheme-ascii' })), { maxLength: 4 }),
});
const seldom = fc.nat({ max: 9 }).map((number) => number === 0);
const scenes = fc.record({
  lines: fc.array(code, { minLength: 3, maxLength: 15 }),
  edits: fc.oneof({ weight: 3, arbitrary: fc.tuple(edit) }, { weight: 1, arbitrary: fc.tuple(edit, edit) }),
  isCrlf: fc.boolean(),
  isOpen: seldom,
  changesEnd: seldom,
  context: fc.integer({ min: 1, max: 3 }),
  withReturns: fc.boolean(),
});

/** A file, the same without some of its lines, and what an edit makes of it. */
function textsOf({ lines: plain, edits, isCrlf, isOpen, changesEnd, context }: Scene) {
  const write = (lines: readonly string[], open: boolean) =>
    lines
      .map((line, index) => line + (open && index === lines.length - 1 ? '' : isCrlf ? '\r\n' : '\n'))
      .join('');
  // Numbered, so that most lines stand once.
  const lines = plain.map((line, index) => (index % 4 === 3 ? line : `${line} // ${index}`));
  const wanted = edits.reduce<string[]>(
    (all, { at, deleted, added }) => all.toSpliced(Math.min(at, all.length), deleted, ...added),
    lines,
  );
  const base = write(
    lines.filter((_, index) => index % 3 > 0),
    false,
  );
  return { base, head: write(lines, isOpen), wanted: write(wanted, isOpen !== changesEnd), context };
}
type Scene = typeof scenes extends fc.Arbitrary<infer Each> ? Each : never;

test('a suggestion that is committed gives exactly the file that git makes with the patch, whatever either holds', () => {
  const all = fc
    .sample(scenes, { numRuns: 320, seed: 18 })
    .map((scene) => ({ ...scene, ...textsOf(scene) }))
    .filter(({ head, wanted }) => head !== wanted && wanted !== '');
  const patched = patchWithGit(all);
  let count = 0;
  for (const [index, { base, head, wanted, withReturns }] of all.entries()) {
    const { patch: exact = '', made } = patched[index] ?? {};
    expect(made).toBe(wanted);
    const patch = withReturns ? exact : exact.replaceAll('\r\n', '\n');
    const start = Number(/@@ -(\d+)/.exec(exact)?.[1] ?? 1);
    const comment = commentOn(base, head, patch, [start, start]);
    const committed = comment === undefined ? null : commit(head, comment);
    if (committed === null) continue;
    count++;
    expect(committed, patch).toBe(wanted);
  }
  console.log(`Suggestions: ${count} of ${all.length} patches`);
  expect(count).toBeGreaterThan(200);
});

describe('what is not offered', () => {
  const base = 'a\nb\nc\nd\n';
  const head = 'a\nB\nc\nd\n';
  const offered = (patch: string, lines: readonly [number, number] = [2, 2], text = head, from = base) =>
    suggestedIn(commentOn(from, text, patch, lines)?.body ?? '');

  test('an insertion replaces the line that it stands behind or before', () => {
    expect(offered(' B\n+x\n c')).toEqual(['B', 'x']);
    expect(offered('+x\n a\n')).toEqual(['x', 'a']);
    expect(offered('+x\n')).toBeNull();
  });

  const far = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const farHead = [...far.slice(0, 2), 'NEW', ...far.slice(2)].join('\n');
  test.each<[string, string[] | null]>([
    ['of two stretches', offered('@@ -1 +1 @@\n-a\n+A\n@@ -3 +3 @@\n-c\n+C\n')],
    ['of another file', offered('--- a/x\n+++ b/x\n@@ -2 +2 @@\n-B\n+x\n')],
    ['of lines that stand twice', offered('-x\n+y', [1, 1], 'x\nx\n', 'x\n')],
    ['of lines that are not there', offered('-Q\n+y')],
    ['that says nothing', offered('')],
    ['that ends a last line', offered('-d\n\\ No newline at end of file\n+d\n', [4, 4], 'a\nB\nc\nd')],
    ['of a last line that nothing ends', offered('-d\n+D\n', [4, 4], 'a\nB\nc\nd')],
    ['that changes line ends', offered('-B\r\n+B\n', [2, 2], head.replaceAll('\n', '\r\n'))],
    ['of lines that end in two ways', offered(' a\n-B\n+x', [2, 2], 'a\nB\r\nc\nd\n')],
    ['that hides what it writes', offered('-B\n+x \u202E y')],
    [
      'of a place far from the finding, and from where it says',
      offered('@@ -300 +300 @@\n-line 0\n+x', [6, 6], `${farHead}\n`, `${far.join('\n')}\n`),
    ],
  ])('a patch %s', (_, lines) => {
    expect(lines).toBeNull();
  });

  test('a block of an agent in its words is shown under another word', () => {
    const finding = findingOf({
      anchor: { path, startLine: 2, endLine: 2, side: 'new', status: 'exact', inDiff: 'changed' },
      explanation: 'Do this:\n\n```suggestion\nrm -rf /\n```\n\n````Suggestion\nrm\n````',
      fix: { text: '~~~suggestion\nrm\n~~~', patch: null },
    });
    const change = buildChange({ [path]: [base, head] });
    const [only] = inlineComments(reportOf({ findings: [finding] }), change, markerOf('job'));
    expect(only?.comment.body).toContain('rm -rf /');
    expect(only?.comment.body).not.toMatch(/^ *[`~]{3,} *suggestion/im);
  });
});
