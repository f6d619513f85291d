import { describe, expect, test } from 'vitest';
import { readWords } from '../../../src/change/files/file-words.ts';
import { decideScope, type ScopeBasis } from '../../../src/consolidation/rounds/decide-scope.ts';
import type { Change } from '../../../src/model/change/change.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { Scope } from '../../../src/model/report/scope-schema.ts';
import { buildReviewRun } from '../../helpers/agent-run.ts';
import { buildChange, type Texts } from '../../helpers/change.ts';
import { buildRecording } from '../../helpers/recording.ts';
import { settleForTest } from '../../helpers/settle.ts';

const texts: Texts = {
  'src/store.ts': 'export function openStore() {\n  return 1;\n}\n',
  'src/api.ts': "import { openStore } from './store.ts';\nexport const handle = () => openStore();\n",
  'src/menu.ts': 'export const entries = [];\n',
  'docs/guide.md': 'Read this.\n',
};

const wordsOf = (all: Texts): ScopeBasis['words'] =>
  new Map(Object.entries(all).map(([path, text]) => [path, readWords(String(text))]));

const basisOf = (all: Texts, overrides: Partial<ScopeBasis> = {}): ScopeBasis => ({
  change: buildChange(all),
  previous: null,
  distrust: null,
  terms: 'terms',
  agents: 'agents',
  formerly: [],
  words: wordsOf(all),
  ...overrides,
});

/** The report of a first round in which claude read everything. */
function roundOne(all: Texts = texts, change: (scope: Scope) => Scope = (scope) => scope): Report {
  const run = buildReviewRun('claude', [], { assigned: Object.keys(all), inlined: true });
  const recording = buildRecording({ runs: [run] }, all);
  const scope = decideScope(basisOf(all));
  const report = settleForTest([run], { ...recording, review: { ...recording.review, scope } });
  return { ...report, scope: change(report.scope ?? scope) };
}

const statesOf = ({ files }: Scope) => Object.fromEntries(files.map(({ path, state }) => [path, state]));
const whyOf = ({ files }: Scope, path: string) => files.find((file) => file.path === path)?.why;

test('a first round reviews everything, and leaves who read what', () => {
  const { scope } = roundOne();
  expect(scope).toMatchObject({ mode: 'whole', reason: 'This is the first round.' });
  expect(scope?.files.map(({ since, readers }) => [since, readers])).toEqual(
    scope?.files.map(() => [1, ['claude']]),
  );
});

