import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverage } from '../../../src/consolidation/verdict/coverage.ts';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import type { Review } from '../../../src/model/answers/review-schema.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Recording } from '../../../src/model/recording.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { buildReview, buildRun } from '../../helpers/agent-run.ts';
import { buildChange, buildFile } from '../../helpers/change.ts';
import { buildRecording, defaultRules } from '../../helpers/recording.ts';
import { scopeOf } from '../../helpers/scope.ts';

type Status = Review['coverage'][number]['status'];

const change = {
  ...buildChange({}),
  files: [
    buildFile('src/risky.ts', ['a\n', 'b\n'], { risk: 80 }),
    buildFile('src/new name.ts', ['a\n', 'b\n'], { risk: 40, oldPath: 'src/old.ts', status: 'renamed' }),
    buildFile('docs/calm.md', ['a\n', 'b\n'], { risk: 8 }),
    buildFile('dist/out.js', ['a\n', 'b\n'], { risk: 3, class: 'generated' }),
  ],
};
const reviewed = change.files.slice(0, 3).map((file) => file.path);

/** A run that was given every reviewed file, in a file beside its brief, and claims nothing. */
const runOf = (overrides: Partial<AgentRun> = {}, claims: Record<string, Status> = {}): AgentRun =>
  buildRun({
    assigned: reviewed,
    inlined: false,
    answer: JSON.stringify(
      buildReview({ coverage: Object.entries(claims).map(([path, status]) => ({ path, status })) }),
    ),
    ...overrides,
  });

const findingAt = (agent: string, path: string | null, status: Finding['anchor']['status'] = 'exact') =>
  ({
    agent,
    anchor: { path, startLine: 1, endLine: 1, side: 'new', status, inDiff: 'changed' },
  }) as Finding;

function cover(runs: readonly AgentRun[], findings: Finding[] = [], overrides: Partial<Recording> = {}) {
  const recording = buildRecording({ change, runs, ...overrides });
  return buildCoverage(recording, readReviews(recording.runs), findings);
}
/** Statuses of one agent, file by file. */
const column = (coverage: ReturnType<typeof cover>, agent = 'claude') =>
  coverage.files.map((file) => file.status[agent]);
const uncovered = (coverage: ReturnType<typeof cover>) =>
  coverage.files.filter((file) => file.uncovered).map((file) => file.path);

describe('a completed run', () => {
  test('that says nothing has seen the names', () => {
    expect(column(cover([runOf()]))).toEqual(['listed', 'listed', 'listed', 'listed']);
  });

  test('that had the hunks in its brief has read them', () => {
    expect(column(cover([runOf({ inlined: true })]))).toEqual(['read', 'read', 'read', 'listed']);
  });

  test('is believed about what it was given', () => {
    const claims = {
      'src/risky.ts': 'read',
      'src/new name.ts': 'skipped',
      'docs/calm.md': 'failed',
    } as const;
    expect(column(cover([runOf({ inlined: true }, claims)]))).toEqual([
      'read',
      'skipped',
      'failed',
      'listed',
    ]);
  });

  test('is understood when it writes paths its own way', () => {
    const claims = { './src/risky.ts': 'read', 'src/old.ts': 'read', 'calm.md': 'read' } as const;
    expect(column(cover([runOf({}, claims)])).slice(0, 3)).toEqual(['read', 'read', 'read']);
  });

  test('is understood when it copies the quoted path of its brief', () => {
    const odd = { ...change, files: [buildFile('say "hi".ts', ['a\n', 'b\n'])] };
    const run = runOf({ assigned: ['say "hi".ts'] }, { '"say \\"hi\\".ts"': 'read' });
    expect(column(cover([run], [], { change: odd }))).toEqual(['read']);
  });

  test('is taken at the worse of two words about a file', () => {
    const coverage = [
      { path: 'src/risky.ts', status: 'read' },
      { path: 'a/src/risky.ts', status: 'skipped' },
    ] as const;
    const answer = JSON.stringify(buildReview({ coverage: [...coverage] }));
    expect(column(cover([runOf({ answer })]))[0]).toBe('skipped');
  });

  test('proves by its tool calls what it does not say', () => {
    expect(
      column(cover([runOf({ pathsRead: ['src/risky.ts', 'src/old.ts', 'else.ts'] })])).slice(0, 3),
    ).toEqual(['read', 'read', 'listed']);
  });

  test('has read what its tools showed it, and what they refused it failed, whatever it says', () => {
    const [risky = '', renamed = '', calm = ''] = reviewed;
    const claims = { [risky]: 'read', [renamed]: 'read', [calm]: 'read' } as const;
    const readings = [
      { path: risky, shown: 'whole' },
      { path: renamed, shown: 'part' },
      { path: calm, shown: 'refused' },
    ] as const;
    expect(column(cover([runOf({ readings }, claims)])).slice(0, 3)).toEqual(['read', 'listed', 'failed']);
    const nothing = cover([runOf({ readings: [] }, claims)]);
    expect(column(nothing).slice(0, 3)).toEqual(['listed', 'listed', 'listed']);
    expect(uncovered(nothing)).toContain(risky);
  });

  test('is not contradicted by them when it says that it skipped a file', () => {
    const run = runOf({ pathsRead: ['src/risky.ts'] }, { 'src/risky.ts': 'skipped' });
    expect(column(cover([run]))[0]).toBe('skipped');
  });

  test('has read the files where it found something, whatever it says', () => {
    const findings = [findingAt('claude', 'src/risky.ts'), findingAt('claude', 'docs/calm.md', 'moved')];
    const claims = { 'src/risky.ts': 'skipped' } as const;
    expect(column(cover([runOf({}, claims)], findings))).toEqual(['read', 'listed', 'read', 'listed']);
  });

  test('has read nothing by a finding without a line, or by another agent’s', () => {
    const findings = [
      findingAt('claude', 'src/risky.ts', 'file'),
      findingAt('claude', null, 'unanchored'),
      findingAt('codex', 'docs/calm.md'),
    ];
    expect(column(cover([runOf()], findings))).toEqual(['listed', 'listed', 'listed', 'listed']);
  });

  test('proves nothing by claims about files that it was not given', () => {
    const run = runOf({ assigned: ['src/risky.ts'] }, { 'docs/calm.md': 'read', 'dist/out.js': 'read' });
    expect(column(cover([run]))).toEqual(['listed', 'skipped', 'skipped', 'listed']);
  });

  test('may open files that it was not given', () => {
    const run = runOf({ assigned: ['src/risky.ts'], pathsRead: ['docs/calm.md', 'dist/out.js'] });
    expect(column(cover([run]))).toEqual(['listed', 'skipped', 'read', 'read']);
  });
});

