import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../src/model/version.ts';
import { deepReview } from '../helpers/deep-review.ts';
import { makeChange, makeRepository, temporaryDirectory } from '../helpers/repository.ts';

/** A change that `checks` has one important finding about. */
function focused() {
  return makeChange(
    { 'src/sum.js': 'export const sum = (a, b) => a + b;\n', 'test/sum.test.js': "it('adds', () => {});\n" },
    {
      'src/sum.js': 'export const sum = (a, b) => b + a;\n',
      'test/sum.test.js': "it.only('adds', () => {});\n",
    },
  );
}

describe('a review with the embedded reviewer', () => {
  test('writes every file and exits by the gate', () => {
    const { directory } = focused();
    const result = deepReview(['--repo', directory, '--agents', 'checks']);
    expect(result.stderr).not.toMatch(/bug of ours/);
    expect(result.exitCode).toBe(1);
    expect(readdirSync(result.out)).toEqual(
      expect.arrayContaining([
        'report.json',
        'report.md',
        'report.html',
        'report.sarif',
        'summary.md',
        'raw',
        'events.jsonl',
      ]),
    );
    expect(result.report?.verdict).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'block',
      blocking: ['I1'],
    });
    expect(result.report?.findings[0]?.anchor).toMatchObject({
      path: 'test/sum.test.js',
      startLine: 1,
      status: 'exact',
    });
    expect(result.stdout).toMatch(/Merge with fixes/);
  });

  test('passes with --fail-on never, and prints JSON on request', () => {
    const { directory } = focused();
    const result = deepReview(['--repo', directory, '--agents', 'checks', '--fail-on', 'never', '--json']);
    expect(result.exitCode).toBe(0);
    expect(JSON.parse(result.stdout).verdict.gate).toBe('pass');
  });

  test('says nothing with --quiet where it passes, and the verdict where it does not', () => {
    const { directory } = focused();
    const passing = deepReview(['--repo', directory, '--agents', 'checks', '--fail-on', 'never', '--quiet']);
    expect(passing).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    const blocking = deepReview(['--repo', directory, '--agents', 'checks', '-q']);
    expect(blocking).toMatchObject({ exitCode: 1, stderr: '' });
    expect(blocking.stdout).toMatch(/Merge with fixes/);
  });

  test('reads a bare repository', () => {
    const { directory } = focused();
    const bare = join(temporaryDirectory(), 'bare.git');
    makeRepository().git('clone', '--quiet', '--bare', directory, bare);
    const result = deepReview(['--repo', bare, '--base', 'main', '--head', 'feature', '--agents', 'checks']);
    expect(result.report?.findings).toHaveLength(1);
  });

  test('leaves the repository as it was', () => {
    const { directory, git } = focused();
    deepReview(['--repo', directory, '--agents', 'checks']);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(existsSync(join(directory, 'deep-review-report'))).toBe(false);
  });

  test('with nothing else installed, auto is inconclusive and says what to do', () => {
    const { directory } = focused();
    const result = deepReview(['--repo', directory]);
    expect(result.report?.verdict.level).toBe('inconclusive');
    expect(result.exitCode).toBe(1);
    expect(result.report?.recommendations.join('\n')).toMatch(/install|sign in|agent/i);
  });
});

describe('bad input ends with one clear message and exit code 3', () => {
  const refusal = (argv: readonly string[], cwd?: string) => {
    const result = deepReview(argv, cwd === undefined ? {} : { cwd });
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toBe('');
    expect(result.report).toBeNull();
    expect(result.stderr).not.toMatch(/ {4}at |bug of ours/);
    return result.stderr;
  };

  test('not a repository', () => {
    expect(refusal(['--agents', 'checks', '--repo', temporaryDirectory()])).toMatch(
      /is not in a git repository\. Name one with --repo/,
    );
  });

  test('a directory that does not exist', () => {
    expect(refusal(['--agents', 'checks', '--repo', '/nonexistent/place'])).toMatch(/\/nonexistent\/place/);
  });

  test('an unknown revision', () => {
    const { directory } = focused();
    expect(refusal(['--agents', 'checks', '--repo', directory, '--base', 'nowhere'])).toMatch(/nowhere/);
  });

  test('a revision that looks like an option', () => {
    const { directory } = focused();
    expect(refusal(['--agents', 'checks', '--repo', directory, '--base=--upload-pack=touch x'])).toMatch(
      /There is no commit "--upload-pack=touch x"/,
    );
  });

  test('no merge base', () => {
    const { directory, git, commit } = focused();
    git('checkout', '--quiet', '--orphan', 'island');
    commit('Alone', { 'other.txt': 'x\n' });
    expect(
      refusal(['--agents', 'checks', '--repo', directory, '--base', 'main', '--head', 'island']),
    ).toMatch(/no (merge base|common)/i);
  });

  test('an empty diff', () => {
    const { directory } = focused();
    expect(
      refusal(['--agents', 'checks', '--repo', directory, '--base', 'feature', '--head', 'feature']),
    ).toMatch(/nothing to review/i);
  });

  test('a broken configuration', () => {
    const { directory } = focused();
    const file = join(temporaryDirectory(), 'deep-review.yml');
    writeFileSync(file, 'ingore: [x]\n');
    expect(refusal(['--agents', 'checks', '--repo', directory, '--config', file])).toMatch(
      /unknown key "ingore" \(did you mean "ignore"\?\)/,
    );
  });

  test('an unknown input value', () => {
    expect(refusal(['--fail-on', 'sometimes'])).toMatch(/"fail-on" must be/);
  });

  test('an unknown agent', () => {
    const { directory } = focused();
    expect(refusal(['--repo', directory, '--agents', 'cluade'])).toMatch(/did you mean "claude"/);
  });
});

