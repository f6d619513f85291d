import { describe, expect, test } from 'vitest';
import { parseSarif } from '../../src/tools/parse-sarif.ts';

const place = (uri: string, startLine?: number) => ({
  physicalLocation: { artifactLocation: { uri }, ...(startLine !== undefined && { region: { startLine } }) },
});
const result = (overrides: object = {}) => ({
  ruleId: 'js/leak',
  message: { text: 'It leaks.' },
  locations: [place('src/a.js', 3)],
  ...overrides,
});
const log = (results: readonly unknown[], run: object = {}, driver: object = {}) =>
  JSON.stringify({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Scan', ...driver } }, results, ...run }],
  });
const read = (text: string) => parseSarif(text, 'scan.sarif');

test('a result is read with its tool, rule and place', () => {
  expect(read(`\uFEFF${log([result({ level: 'error' })])}`)).toEqual({
    results: [
      {
        ...{ tool: 'Scan', rule: 'js/leak', level: 'error', message: 'It leaks.' },
        ...{ path: 'src/a.js', startLine: 3, endLine: 3 },
      },
    ],
    notes: [],
  });
});

test('what a result leaves out, its rule says', () => {
  const rules = [
    {
      id: 'js/leak',
      defaultConfiguration: { level: 'note' },
      messageStrings: { bad: { text: '{0} leaks into {1} {2}, see [here](1).' } },
    },
  ];
  const told = result({ message: { id: 'bad', arguments: ['x', 'y'] } });
  const byIndex = { ...told, ruleId: undefined, ruleIndex: 0 };
  for (const each of [told, byIndex])
    expect(read(log([each], {}, { rules })).results[0]).toMatchObject({
      rule: 'js/leak',
      level: 'note',
      message: 'x leaks into y {2}, see here.',
    });
  expect(read(log([result()])).results[0]?.level).toBe('warning');
});

test.each([
  { rule: { index: 1, toolComponent: { index: 0 } } },
  { rule: { index: 1, toolComponent: { name: 'queries' } } },
  { ruleIndex: 0, rule: { index: 1, toolComponent: { index: 0 } } },
  { rule: { id: 'js/leak', toolComponent: { guid: 'g' } } },
])('a rule of a part of the tool says it as well: %j', (reference) => {
  const rules = [{ id: 'js/other' }, { id: 'js/leak', defaultConfiguration: { level: 'error' } }];
  const text = JSON.stringify({
    runs: [
      {
        tool: {
          driver: {
            name: 'Scan',
            rules: rules.map(({ id }) => ({ id, defaultConfiguration: { level: 'note' } })),
          },
          extensions: [{ name: 'queries', guid: 'g', rules }],
        },
        results: [result(reference), result({ rule: { index: 1 } })],
      },
    ],
  });
  expect(read(text).results.map(({ tool, level }) => [tool, level])).toEqual([
    ['Scan', 'error'],
    ['Scan', 'note'],
  ]);
});

test.each([
  ['js/leak', 'js/leak'],
  ['js/leak/in/loops', 'js/leak'],
  ['js', undefined],
  ['js/leaks', undefined],
])('the id %s is of the rule %s', (ruleId, known) => {
  const rules = [{ id: 'js/leak', defaultConfiguration: { level: 'error' } }];
  expect(read(log([result({ ruleId })], {}, { rules })).results).toMatchObject([
    { rule: ruleId, level: known === undefined ? 'warning' : 'error' },
  ]);
});

describe('the level that a run was configured to give a rule', () => {
  const rules = [
    { id: 'js/other', guid: 'o' },
    { id: 'js/leak', guid: 'g', defaultConfiguration: { level: 'note' } },
  ];
  const overriding = (descriptor: object, level: string) => ({
    ruleConfigurationOverrides: [{ descriptor, configuration: { level } }],
  });
  const levelOf = (invocations: readonly object[], overrides: object = {}) =>
    read(log([result(overrides)], { invocations }, { rules })).results[0]?.level;

  test.each([{ id: 'js/leak' }, { index: 1 }, { guid: 'g' }])('counts, named by %j', (descriptor) => {
    expect(levelOf([overriding(descriptor, 'error')])).toBe('error');
    expect(levelOf([overriding(descriptor, 'error')], { ruleId: 'js/leak/again' })).toBe('error');
    expect(levelOf([overriding(descriptor, 'error')], { level: 'warning' })).toBe('warning');
    expect(levelOf([overriding(descriptor, 'none')])).toBeUndefined();
  });

  test('is of the invocation that found the result, else the worst', () => {
    const invocations = [overriding({ index: 1 }, 'warning'), overriding({ index: 1 }, 'error')];
    expect(levelOf(invocations, { provenance: { invocationIndex: 0 } })).toBe('warning');
    expect(levelOf(invocations)).toBe('error');
  });

  test('is not that of another rule, or of another form', () => {
    expect(levelOf([overriding({ id: 'js/other' }, 'error')])).toBe('note');
    expect(levelOf([{ ruleConfigurationOverrides: [null, { descriptor: 7 }] }, {}])).toBe('note');
  });
});

