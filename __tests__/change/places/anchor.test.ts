import { describe, expect, test } from 'vitest';
import { anchorPlace, checkCitation } from '../../../src/change/places/anchor.ts';
import type { ClaimedPlace } from '../../../src/change/places/find-place.ts';
import { openSources } from '../../../src/change/places/sources.ts';
import type { RecordedSources } from '../../../src/model/change/sources.ts';
import { buildChange, buildFile } from '../../helpers/change.ts';

const text = (...lines: string[]) => `${lines.join('\n')}\n`;
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1} of the file`);

const before = [...numbered(30)];
const after = numbered(30).flatMap((line, index) =>
  index === 9 ? ['const total = sum(amounts);'] : index === 19 ? [] : [line],
);
const edited = buildFile('src/edited.ts', [text(...before), text(...after)]);
const deleted = buildFile('src/deleted.ts', [text('const gone = everything();'), null]);
const renamed = buildFile('src/new-name.ts', [text(...before), text(...before, 'one more')], {
  oldPath: 'src/old-name.ts',
  status: 'renamed',
});
const change = buildChange({}, { files: [edited, deleted, renamed] });
const recorded: RecordedSources = {
  resolved: { 'edited.ts': 'src/edited.ts', 'wrong/path.ts': null },
  texts: {
    'new:src/edited.ts': text(...after),
    'old:src/edited.ts': text(...before),
    'old:src/deleted.ts': text('const gone = everything();'),
    'new:src/new-name.ts': text(...before, 'one more'),
    'old:src/old-name.ts': text(...before),
    'new:src/untouched.ts': text('export const untouched = true;', '}', '}'),
  },
};
const sources = openSources(recorded, change);

const anchor = (place: Partial<ClaimedPlace>, from = sources) => {
  const { path, startLine, endLine, side, status, inDiff } = anchorPlace(
    { path: 'src/edited.ts', startLine: null, endLine: null, quote: null, ...place },
    change,
    from,
  );
  return `${path}:${startLine}-${endLine} ${side} ${status} ${inDiff}`;
};

describe('a place without a quote', () => {
  test.each([
    ['a changed line', { startLine: 10, endLine: 10 }, 'src/edited.ts:10-10 new exact changed'],
    ['a line of a hunk', { startLine: 8, endLine: 8 }, 'src/edited.ts:8-8 new exact context'],
    ['a line between hunks', { startLine: 1, endLine: 2 }, 'src/edited.ts:1-2 new exact outside'],
    ['a range that reaches a change', { startLine: 1, endLine: 10 }, 'src/edited.ts:1-10 new exact changed'],
    ['an inverted range', { startLine: 11, endLine: 9 }, 'src/edited.ts:9-11 new exact changed'],
    ['one line only', { startLine: 10 }, 'src/edited.ts:10-10 new exact changed'],
    ['an end beyond the file', { startLine: 28, endLine: 99 }, 'src/edited.ts:28-29 new exact outside'],
    ['lines beyond the file', { startLine: 300, endLine: 301 }, 'src/edited.ts:null-null new file changed'],
    ['a line that only the old side has', { startLine: 30 }, 'src/edited.ts:null-null new file changed'],
    ['the file', {}, 'src/edited.ts:null-null new file changed'],
    ['the old side', { startLine: 20, side: 'old' as const }, 'src/edited.ts:20-20 old exact changed'],
    ['a deleted file', { path: 'src/deleted.ts', startLine: 1 }, 'src/deleted.ts:1-1 old exact changed'],
    ['a bare name', { path: 'edited.ts', startLine: 10 }, 'src/edited.ts:10-10 new exact changed'],
    [
      'an unchanged file',
      { path: 'src/untouched.ts', startLine: 1 },
      'src/untouched.ts:1-1 new exact outside',
    ],
    ['no file at all', { path: 'wrong/path.ts', startLine: 1 }, 'null:null-null new unanchored outside'],
    ['a former name', { path: 'src/old-name.ts', startLine: 30 }, 'src/old-name.ts:30-30 old exact context'],
  ])('%s', (_, place, expected) => {
    expect(anchor(place)).toBe(expected);
  });
});

describe('a quote', () => {
  const quote = 'const total = sum(amounts);';
  test.each([
    [
      'stands where it is said to',
      { startLine: 10, endLine: 10, quote },
      'src/edited.ts:10-10 new exact changed',
    ],
    ['stands within the lines', { startLine: 8, endLine: 14, quote }, 'src/edited.ts:8-14 new exact changed'],
    ['stands elsewhere', { startLine: 25, endLine: 26, quote }, 'src/edited.ts:10-10 new moved changed'],
    [
      'stands in a file with fewer lines',
      { startLine: 400, endLine: 401, quote },
      'src/edited.ts:10-10 new moved changed',
    ],
    ['tells the line alone', { quote }, 'src/edited.ts:10-10 new exact changed'],
    [
      'stands on the old side',
      { startLine: 20, quote: 'line 20 of the file' },
      'src/edited.ts:20-20 old exact changed',
    ],
    [
      'stands nowhere',
      { startLine: 10, quote: 'const total = 0;' },
      'src/edited.ts:null-null new file changed',
    ],
    [
      'is found although the path is wrong',
      { path: 'wrong/path.ts', startLine: 3, quote },
      'src/edited.ts:10-10 new moved changed',
    ],
    [
      'is too common to tell the file',
      { path: 'wrong/path.ts', startLine: 3, quote: '}' },
      'null:null-null new unanchored outside',
    ],
    [
      'is common and far away',
      { path: 'src/untouched.ts', startLine: 40, quote: '}' },
      'src/untouched.ts:null-null new file outside',
    ],
    [
      'is common but near',
      { path: 'src/untouched.ts', startLine: 1, quote: '}' },
      'src/untouched.ts:2-2 new moved outside',
    ],
  ])('%s', (_, place, expected) => {
    expect(anchor(place)).toBe(expected);
  });
});

test('a quote that is mended here and there stands where most of its lines do', () => {
  const quote = (...lines: string[]) => anchor({ startLine: 11, endLine: 13, quote: lines.join('\n') });
  const real = ['line 11 of the file', 'line 12 of the file'];
  expect(quote(...real, 'made up, and quite long')).toBe('src/edited.ts:11-13 new exact context');
  expect(quote(real[0] ?? '', 'made up, and quite long')).toBe('src/edited.ts:null-null new file changed');
  expect(quote('line 28 of the file', 'line 29 of the file', 'made up, and quite long')).toContain(' file ');
});

test('an empty quote is none', () => {
  expect(anchor({ startLine: 10, quote: ' \n' })).toBe('src/edited.ts:10-10 new exact changed');
});

test('takes the hunks for the text where a file could not be read', () => {
  const none = openSources({ resolved: {}, texts: {} }, change);
  expect(anchor({ startLine: 10 }, none)).toBe('src/edited.ts:10-10 new exact changed');
  expect(anchor({ startLine: 1 }, none)).toBe('src/edited.ts:null-null new file changed');
  expect(anchor({ startLine: 2, quote: 'const total = sum(amounts);' }, none)).toBe(
    'src/edited.ts:10-10 new moved changed',
  );
});

test('leaves a quote alone that two changed files hold', () => {
  const twins = buildChange({ 'a.ts': 'const same = identical();\n', 'b.ts': 'const same = identical();\n' });
  const place = { path: 'nowhere.ts', startLine: 1, endLine: 1, quote: 'const same = identical();' };
  const none = { resolved: { 'nowhere.ts': null }, texts: {} };
  expect(anchorPlace(place, twins, openSources(none, twins)).status).toBe('unanchored');
});

describe('a citation', () => {
  const check = (
    path: string | null,
    line: number | null,
    quote: string | null,
    side: 'old' | 'new' | null = null,
  ) => checkCitation({ path, line, quote, side }, sources);
  test.each([
    [
      'at its line',
      check('edited.ts', 10, 'const total = sum(amounts);'),
      { checked: true, path: 'src/edited.ts', line: 10 },
    ],
    [
      'elsewhere',
      check('edited.ts', 2, 'const total = sum(amounts);'),
      { checked: true, path: 'src/edited.ts', line: 10 },
    ],
    [
      'on the old side only',
      check('edited.ts', 20, 'line 20 of the file'),
      { checked: true, path: 'src/edited.ts', line: 20 },
    ],
    [
      'on the wrong side',
      check('edited.ts', 20, 'line 20 of the file', 'new'),
      { checked: false, path: 'src/edited.ts', line: 20 },
    ],
    ['of nothing', check('edited.ts', 10, null), { checked: false, path: 'src/edited.ts', line: 10 }],
    ['of a brace', check('src/untouched.ts', 2, '}'), { checked: false, path: 'src/untouched.ts', line: 2 }],
    [
      'made up',
      check('edited.ts', 10, 'const total = average(amounts);'),
      { checked: false, path: 'src/edited.ts', line: 10 },
    ],
    [
      'in no file',
      check('wrong/path.ts', 10, 'const total = sum(amounts);'),
      { checked: false, path: 'wrong/path.ts', line: 10 },
    ],
    [
      'without a path',
      check(null, null, 'const total = sum(amounts);'),
      { checked: false, path: '', line: null },
    ],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
