import { describe, expect, test } from 'vitest';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import type { Report } from '../../../src/model/report/report-schema.ts';
import type { Scope } from '../../../src/model/report/scope-schema.ts';
import type { Rules } from '../../../src/model/rules.ts';
import { buildCitation, buildReviewRun, buildRulingRun, type LooseRuling } from '../../helpers/agent-run.ts';
import { buildChange, buildFile } from '../../helpers/change.ts';
import { buildRecording, defaultRules } from '../../helpers/recording.ts';
import { scopeOf } from '../../helpers/scope.ts';
import { settleForTest } from '../../helpers/settle.ts';

const incremental = scopeOf({ 'src/queue.ts': 'carried', 'src/worker.ts': 'reviewed' }, [
  'src/worker.ts',
  'package-lock.json',
]);
const cited = { evidence: [buildCitation('src/queue.ts', 3, 'const job = this.jobs.shift();')] };

interface Case {
  readonly finding?: Partial<ReviewFinding>;
  readonly ruling?: LooseRuling | null;
  readonly round?: number;
  readonly scope?: Scope;
  readonly late?: Rules['late'];
  readonly previous?: Report | null;
}

function settle({
  finding = {},
  ruling = null,
  round = 2,
  scope = incremental,
  late = 'confirmed',
  previous = null,
}: Case) {
  const runs = [
    buildReviewRun('claude', [finding]),
    ...(ruling === null ? [] : [buildRulingRun('codex', [ruling], { F1: ['claude/1'] })]),
  ];
  const recording = buildRecording({ runs, previous, rules: { ...defaultRules, late } });
  return settleForTest(runs, { ...recording, review: { ...recording.review, round, scope } });
}

const critical = { severity: 'critical' } as const;
const confirmed = { ruling: 'confirmed', ...cited } as const;

describe('a new finding', () => {
  const cases: [string, Case, 'blocks' | 'spared' | undefined, boolean][] = [
    ['of unchanged code that nobody confirmed is late and does not block', {}, 'spared', false],
    ['of unchanged code that is critical does neither', { finding: critical }, 'spared', false],
    ['that another family confirmed with evidence blocks', { ruling: confirmed }, 'blocks', true],
    ['that was confirmed without evidence does not', { ruling: { ruling: 'confirmed' } }, 'spared', false],
    [
      'blocks in round 4 where it is critical too',
      { finding: critical, ruling: confirmed, round: 4 },
      'blocks',
      true,
    ],
    ['does not block in round 4 where it is important', { ruling: confirmed, round: 4 }, 'spared', false],
    ['still blocks in round 3 where it is important', { ruling: confirmed, round: 3 }, 'blocks', true],
    [
      'of a file that was reviewed is not late',
      { finding: { path: 'src/worker.ts', startLine: 1, endLine: 1 } },
      undefined,
      true,
    ],
    [
      'that cites what changed is not late',
      { finding: { evidence: [buildCitation('src/worker.ts', 2, 'queue.take().run()')] } },
      undefined,
      true,
    ],
    [
      'that cites what changed and is not for reading is not late',
      { finding: { evidence: [buildCitation('package-lock.json', 1, '{')] } },
      undefined,
      true,
    ],
    [
      'without a place is not late',
      { finding: { path: null, startLine: null, endLine: null } },
      undefined,
      true,
    ],
    ['is not late in a whole round', { scope: { ...incremental, mode: 'whole' } }, undefined, true],
    ['never blocks under `report`', { late: 'report', ruling: confirmed }, 'spared', false],
    ['blocks as ever under `block`', { late: 'block' }, 'blocks', true],
  ];

  test.each(cases)('%s', (_, given, late, blocks) => {
    const [finding] = settle(given).findings;
    expect([finding?.late, finding?.blocking]).toEqual([late, blocks]);
  });
});

describe('a new finding of a file that is no part of the change', () => {
  const outside = (text: string, path = 'src/main.ts') => {
    const run = buildReviewRun('claude', [{ path, startLine: 1, endLine: 1, quote: null, evidence: [] }]);
    const recording = buildRecording({ runs: [run], rules: { ...defaultRules, late: 'confirmed' } });
    const { resolved, texts } = recording.sources;
    const [finding] = settleForTest([run], {
      ...recording,
      sources: { resolved, texts: { ...texts, 'new:src/main.ts': text } },
      review: { ...recording.review, round: 2, scope: incremental },
    }).findings;
    return finding?.late;
  };

  test.each([
    ['that imports what changed', "import './worker.ts';\n"],
    ['that names what changed by its path', "start('src/worker.ts');\n"],
    ['that what changed names', 'export class Queue {}\n'],
  ])('%s blocks as ever', (_, text) => {
    expect(outside(text)).toBeUndefined();
  });

  test('that has nothing to do with what changed is late', () => {
    expect(outside('export const colours = [];\n')).toBe('spared');
  });

  test('that is not there blocks as ever, since it may be about anything', () => {
    expect(outside('export const colours = [];\n', 'src/nowhere.ts')).toBeUndefined();
  });
});