test('a message that all rules share is read', () => {
  const driver = { globalMessageStrings: { bad: { text: '{0} leaks.' } } };
  const text = log([result({ message: { id: 'bad', arguments: ['x'] } })], {}, driver);
  expect(read(text).results[0]?.message).toBe('x leaks.');
});

test.each([
  ['did not finish', { invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] }],
  ['did not finish', { results: null }],
  ['in further files', { externalPropertyFileReferences: { results: [{ itemCount: 3 }] } }],
])('a run with fewer results than there are is noted: %s', (words, run) => {
  expect(read(log([], run)).notes).toEqual([expect.stringContaining(words)]);
  expect(read(log([], { invocations: [{ executionSuccessful: true }] })).notes).toEqual([]);
});

test.each<[string, object, string | null]>([
  ['encoded', { artifactLocation: { uri: './a%20b/%C3%A9.js' } }, 'a b/é.js'],
  ['absolute', { artifactLocation: { uri: 'file:///home/me/repo/a.js' } }, '/home/me/repo/a.js'],
  ['badly encoded', { artifactLocation: { uri: '100%.js' } }, '100%.js'],
  ['by number', { artifactLocation: { index: 0 } }, 'src/listed.js'],
  ['absent', {}, null],
])('a path that is %s', (_, physicalLocation, path) => {
  const text = log([result({ locations: [{ physicalLocation }] })], {
    artifacts: [{ location: { uri: 'src/listed.js' } }],
  });
  expect(read(text).results[0]?.path).toBe(path);
});

test.each<[string, object, string | undefined]>([
  ['named', { uri: 'a.js', uriBaseId: 'PACKAGE' }, 'packages/b%/'],
  ['of the whole checkout', { uri: 'a.js', uriBaseId: 'ROOT' }, '/build/repo/'],
  ['on another', { uri: 'a.js', uriBaseId: 'SOURCES' }, '/build/repo/src/'],
  ['of a file by number', { index: 0 }, '/build/repo/'],
  ['without a slash', { uri: 'a.js', uriBaseId: 'BARE' }, 'src/'],
  ['on itself', { uri: 'a.js', uriBaseId: 'LOOP' }, 'x/'.repeat(10)],
  ['not told', { uri: 'a.js', uriBaseId: '%SRCROOT%' }, undefined],
])('a folder that is %s', (_, artifactLocation, folder) => {
  const text = log([result({ locations: [{ physicalLocation: { artifactLocation } }] })], {
    artifacts: [{ location: { uri: 'a.js', uriBaseId: 'ROOT' } }],
    originalUriBaseIds: {
      ROOT: { uri: 'file:///build/repo/' },
      PACKAGE: { uri: 'packages/b%25/' },
      SOURCES: { uri: 'src/', uriBaseId: 'ROOT' },
      BARE: { uri: 'src' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    },
  });
  expect(read(text).results[0]).toMatchObject({ path: 'a.js' });
  expect(read(text).results[0]?.folder).toBe(folder);
});

describe('left out is', () => {
  test.each<[string, object]>([
    ['what passed', { kind: 'pass' }],
    ['what does not apply', { kind: 'notApplicable' }],
    ['what is no problem', { level: 'none' }],
    ['what was suppressed', { suppressions: [{ kind: 'inSource' }] }],
    ['what was there before', { baselineState: 'unchanged' }],
    ['what is gone', { baselineState: 'absent' }],
    ['what says nothing', { ruleId: undefined, message: {} }],
  ])('%s', (_, overrides) => {
    expect(read(log([result(overrides), result()])).results).toHaveLength(1);
  });

  test.each([['underReview', 'rejected'], ['accepted', 'rejected'], ['underReview', 'accepted'], []])(
    'but not what is suppressed by %s and %s',
    (...statuses) => {
      const suppressions = statuses.map((status) => ({ kind: 'external', status }));
      expect(read(log([result({ suppressions })])).results).toHaveLength(1);
    },
  );
});

test.each([
  ['nothing', ''],
  ['no JSON', '<html>'],
  ['cut JSON', log([result()]).slice(0, -20)],
  ['other JSON', '[]'],
  ['null', 'null'],
  ['deep nesting', '['.repeat(200_000)],
])('%s is no SARIF, and said so', (_, text) => {
  expect(read(text)).toEqual({ results: [], notes: ['scan.sarif is no SARIF and was left out.'] });
});

test('what is of another form costs itself alone', () => {
  const odd = [null, 7, { message: 'text' }, result({ locations: 'x' }), { __proto__: null }];
  const broken = log([...odd, result()]);
  expect(read(broken).results).toHaveLength(1);
  expect(read(broken).notes).toEqual([
    'scan.sarif holds 5 results or runs of another form, which were left out.',
  ]);
  expect(read(JSON.stringify({ runs: [{ tool: 1 }, {}] })).notes).toHaveLength(1);
  expect(read(JSON.stringify({ runs: [{ tool: { driver: { name: 'Scan' } } }] }))).toEqual({
    results: [],
    notes: [],
  });
});

test('a log without end is read to a limit', () => {
  const { results, notes } = read(log(Array.from({ length: 30_000 }, () => result())));
  expect(results).toHaveLength(20_000);
  expect(notes).toEqual(['scan.sarif holds 30000 results, of which 20000 were read.']);
});
