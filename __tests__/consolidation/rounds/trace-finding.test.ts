import { describe, expect, test } from 'vitest';
import { openSources } from '../../../src/change/places/sources.ts';
import { citeCode } from '../../../src/consolidation/rounds/cite-code.ts';
import { traceFinding, traceGone } from '../../../src/consolidation/rounds/trace-finding.ts';
import type { Anchor } from '../../../src/model/change/anchor.ts';
import type { ChangedFile } from '../../../src/model/change/change.ts';
import type { CitedCode } from '../../../src/model/report/report-schema.ts';
import { buildChange, buildFile, type Texts } from '../../helpers/change.ts';
import { recordTexts } from '../../helpers/recording.ts';
import { findingOf } from '../../helpers/report.ts';

/** Both ends of a change; further files are such as texts cannot tell. */
function endsOf(texts: Texts, files: readonly ChangedFile[] = []) {
  const change = buildChange(texts);
  const whole = { ...change, files: [...change.files, ...files] };
  return { change: whole, sources: openSources({ resolved: {}, texts: recordTexts(texts) }, whole) };
}

const anchorAt = (
  path: string,
  lines: readonly [number, number] | null,
  side: Anchor['side'] = 'new',
): Anchor => ({
  path,
  startLine: lines?.[0] ?? null,
  endLine: lines?.[1] ?? null,
  side,
  status: lines === null ? 'file' : 'exact',
  inDiff: 'changed',
});

/** What becomes of a finding between two heads: its state and where it stands then. */
function become(anchor: Anchor, before: ReturnType<typeof endsOf>, after: ReturnType<typeof endsOf>): string {
  const cited = citeCode(anchor, before, true);
  const { state, anchor: now } = traceFinding(findingOf({ anchor, cited }), after);
  return `${state}${state === 'open' ? ` ${now.path}:${now.startLine}` : ''}`;
}

const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const base = text('export function a(queue) {', '  return queue;', '}', '', 'export const version = 1;');
const flaw = '  return close(queue);';
const flawed = base.replace('  return queue;', flaw);
const path = 'src/a.js';
const first = endsOf({ [path]: [base, flawed] });
const line2 = anchorAt(path, [2, 2]);