describe('a run that ended badly', () => {
  test.each(['timed-out', 'crashed', 'malformed', 'vacuous', 'missing', 'cancelled'] as const)(
    'as %s failed, whatever it claims, opened or found',
    (outcome) => {
      const run = runOf({ outcome, inlined: true, pathsRead: reviewed }, { 'src/risky.ts': 'read' });
      const coverage = cover([run], [findingAt('claude', 'src/risky.ts')]);
      expect(column(coverage)).toEqual(['failed', 'failed', 'failed', 'failed']);
    },
  );

  test('without a readable answer failed, too', () => {
    expect(column(cover([runOf({ answer: 'I could not.', inlined: true })]))[0]).toBe('failed');
  });
});

describe('shards', () => {
  const shard = (number: number, assigned: readonly string[], overrides: Partial<AgentRun> = {}) =>
    runOf({ id: `claude-shard-${number}`, assigned, inlined: true, ...overrides });

  test('cover what each was given', () => {
    const coverage = cover([
      shard(1, ['src/risky.ts'], { outcome: 'timed-out' }),
      shard(2, ['src/new name.ts', 'docs/calm.md']),
    ]);
    expect(column(coverage)).toEqual(['failed', 'read', 'read', 'listed']);
  });

  test('cover a file in parts as well as the worst of them', () => {
    expect(column(cover([shard(1, ['src/risky.ts']), shard(2, ['src/risky.ts'])]))[0]).toBe('read');
    const coverage = cover([shard(1, ['src/risky.ts']), shard(2, ['src/risky.ts'], { outcome: 'crashed' })]);
    expect(column(coverage)[0]).toBe('failed');
  });

  test('show by a finding no more than the part that it is in', () => {
    const parts = [1, 2].map((number) => shard(number, ['src/risky.ts'], { inlined: false }));
    expect(column(cover(parts, [findingAt('claude', 'src/risky.ts')]))[0]).toBe('listed');
  });

  test('that never began leave a file in parts skipped', () => {
    const codex = (number: number) =>
      shard(number, ['src/risky.ts'], { agent: 'codex', id: `codex-shard-${number}` });
    const coverage = cover([shard(1, ['src/risky.ts']), codex(1), codex(2)]);
    expect([column(coverage, 'claude')[0], column(coverage, 'codex')[0]]).toEqual(['skipped', 'read']);
  });
});

describe('the built-in reviewer', () => {
  const claims = Object.fromEntries(change.files.map((file) => [file.path, 'read'] as const));
  const checks = runOf({ id: 'checks', agent: 'checks', assigned: ['docs/calm.md'], inlined: false }, claims);

  test('reads the whole change, and covers nothing beside others', () => {
    const coverage = cover([checks, runOf({ outcome: 'timed-out' })]);
    expect(column(coverage, 'checks')).toEqual(['read', 'read', 'read', 'read']);
    expect(uncovered(coverage)).toEqual(['src/risky.ts']);
  });

  test('covers when it alone was asked for', () => {
    expect(uncovered(cover([checks], [], { rules: { ...defaultRules, checksCount: true } }))).toEqual([]);
  });
});