describe('agents in trouble are data', () => {
  const withAgent = (command: string[], agents: string) => {
    const { directory } = focused();
    const config = join(temporaryDirectory(), 'deep-review.yml');
    writeFileSync(config, `agents:\n  mine: { command: ${JSON.stringify(command)} }\n`);
    return deepReview(['--repo', directory, '--config', config, '--agents', agents]);
  };

  test('an agent that is not installed', () => {
    const result = withAgent(['no-such-program-here'], 'mine checks');
    expect(result.report?.agents.find((agent) => agent.name === 'mine')).toMatchObject({
      outcome: 'missing',
    });
    expect(result.report?.verdict.level).toBe('inconclusive');
    expect(result.exitCode).toBe(1);
  });

  test('an agent that prints rubbish', () => {
    const result = withAgent([process.execPath, '-e', 'console.log("the quick brown fox")'], 'mine checks');
    expect(result.report?.agents.find((agent) => agent.name === 'mine')).toMatchObject({
      outcome: 'malformed',
    });
    expect(result.report?.findings).toHaveLength(1);
    expect(result.exitCode).toBe(1);
  });
});

describe('the small commands', () => {
  test('--version and --help', () => {
    expect(deepReview(['--version']).stdout).toBe(`deep-review ${version}\n`);
    expect(deepReview(['--help']).stdout).toMatch(/^Usage: deep-review \[COMMAND\]/m);
    expect(deepReview(['version']).stdout).toBe(`deep-review ${version}\n`);
    expect(deepReview(['review', '--help'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each(['review', 'ruling', 'report', 'config'])('schema %s prints a JSON Schema', (name) => {
    const schema = JSON.parse(deepReview(['schema', name]).stdout);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  test('doctor --json tells of every agent', () => {
    const result = deepReview(['doctor', '--json']);
    expect(result.exitCode).toBe(0);
    const diagnoses = JSON.parse(result.stdout) as { name: string; outcome: string }[];
    expect(diagnoses.find(({ name }) => name === 'checks')?.outcome).toBe('completed');
    expect(diagnoses.find(({ name }) => name === 'claude')?.outcome).toBe('missing');
  });

  test('read prints a Markdown review as data', () => {
    const file = join(temporaryDirectory(), 'review.md');
    writeFileSync(
      file,
      '## Important Issues\n\n1. **Wrong order** — `src/sum.js:1` (important, regression)\n\nThe order matters.\n\nFix: swap them back.\n',
    );
    const review = JSON.parse(deepReview(['read', file]).stdout);
    expect(review.findings).toMatchObject([
      { id: 'I1', severity: 'important', kind: 'regression', path: 'src/sum.js', startLine: 1 },
    ]);
  });

  test('cluster joins what is one', () => {
    const file = join(temporaryDirectory(), 'candidates.json');
    const text = 'The cache key ignores the tenant id, so tenants see the entries of each other';
    writeFileSync(
      file,
      JSON.stringify({
        candidates: [
          { id: 'a', tool: 'x', path: 'src/cache.ts', line: [10, 12], text },
          { id: 'b', tool: 'y', path: 'src/cache.ts', line: [11, 11], text: `${text}.` },
          {
            id: 'c',
            tool: 'y',
            path: 'src/log.ts',
            line: [5, 5],
            text: 'A debug statement was left in the logger',
          },
        ],
      }),
    );
    const { clusters } = JSON.parse(deepReview(['cluster', file]).stdout) as { clusters: string[][] };
    expect(clusters.map((cluster) => cluster.sort().join()).sort()).toEqual(['a,b', 'c']);
  });
});

test('a replay of the same recording is the same report', () => {
  const { directory } = focused();
  const first = deepReview(['--repo', directory, '--agents', 'checks']);
  const second = deepReview(['replay', '--from', first.out]);
  expect(second.exitCode).toBe(1);
  for (const name of ['report.json', 'report.md', 'report.html', 'report.sarif', 'summary.md']) {
    expect(readFileSync(join(second.out, name), 'utf8')).toBe(readFileSync(join(first.out, name), 'utf8'));
  }
  expect(deepReview(['replay', '--from', first.out, '--fail-on', 'never']).exitCode).toBe(0);
});