describe('lines at the head', () => {
  const other = text('export function other(queue) {', flaw, '}');
  const cases: [string, string, ReturnType<typeof endsOf>][] = [
    ['stay', 'open src/a.js:2', first],
    ['stay while another file changes', 'open src/a.js:2', endsOf({ [path]: [base, flawed], 'b.js': 'b\n' })],
    ['move down', 'open src/a.js:4', endsOf({ [path]: [base, `// A\n// B\n${flawed}`] })],
    [
      'move to the end',
      'open src/a.js:6',
      endsOf({
        [path]: [base, text('export const version = 1;', '', 'let x;', '', 'f(() => {', flaw, '})')],
      }),
    ],
    ['are indented', 'open src/a.js:2', endsOf({ [path]: [base, flawed.replace(flaw, `    ${flaw}`)] })],
    ['get a comment', 'open src/a.js:2', endsOf({ [path]: [base, flawed.replace(flaw, `${flaw} // seen`)] })],
    ['are replaced', 'fixed', endsOf({ [path]: [base, flawed.replace(flaw, '  return drain(queue);')] })],
    [
      'are guarded on their own line',
      'fixed',
      endsOf({ [path]: [base, flawed.replace(flaw, `  if (queue.done) ${flaw}`)] }),
    ],
    ['go, and the file ends before them', 'fixed', endsOf({ [path]: [base, 'export const a = 1;\n'] })],
    ['go with their file', 'fixed', endsOf({ [path]: [base, null] })],
    ['go with the whole change of it', 'fixed', endsOf({ [path]: [base, base], 'b.js': 'b\n' })],
    [
      'are in a file that was renamed since',
      'open src/b.js:2',
      endsOf({ 'src/b.js': flawed, [path]: [base, null] }),
    ],
    [
      'are in a file that the change renames',
      'open src/b.js:2',
      endsOf({ 'src/b.js': [null, flawed] }, [buildFile(path, [base, null])]),
    ],
    [
      'are moved to another file',
      'open src/c.js:2',
      endsOf({ [path]: [base, 'export {};\n'], 'src/c.js': ['x\n', text('x', flaw)] }),
    ],
    [
      'are on another base',
      'open src/a.js:2',
      endsOf({ [path]: [`${base}// more\n`, `${flawed}// more\n`] }),
    ],
    ['go, and were never elsewhere', 'fixed', endsOf({ [path]: [base, `${base}// more\n`], 'b.js': 'b\n' })],
  ];
  test.each(cases)('that %s: %s', (_, expected, after) => {
    expect(become(line2, first, after)).toBe(expected);
  });

  test('are told from the same lines elsewhere in their file', () => {
    const twice = endsOf({ [path]: [base, flawed + other] });
    expect(become(line2, twice, twice)).toBe('open src/a.js:2');
    expect(become(line2, twice, endsOf({ [path]: [base, base.replace('1', '2') + other] }))).toBe('fixed');
    expect(become(anchorAt(path, [7, 7]), twice, endsOf({ [path]: [base, flawed] }))).toBe('fixed');
    expect(become(line2, twice, endsOf({ [path]: [base, other + flawed] }))).toBe('open src/a.js:5');
  });

  test('are told from the same lines in another file', () => {
    const two = endsOf({ [path]: [base, flawed], 'src/b.js': other });
    expect(become(line2, two, endsOf({ [path]: [base, `${base}\n`], 'src/b.js': other }))).toBe('fixed');
    expect(become(line2, two, endsOf({ 'src/z.js': flawed, [path]: [base, null], 'src/b.js': other }))).toBe(
      'open src/z.js:2',
    );
  });

  test('that say little are told by what is around them', () => {
    const guards = (...names: readonly string[]) =>
      names.map((name) => text(`function ${name}(job) {`, '  return;', '}')).join('');
    const many = endsOf({ [path]: [base, guards('first', 'second', 'third')] });
    const second = anchorAt(path, [5, 5]);
    expect(become(second, many, endsOf({ [path]: [base, guards('zero', 'first', 'second', 'third')] }))).toBe(
      'open src/a.js:8',
    );
    expect(become(second, many, endsOf({ [path]: [base, guards('first', 'third')] }))).toBe('fixed');
    expect(
      become(second, many, endsOf({ 'src/b.js': guards('first', 'second', 'third'), [path]: [base, null] })),
    ).toBe('open src/b.js:5');
  });

  test('of which most are as they were count on, until most are not', () => {
    const lines = ['  const job = queue.shift();', '  log.info("taken", job);', '  return job.payload;'];
    const range = endsOf({ [path]: [base, text('f() {', ...lines, '}')] });
    const range3 = anchorAt(path, [2, 4]);
    const next = (changed: readonly string[]) => endsOf({ [path]: [base, text('f() {', ...changed, '}')] });
    expect(become(range3, range, next(lines.with(1, '  log.debug("taken", job);')))).toBe('unknown');
    expect(become(range3, range, next(lines.with(1, '  a();').with(0, '  const job = queue.lease();')))).toBe(
      'fixed',
    );
  });

  test('of a file that cannot be read count on', () => {
    const change = buildChange({ [path]: [base, flawed] });
    const file = buildFile(path, [base, `${flawed}\0`]);
    const unread = { ...change, files: [file] };
    const sources = openSources({ resolved: {}, texts: {} }, unread);
    expect(become(line2, first, { change: unread, sources })).toBe('unknown');
  });
});

describe('lines that the change takes out', () => {
  const check = '  assertOpen(queue);';
  const checked = base.replace('  return queue;', `${check}\n  return queue;`);
  const without = endsOf({ [path]: [checked, base] });
  const old2 = anchorAt(path, [2, 2], 'old');
  test.each<[string, string, ReturnType<typeof endsOf>]>([
    ['stay out', 'open src/a.js:2', without],
    [
      'stay out on another base',
      'open src/a.js:3',
      endsOf({ [path]: [`// Hi\n${checked}`, `// Hi\n${base}`] }),
    ],
    ['come back', 'fixed', endsOf({ [path]: [checked, `${checked}// more\n`] })],
    ['come back with the whole file', 'fixed', endsOf({ [path]: [checked, checked], 'b.js': 'b\n' })],
    [
      'come back elsewhere',
      'fixed',
      endsOf({ [path]: [checked, base.replace('export const', `${check}\nexport const`)] }),
    ],
    ['are gone from the base too', 'fixed', endsOf({ [path]: [base, `${base}// more\n`] })],
  ])('and %s: %s', (_, expected, after) => {
    expect(become(old2, without, after)).toBe(expected);
  });
});

describe('a whole file', () => {
  const long = text(
    ...Array.from({ length: 30 }, (_, index) => `export const entry${index} = lookUp("${index}");`),
  );
  const whole = anchorAt(path, null);
  const added = endsOf({ [path]: long });
  test.each<[string, string, ReturnType<typeof endsOf>]>([
    ['that stays', 'open src/a.js:null', endsOf({ [path]: `${long}more();\n` })],
    ['under another name', 'open lib/b.js:null', endsOf({ 'lib/b.js': long.replace('entry3 ', 'entry_3 ') })],
    ['that is gone', 'fixed', endsOf({ 'b.js': 'b\n' })],
    ['that is as at the base again', 'fixed', endsOf({ [path]: [long, long], 'b.js': 'b\n' })],
  ])('%s: %s', (_, expected, after) => {
    expect(become(whole, added, after)).toBe(expected);
  });

  test('that the change deletes is open until it is back', () => {
    const gone = anchorAt(path, null, 'old');
    const deleted = endsOf({ [path]: [long, null] });
    expect(become(gone, deleted, deleted)).toMatch(/^open/);
    expect(become(gone, deleted, endsOf({ [path]: [long, long], 'b.js': 'b\n' }))).toBe('fixed');
  });
});