describe('a file is uncovered', () => {
  test('when it is risky and no valid reviewer read it', () => {
    expect(uncovered(cover([runOf(), runOf({ agent: 'codex', id: 'codex' })]))).toEqual(['src/risky.ts']);
    expect(uncovered(cover([runOf(), runOf({ agent: 'codex', id: 'codex', inlined: true })]))).toEqual([]);
  });

  test('when it is the riskiest of a harmless change', () => {
    const harmless = { ...change, files: change.files.slice(2) };
    expect(uncovered(cover([runOf()], [], { change: harmless }))).toEqual(['docs/calm.md']);
    expect(uncovered(cover([runOf({ inlined: true })], [], { change: harmless }))).toEqual([]);
  });

  test('never when it is not to be reviewed', () => {
    const generated = {
      ...change,
      files: [buildFile('dist/out.js', ['a\n', 'b\n'], { class: 'generated', risk: 99 })],
    };
    expect(uncovered(cover([runOf({ assigned: [] })], [], { change: generated }))).toEqual([]);
  });

  test('when it found no room in any brief', () => {
    const without = { assigned: ['docs/calm.md'], inlined: true };
    expect(uncovered(cover([runOf(without)]))).toEqual(['src/risky.ts']);
  });
});

test('members that only rule have no column', () => {
  const recording = buildRecording({ change, runs: [runOf()] });
  const team = recording.team.flatMap((member) => [member, { ...member, name: 'judge', reviews: false }]);
  expect(cover([runOf()], [], { team }).agents).toEqual(['claude']);
});

test('a member without any run skipped what was to be reviewed', () => {
  const recording = buildRecording({ change, runs: [runOf()] });
  const coverage = cover([], [], { team: recording.team });
  expect(column(coverage)).toEqual(['skipped', 'skipped', 'skipped', 'failed']);
});

test('losing a run never makes coverage better', () => {
  const statuses = ['failed', 'skipped', 'listed', 'read'] as const;
  const arbitraryRun = fc.record({
    agent: fc.constantFrom('claude', 'codex', 'checks'),
    assigned: fc.subarray(reviewed),
    inlined: fc.boolean(),
    pathsRead: fc.subarray(reviewed),
    claims: fc.dictionary(fc.constantFrom(...reviewed), fc.constantFrom(...statuses)),
  });
  fc.assert(
    fc.property(fc.array(arbitraryRun, { minLength: 1, maxLength: 5 }), fc.nat(), (records, lost) => {
      const runs = records.map(({ claims, ...run }, index) => runOf({ ...run, id: `run-${index}` }, claims));
      const broken = runs.map((run, index) =>
        index === lost % runs.length ? { ...run, outcome: 'crashed' as const } : run,
      );
      const [before, after] = [cover(runs), cover(broken)];
      for (const [index, file] of before.files.entries()) {
        const later = after.files[index];
        expect(Number(later?.uncovered)).toBeGreaterThanOrEqual(Number(file.uncovered));
        for (const agent of before.agents) {
          const rank = (status: Status | undefined) => statuses.indexOf(status ?? 'failed');
          expect(rank(later?.status[agent])).toBeLessThanOrEqual(rank(file.status[agent]));
        }
      }
    }),
  );
});

test('of a deleted file there is nothing to read: it is enough that somebody was told of it', () => {
  const deleted = { ...change, files: [buildFile('src/auth.ts', ['a\n', null], { risk: 90 })] };
  const told = runOf({ assigned: ['src/auth.ts'] });
  expect(uncovered(cover([told], [], { change: deleted }))).toEqual([]);
  expect(uncovered(cover([{ ...told, outcome: 'crashed' }], [], { change: deleted }))).toEqual([
    'src/auth.ts',
  ]);
});

test('of what git calls binary no hunks stand in a brief', () => {
  const binary = { ...change, files: [buildFile('a.ts', ['a\n', '\0'], { risk: 60, class: 'reviewed' })] };
  const told = runOf({ assigned: ['a.ts'], inlined: true });
  expect(uncovered(cover([told], [], { change: binary }))).toEqual(['a.ts']);
  expect(uncovered(cover([{ ...told, pathsRead: ['a.ts'] }], [], { change: binary }))).toEqual([]);
});

test('in a later round the riskiest file of those that it reviews must be read', () => {
  const { review } = buildRecording();
  const scope = scopeOf({
    'src/risky.ts': 'carried',
    'src/new name.ts': 'reviewed',
    'docs/calm.md': 'reviewed',
  });
  const run = runOf({}, { 'src/new name.ts': 'skipped', 'docs/calm.md': 'read' });
  expect(uncovered(cover([run], [], { review: { ...review, round: 2, scope } }))).toEqual([
    'src/new name.ts',
  ]);
});
