import { expect, test } from 'vitest';
import type { ToolUse } from '../../../src/agents/adapter/tool-uses.ts';
import { readingsOf } from '../../../src/agents/runs/readings.ts';
import { writeBriefs } from '../../../src/brief/reviewer/write-briefs.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { buildChange } from '../../helpers/change.ts';

const lines = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `const ${name}${index} = ${index};\n`);
const [one, two] = [lines('one', 40), lines('two', 40)];
const change = buildChange({
  'src/one.ts': one.join(''),
  'src/two.ts': [two.join(''), two.with(2, 'changed();\n').with(30, 'changed too();\n').join('')],
  'src/gone.ts': ['const old = 1;\n', null],
});
const limits = { 'inline-bytes': 1_000 };
const [brief] = writeBriefs(change, configurationSchema.parse({ limits }), {
  instructions: '',
  previous: null,
});
const patch = brief?.files['change.diff'] ?? '';

const use = (overrides: Partial<ToolUse>): ToolUse => ({
  path: null,
  asked: '',
  result: 'shown',
  lines: null,
  longestLine: null,
  pieces: null,
  ...overrides,
});
const diff = '/w/.deep-review/change.diff';
const read = (...uses: Partial<ToolUse>[]) =>
  brief
    ? Object.fromEntries(
        readingsOf(uses.map(use), brief, '/w').map(({ path, shown }) => [path.slice(4, -3), shown]),
      )
    : null;
const whole = { one: 'whole', two: 'whole', gone: 'whole' };
const lineCount = patch.split('\n').length - 1;

test('The whole diff shows every file, in one piece or in several, in any order', () => {
  expect(read({ path: diff })).toEqual(whole);
  expect(read({ path: diff, lines: [30, lineCount] }, { path: diff, lines: [1, 35] })).toEqual(whole);
  expect(read({ path: diff, lines: [1, 20] }, { path: diff, lines: [22, lineCount] })).not.toHaveProperty(
    'one',
  );
});

test('A file shows what its lines hold of the change, and a deleted one nothing', () => {
  expect(read({ path: 'src/one.ts' }, { path: '/w/src/two.ts' })).toEqual({ one: 'whole', two: 'whole' });
  expect(read({ path: 'src/two.ts', lines: [1, 20] })).toEqual({ two: 'part' });
  expect(read({ path: 'src/gone.ts', result: 'error', pieces: ['No such file'] })).toEqual({
    gone: 'refused',
  });
});

test('What failed or was never sent shows nothing; a file denied each time was refused', () => {
  expect(read({ path: diff, result: 'error' }, { path: diff, result: 'nothing' })).toEqual({});
  const denied = { path: 'src/one.ts', result: 'error', pieces: ['Ignored by .aiignore'] } as const;
  expect(read(denied)).toEqual({ one: 'refused' });
  expect(read(denied, { path: diff })).toEqual(whole);
  expect(read({ ...denied, pieces: ['File too large to read at once'] })).toEqual({});
});

test('A file that a shell did not find or may not read was refused, unless it was shown otherwise', () => {
  const denial =
    "sed: can't read /w/src/one.ts: No such file or directory\ncat: src/two.ts: Permission denied\n";
  expect(read({ asked: 'cat', pieces: [denial] })).toEqual({ one: 'refused', two: 'refused' });
  expect(read({ asked: 'cat', pieces: [denial] }, { path: diff })).toEqual(whole);
  const ofElsewhere = 'cat: lib/src/one.ts: No such file or directory\n+cat: src/two.ts: Permission denied\n';
  expect(read({ asked: 'git diff', pieces: [ofElsewhere] })).toEqual({});
});

test('A tool that shortens lines has not shown those that are longer', () => {
  expect(read({ path: diff, longestLine: 10 })).toEqual({});
  expect(read({ path: diff, longestLine: 2_000 })).toEqual(whole);
});

test('What a command printed counts as far as it was not cut', () => {
  const asked = 'cat .deep-review/change.diff';
  expect(read({ asked, pieces: [patch] })).toEqual(whole);
  const middle = patch.indexOf('const one20');
  const cut = [patch.slice(0, middle), patch.slice(patch.indexOf('diff --git', 10) - 30)];
  expect(read({ asked, pieces: cut })).not.toHaveProperty('one');
});

test('What a command printed of a file that it names is found line by line, with numbers or without', () => {
  const numbered = one.map((line, index) => `    ${index + 1}\t${line}`).join('');
  expect(read({ asked: 'nl -ba src/one.ts', pieces: [numbered] })).toEqual({ one: 'whole' });
  expect(read({ asked: 'sed -n 1,10p src/one.ts', pieces: [one.slice(0, 10).join('')] })).toEqual({});
  expect(read({ asked: 'cat elsewhere', pieces: [one.join('')] })).toEqual({});
});

test('A hunk of any length is judged', () => {
  const count = 400_000;
  const hunks = [{ shard: 1, old: [0, 0], new: [1, count], line: 1 }];
  const manifest = { shard: 1, files: [{ path: 'src/large.ts', status: 'added', hunks }] };
  const large = buildBrief({
    files: {
      'change.diff': `@@ -0,0 +1,${count} @@\n${'+x\n'.repeat(count)}`,
      'manifest.json': JSON.stringify(manifest),
    },
    assigned: ['src/large.ts'],
  });
  expect(readingsOf([use({ path: diff })], large, '/w')).toEqual([{ path: 'src/large.ts', shown: 'whole' }]);
});