describe('a file is reviewed again', () => {
  const cases: [string, Texts, (scope: Scope) => Scope, Record<string, string>][] = [
    [
      'where it changed; others keep their reading',
      { ...texts, 'src/menu.ts': 'export const entries = [1];\n' },
      (scope) => scope,
      { 'src/menu.ts': 'changed since round 1' },
    ],
    [
      'where it names what changed',
      { ...texts, 'src/store.ts': 'export function openStore() {\n  return 2;\n}\n' },
      (scope) => scope,
      { 'src/store.ts': 'changed since round 1', 'src/api.ts': 'touches src/store.ts, which changed' },
    ],
    [
      'where what changed names it',
      {
        ...texts,
        'src/api.ts':
          "import { openStore } from './store.ts';\nexport const handle = () => openStore() + 1;\n",
      },
      (scope) => scope,
      { 'src/api.ts': 'changed since round 1', 'src/store.ts': 'touches src/api.ts, which changed' },
    ],
    [
      'where it named what is gone, which only the last round knows',
      {
        'src/api.ts': texts['src/api.ts'] ?? '',
        'src/menu.ts': texts['src/menu.ts'] ?? '',
        'docs/guide.md': texts['docs/guide.md'] ?? '',
      },
      (scope) => scope,
      { 'src/api.ts': 'touches src/store.ts, which changed' },
    ],
    [
      'where it shares a finding with what changed',
      { ...texts, 'src/menu.ts': 'export const entries = [1];\n' },
      (scope) => ({
        ...scope,
        files: scope.files.map((file) =>
          file.path === 'docs/guide.md' ? { ...file, touches: ['src/menu.ts'] } : file,
        ),
      }),
      {
        'src/menu.ts': 'changed since round 1',
        'docs/guide.md': 'shares a finding with src/menu.ts, which changed',
      },
    ],
    [
      'where not every reviewer read it',
      { ...texts, 'src/menu.ts': 'export const entries = [1];\n' },
      (scope) => ({
        ...scope,
        files: scope.files.map((file) => (file.path === 'docs/guide.md' ? { ...file, since: null } : file)),
      }),
      { 'src/menu.ts': 'changed since round 1', 'docs/guide.md': 'not read by every reviewer in round 1' },
    ],
    [
      'where it is new',
      { ...texts, 'src/extra.ts': 'export const extra = 1;\n' },
      (scope) => scope,
      { 'src/extra.ts': 'new since round 1' },
    ],
  ];

  test.each(cases)('%s', (_, now, change, reviewed) => {
    const scope = decideScope(basisOf(now, { previous: roundOne(texts, change) }));
    expect(scope.mode).toBe('incremental');
    const states = statesOf(scope);
    for (const path of Object.keys(now))
      expect([path, states[path]]).toEqual([path, path in reviewed ? 'reviewed' : 'carried']);
    for (const [path, why] of Object.entries(reviewed)) expect(whyOf(scope, path)).toBe(why);
  });

  test('where names of a changed file are gone, and there were too many to know which', () => {
    const names = Array.from({ length: 600 }, (_, index) => `export const value${index} = 1;\n`);
    const user = { 'src/user.go': 'package app\n\nfunc Start() { zebra() }\n' };
    const before = { ...user, 'src/table.go': [...names, 'func zebra() {}\n'].join('') };
    const now = { ...user, 'src/table.go': names.join('') };
    const scope = decideScope(basisOf(now, { previous: roundOne(before) }));
    expect(whyOf(scope, 'src/user.go')).toBe('touches src/table.go, which changed');
  });

  test('where its text cannot be read, since it may name anything', () => {
    const now = { ...texts, 'src/menu.ts': 'export const entries = [1];\n' };
    const words = new Map(wordsOf(now));
    words.delete('docs/guide.md');
    const scope = decideScope(basisOf(now, { previous: roundOne(), words }));
    expect(statesOf(scope)['docs/guide.md']).toBe('reviewed');
  });
});

describe('a round is reviewed whole', () => {
  const now = { ...texts, 'src/menu.ts': 'export const entries = [1];\n' };
  const moved: Change = buildChange(now, { mergeBase: 'c'.repeat(40) });
  const cut = (report: Report): Report => ({ ...report, review: { ...report.review, complete: false } });
  const cases: [string, Partial<ScopeBasis>, RegExp][] = [
    ['in the first round', {}, /first round/],
    [
      'where the last round cannot be relied on',
      { previous: roundOne(), distrust: 'It is lost.' },
      /^It is lost\.$/,
    ],
    ['where the last round kept no reading', { previous: { ...roundOne(), scope: undefined } }, /not known/],
    ['where the last round was cut short', { previous: cut(roundOne()) }, /cut short/],
    [
      'where the base has moved',
      { previous: roundOne(), change: moved },
      /base has moved since round 1, from bbbbbbb to ccccccc/,
    ],
    ['under other settings', { previous: roundOne(), terms: 'other' }, /settings are not those of round 1/],
    ['with other agents', { previous: roundOne(), agents: 'other' }, /agents or their versions/],
    [
      'where nothing to review changed',
      { previous: roundOne(), change: buildChange(texts), words: wordsOf(texts) },
      /No file to review changed/,
    ],
  ];

  test.each(cases)('%s', (_, overrides, reason) => {
    const scope = decideScope(basisOf(now, overrides));
    expect(scope.mode).toBe('whole');
    expect(scope.reason).toMatch(reason);
    expect(Object.values(statesOf(scope))).not.toContain('carried');
  });
});

test('the order and names of commits do not count: the same content keeps its reading after a force-push', () => {
  const now = { ...texts, 'src/menu.ts': 'export const entries = [1];\n' };
  const change = buildChange(now, { head: 'd'.repeat(40) });
  const scope = decideScope(basisOf(now, { previous: roundOne(), change }));
  expect(Object.values(statesOf(scope)).filter((state) => state === 'carried')).toHaveLength(3);
});

test('a round that nobody valid read leaves nothing to rely on', () => {
  const run = buildReviewRun('claude', [], { outcome: 'timed-out', answer: null });
  const recording = buildRecording({ runs: [run] }, texts);
  const scope = decideScope(basisOf(texts));
  const report = settleForTest([run], { ...recording, review: { ...recording.review, scope } });
  expect(report.scope?.files.every(({ since }) => since === null)).toBe(true);
});