describe('code that was gone', () => {
  const back = (anchor: Anchor, then: ReturnType<typeof endsOf>, now: ReturnType<typeof endsOf>) =>
    traceGone(findingOf({ anchor, cited: citeCode(anchor, then, true) }), now).state !== 'fixed';
  const other = text('function other(queue) {', flaw, '}');
  const guard = text('export function a(queue) {', '  return;', '}', '', 'export const version = 1;');
  const guarded = endsOf({ [path]: [base, guard] });
  const range = endsOf({ [path]: [base, text('f() {', '  const job = queue.shift();', flaw, '}')] });
  test.each<[string, boolean, Anchor, ReturnType<typeof endsOf>, ReturnType<typeof endsOf>]>([
    ['as it was', true, line2, first, first],
    ['in another place', true, line2, first, endsOf({ [path]: [base, `// A\n\n${flawed}`] })],
    ['in a renamed file', true, line2, first, endsOf({ 'b.js': flawed, [path]: [base, null] })],
    ['amid other code', false, line2, first, endsOf({ [path]: [base, base + other] })],
    ['in part', false, anchorAt(path, [2, 3]), range, endsOf({ [path]: [base, text('f() {', flaw, '}')] })],
    ['though it says little', true, line2, guarded, guarded],
    [
      'by chance',
      false,
      line2,
      guarded,
      endsOf({ [path]: [base, `${base}${text('function b(queue) {', '  return;', '}')}`] }),
    ],
    ['with its file', true, anchorAt(path, null), first, first],
    ['in another file of that name', false, anchorAt(path, null), first, endsOf({ [path]: 'let x = 1;\n' })],
  ])('is back %s: %s', (_, expected, anchor, then, now) => {
    expect(back(anchor, then, now)).toBe(expected);
  });
});

test('what points at no file counts on', () => {
  const nowhere: Anchor = { ...line2, path: null, startLine: null, endLine: null, status: 'unanchored' };
  expect(become(nowhere, first, first)).toBe('unknown');
});

test('a file of which nothing was recorded is gone with its lines, and else code cannot tell', () => {
  const become = (files: readonly ChangedFile[], anchor = line2) =>
    traceFinding(findingOf({ anchor, cited: null }), endsOf({}, files)).state;
  const outside = { ...line2, inDiff: 'outside' } as const;
  expect(become([buildFile(path, ['a\n', 'b\n'])])).toBe('unknown');
  expect(become([buildFile('src/b.js', ['a\n', 'b\n'], { oldPath: path, status: 'renamed' })])).toBe(
    'unknown',
  );
  expect(become([buildFile(path, ['a\n', null])])).toBe('fixed');
  expect(become([])).toBe('fixed');
  expect(become([], outside)).toBe('unknown');
  expect(become([buildFile(path, ['a\n', null])], anchorAt(path, [2, 2], 'old'))).toBe('unknown');
});

describe('code that nobody could read, whose file is gone', () => {
  const unread = (
    files: readonly ChangedFile[],
    lastPaths: readonly string[],
    cited: CitedCode | null = null,
  ) =>
    traceFinding(findingOf({ anchor: cited === null ? line2 : anchorAt(path, null), cited }), {
      ...endsOf({}, files),
      lastPaths: new Set(lastPaths),
    });
  const deleted = buildFile(path, ['a\n', null]);
  const fresh = buildFile('lib/b.js', [null, 'a\n']);
  const large = buildFile('lib/large.js', [null, 'a\n'], { hunks: [], additions: 9_000 });
  const whole = { before: [], lines: [], after: [], isWhole: true, copies: 0 };

  test.each<[string, string, readonly ChangedFile[], readonly string[]]>([
    ['nothing of its kind came', 'fixed src/a.js', [deleted, buildFile('b.css', [null, 'a\n'])], [path]],
    ['what is like it was there before', 'fixed src/a.js', [deleted, fresh], [path, 'lib/b.js']],
    ['a file of its kind came', 'unknown lib/b.js', [deleted, fresh], [path]],
    ['several came: one that is not shown first', 'unknown lib/large.js', [deleted, fresh, large], [path]],
    ['the change does not have it any more', 'unknown lib/b.js', [fresh], [path]],
  ])('counts on where it may have moved to; %s: %s', (_, expected, files, lastPaths) => {
    for (const cited of [null, whole]) {
      const { state, anchor } = unread(files, lastPaths, cited);
      expect(`${state} ${anchor.path}`).toBe(expected);
    }
  });
});