test('lines deleted from a file that is reviewed under its new name are no old ground', () => {
  const run = buildReviewRun('claude', [
    { path: 'src/former.ts', startLine: 1, endLine: 1, quote: null, evidence: [] },
  ]);
  const renamed = buildFile('src/worker.ts', ['check();\nrun();\n', 'run();\n'], {
    status: 'renamed',
    oldPath: 'src/former.ts',
  });
  const recording = buildRecording({
    runs: [run],
    change: { ...buildChange({}), files: [renamed] },
    sources: {
      resolved: {},
      texts: { 'old:src/former.ts': 'check();\nrun();\n', 'new:src/worker.ts': 'run();\n' },
    },
    rules: { ...defaultRules, late: 'confirmed' },
  });
  const [finding] = settleForTest([run], {
    ...recording,
    review: { ...recording.review, round: 2, scope: incremental },
  }).findings;
  expect(finding?.anchor).toMatchObject({ path: 'src/former.ts', side: 'old' });
  expect(finding).toMatchObject({ blocking: true });
  expect(finding?.late).toBeUndefined();
});

test('a file that changed counts in whatever form it is cited', () => {
  const evidence = [buildCitation('./src/worker.ts', 2, 'queue.take().run()')];
  const run = buildReviewRun('claude', [{ evidence }]);
  const recording = buildRecording({ runs: [run], rules: { ...defaultRules, late: 'confirmed' } });
  const { texts } = recording.sources;
  const [finding] = settleForTest([run], {
    ...recording,
    sources: { resolved: { './src/worker.ts': 'src/worker.ts' }, texts },
    review: { ...recording.review, round: 2, scope: incremental },
  }).findings;
  expect(finding?.late).toBeUndefined();
});

test.each([
  [2, 'important', 'blocks'],
  [4, 'important', 'spared'],
  [4, 'critical', 'blocks'],
] as const)('what two families raise late in round %i as %s: %s', (round, severity, late) => {
  const runs = [buildReviewRun('claude', [{ severity }]), buildReviewRun('codex', [{ severity }])];
  const recording = buildRecording({ runs, rules: { ...defaultRules, late: 'confirmed' } });
  const { findings } = settleForTest(runs, {
    ...recording,
    review: { ...recording.review, round, scope: incremental },
  });
  expect(findings.map((finding) => [finding.late, finding.blocking])).toEqual([[late, late === 'blocks']]);
});

test('what was spared is counted in the reason of the verdict, as far as it would have blocked', () => {
  expect(settle({}).verdict).toMatchObject({ level: 'merge', gate: 'pass' });
  expect(settle({}).verdict.reason).toContain(
    '; 1 late finding of code that did not change since the last round is reported and does not block',
  );
  expect(settle({ finding: { severity: 'suggestion' } }).verdict.reason).not.toContain('late');
});

test('what was spared stays so while its ground is unchanged, and blocks once somebody confirms it', () => {
  const before = settle({});
  expect(settle({ previous: before, round: 3 }).findings[0]).toMatchObject({
    state: 'open',
    late: 'spared',
    blocking: false,
  });
  const silent = buildReviewRun('claude', []);
  const recording = buildRecording({
    runs: [silent],
    previous: before,
    rules: { ...defaultRules, late: 'confirmed' },
  });
  const carried = settleForTest([silent], {
    ...recording,
    review: { ...recording.review, round: 3, scope: incremental },
  });
  expect(carried.findings[0]).toMatchObject({ state: 'open', late: 'spared', blocking: false });
  expect(settle({ previous: before, round: 3, ruling: confirmed }).findings[0]).toMatchObject({
    late: 'blocks',
    blocking: true,
  });
});

test('what blocked before is never late', () => {
  const before = settle({ scope: { ...incremental, mode: 'whole' } });
  expect(before.findings[0]?.blocking).toBe(true);
  const again = settle({ previous: before }).findings[0];
  expect(again).toMatchObject({ state: 'open', blocking: true });
  expect(again?.late).toBeUndefined();
});
