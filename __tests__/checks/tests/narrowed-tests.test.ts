import { expect, test } from 'vitest';
import type { Sample } from '../../../src/checks/check.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { narrowedTests } from '../../../src/checks/tests/narrowed-tests.ts';
import { buildChange, buildReadText } from '../../helpers/change.ts';

async function titlesOf(change: Sample): Promise<string[]> {
  const { findings } = await runChecks([narrowedTests], buildChange(change), buildReadText(change));
  return findings.map(({ title }) => title);
}

const workflow = (run: string) =>
  `on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n${run}`;
const ran = (...commands: string[]) =>
  workflow(`      - run: |\n${commands.map((command) => `          ${command}\n`).join('')}`);
const changed = (before: string, after: string): Sample => ({
  '.github/workflows/ci.yml': [ran(before), ran(after)],
});

test.each([
  ['pytest', 'pytest -k fast'],
  ['python -m pytest tests', 'python -m pytest tests -m "not slow"'],
  ['uv run pytest', 'uv run pytest --deselect tests/test_a.py::test_b'],
  ['pytest -q', 'pytest -q --ignore=tests/slow'],
  ['go test ./...', "go test -run 'TestA|TestB' ./..."],
  ['go test -race ./...', 'go test -race -short ./...'],
  ['cargo test --all-features', 'cargo test --all-features parses'],
  ['cargo test', 'cargo test -- --skip slow::'],
  ['npx jest', "npx jest -t 'adds'"],
  ['jest --ci', 'jest --ci --testPathPattern=unit'],
  ['npm test', 'npm test -- --testPathIgnorePatterns=e2e --passWithNoTests'],
  ['vitest run', 'vitest run --passWithNoTests'],
  ['mvn -B verify', 'mvn -B verify -Dtest=ATest'],
  ['./mvnw install', './mvnw install -DskipTests'],
  ['./gradlew build', './gradlew build -x test'],
  ['dotnet test', 'dotnet test --filter Category!=Slow'],
  ['bundle exec rspec', 'bundle exec rspec --tag ~slow'],
  ['vendor/bin/phpunit', 'vendor/bin/phpunit --exclude-group slow'],
  ['npx playwright test', 'npx playwright test --grep-invert @slow'],
])('tells what `%s` leaves out as `%s`', async (before, after) => {
  expect(await titlesOf(changed(before, after))).toEqual([expect.stringContaining('Tests run only in part')]);
  expect(await titlesOf(changed(after, before))).toEqual([]);
  expect(await titlesOf({ '.github/workflows/ci.yml': ran(after) })).toEqual([]);
});

test.each(['npm test || true', 'make test || :', 'tox || echo failed', 'pytest || exit 0'])(
  'tells that `%s` cannot fail',
  async (after) => {
    expect(await titlesOf(changed(after.split(' ||')[0] ?? '', after))).toEqual([
      'Failing tests no longer fail their command',
    ]);
  },
);

test('a command may go on over several lines', async () => {
  const sample = {
    '.github/workflows/ci.yml': [
      ran('pytest \\', '  -q \\', '  tests'),
      ran('pytest \\', '  -q \\', '  -k fast \\', '  tests'),
    ] as const,
  };
  const { findings } = await runChecks([narrowedTests], buildChange(sample), buildReadText(sample));
  expect(findings.map(({ line, title }) => `${line} ${title}`)).toEqual(['9 Tests run only in part: `-k`']);
});

const step = '      - run: npm test\n';
test.each([
  ['a step', `${step}        continue-on-error: true\n`, 'Failing tests no longer fail their step'],
  [
    'the first key',
    `      - continue-on-error: true\n        run: npm test\n`,
    'Failing tests no longer fail their step',
  ],
  ['a condition', `      - if: \${{ false }}\n        run: npm test\n`, 'Tests are switched off'],
])('tells what switches tests off: %s', async (_, after, title) => {
  expect(await titlesOf({ '.github/workflows/ci.yml': [workflow(step), workflow(after)] })).toEqual([title]);
});

test('of GitLab, a job that may fail', async () => {
  const job = 'test:\n  script:\n    - pytest\n';
  expect(await titlesOf({ '.gitlab-ci.yml': [job, `${job}  allow_failure: true\n`] })).toEqual([
    'Failing tests no longer fail their step',
  ]);
});

test.each<readonly [string, Sample]>([
  ['a job more', { Makefile: ['a:\n\tpytest\n', 'a:\n\tpytest\nb:\n\tpytest -k fast\n'] }],
  ['tests shared out', { Makefile: ['a:\n\tpytest\n', 'a:\n\tpytest -m slow\n\tpytest -m "not slow"\n'] }],
  ['features', { Makefile: ['a:\n\tcargo test\n', 'a:\n\tcargo test --features a,b --test c\n'] }],
  ['a module of Python', { Makefile: ['a:\n\tpytest\n', 'a:\n\tpython -m pytest\n'] }],
  ['an installation', { Makefile: ['a:\n\tpip install pytest\n', 'a:\n\tpip install pytest -k || true\n'] }],
  ['a comment', { Makefile: ['a:\n\tpytest\n', '# pytest -k a\na:\n\tpytest\n'] }],
  ['a moved line', { Makefile: ['a:\n\tpytest -k a\n', 'b:\n\tdate\na:\n\tpytest -k a\n'] }],
  [
    'another step',
    {
      '.github/workflows/ci.yml': [
        workflow(step),
        workflow(
          `${step}      - run: codecov\n        continue-on-error: true\n      - run: lint\n        if: false\n`,
        ),
      ],
    },
  ],
  [
    'a new step',
    {
      '.github/workflows/ci.yml': [
        workflow(step),
        workflow(`${step}      - run: npm run test:next\n        continue-on-error: true\n`),
      ],
    },
  ],
  [
    'what a matrix allows',
    {
      '.github/workflows/ci.yml': [
        workflow(step),
        workflow(`${step}        continue-on-error: \${{ matrix.isNew }}\n`),
      ],
    },
  ],
  ['a version of pytest', { 'pyproject.toml': ['dev = ["pytest"]\n', 'dev = ["pytest", "pytest-k"]\n'] }],
])('keeps silent on %s', async (_, change) => {
  expect(await titlesOf(change)).toEqual([]);
});

test.each([
  ['commands', 'a:\n\ttox\n', `a:\n\ttox\n${'\tnox\n'.repeat(50_000)}`],
  ['words in a line', 'a:\n\ttox\n', `a:\n\tgradle ${'gradle '.repeat(50_000)}\n`],
])('many %s cost no time', async (_, before, after) => {
  const start = performance.now();
  expect(await titlesOf({ Makefile: [before, after] })).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5000);
});

test('many switches in one step cost no time', async () => {
  const start = performance.now();
  const after = workflow(`${step}${'        continue-on-error: true\n'.repeat(20_000)}`);
  const found = await titlesOf({ '.github/workflows/ci.yml': [workflow(step), after] });
  expect(found).toHaveLength(50);
  expect(performance.now() - start).toBeLessThan(5000);
});
