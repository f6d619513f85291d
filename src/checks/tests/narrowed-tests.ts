import type { Check, CheckFinding } from '../check.ts';
import type { FileView } from '../view/file-view.ts';
import { isFixture } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';
import { pytestOptionsIn, type TestCommand, testCommandsIn } from './test-commands.ts';

/** Files whose commands run in CI, or are what people and CI call. */
const commandFiles =
  /^\.github\/workflows\/[^/]+\.ya?ml$|(^|\/)(?:action\.ya?ml|\.gitlab-ci\.ya?ml|\.travis\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.?appveyor\.ya?ml|Jenkinsfile|GNUmakefile|[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|tox\.ini|package\.json|composer\.json)$|^\.(?:circleci|buildkite|gitlab)\/.*\.ya?ml$|^(?:ci|\.ci|scripts?|tools|bin)\/[^/]*\.sh$/;
const pytestFiles = /(^|\/)(?:pytest\.ini|\.pytest\.ini|pyproject\.toml|setup\.cfg|tox\.ini)$/;
/** What these rules look for stands in every text that they report. */
const trigger =
  /(?<![\w-])-[A-Za-z-]|\|\||\btest\b|continue-?on-?error|allow_failure|\b(?:if|condition|when):|addopts/i;

/** Reports tests that a changed command or setting leaves out, or whose failures it passes over. */
export const narrowedTests: Check = {
  scope: 'file',
  name: 'narrowed-tests',
  about:
    'Test commands and steps that newly run fewer tests, or pass whatever the tests say (`-k`, `-run`, `-Dtest=`, `|| true`, `continue-on-error: true`, `if: false`, …).',
  async *inspect(file) {
    const [isCommands, isPytest] = [commandFiles.test(file.path), pytestFiles.test(file.path)];
    if (!(isCommands || isPytest) || !file.isReviewed || isFixture(file.path)) return;
    if (!trigger.test(file.addedText)) return;
    const [before, after] = [await file.read('old'), await file.read('new')];
    if (before === null || after === null) return;
    if (isPytest) yield* compare(file, after, [pytestOptionsIn(before)], [pytestOptionsIn(after)]);
    if (!isCommands) return;
    const [old, now] = [testCommandsIn(before), testCommandsIn(after)];
    yield* compareCommands(file, after, old, now);
    if (/\.ya?ml$/.test(file.path)) yield* inspectSteps(file, [before, after], old, now);
  },
  examples: {
    reports: [
      {
        change: {
          '.github/workflows/ci.yml': [
            'jobs:\n  a:\n    steps:\n      - run: pytest -q\n',
            'jobs:\n  a:\n    steps:\n      - run: pytest -q -k "not slow"\n',
          ],
        },
        at: ['.github/workflows/ci.yml:4'],
        severity: 'suggestion',
      },
      {
        change: {
          'package.json': [
            '{"scripts": {"test": "jest"}}',
            '{"scripts": {"test": "jest --passWithNoTests"}}',
          ],
        },
        at: ['package.json:1'],
        severity: 'suggestion',
      },
      {
        change: { Makefile: ['test:\n\tgo test ./...\n', 'test:\n\tgo test -run TestA ./... || true\n'] },
        at: ['Makefile:2'],
        severity: 'suggestion',
      },
      {
        change: {
          '.github/workflows/ci.yml': [
            'jobs:\n  a:\n    steps:\n      - run: cargo test --workspace\n',
            'jobs:\n  a:\n    steps:\n      - run: cargo test --workspace\n        continue-on-error: true\n',
          ],
        },
        at: ['.github/workflows/ci.yml:5'],
        severity: 'suggestion',
      },
      {
        change: {
          '.github/workflows/ci.yml': [
            'jobs:\n  a:\n    steps:\n      - run: npm test\n',
            'jobs:\n  a:\n    if: false\n    steps:\n      - run: npm test\n',
          ],
        },
        at: ['.github/workflows/ci.yml:3'],
        severity: 'suggestion',
      },
      {
        change: {
          'pyproject.toml': [
            '[tool.pytest.ini_options]\naddopts = ["-ra"]\n',
            '[tool.pytest.ini_options]\naddopts = [\n  "-ra",\n  "--deselect", "tests/a.py",\n]\n',
          ],
        },
        at: ['pyproject.toml:4'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      // Tests that are shared out over two commands.
      {
        Makefile: ['test:\n\tpytest\n', 'test:\n\tpytest -m "not slow"\n\tpytest -m slow\n'],
      },
      { Makefile: ['test:\n\tpytest\n', 'test:\n\tpython -m pytest -x\n'] },
      { Makefile: ['test:\n\tcargo test\n', 'test:\n\tcargo test --features a --test b\n'] },
      { Makefile: ['test:\n\tcargo test\n', 'test:\n\tcargo test --workspace --exclude fuzz\n'] },
      { Makefile: ['bench:\n\tgo test ./...\n', 'bench:\n\tgo test -run xxx -bench . ./...\n'] },
      { 'package.json': ['{"scripts": {"w": "jest"}}', '{"scripts": {"w": "jest --watch -t a"}}'] },
      {
        Makefile: ['a:\n\tmvn verify\n\tmvn deploy\n', 'a:\n\tmvn verify\n\tmvn -DskipTests deploy\n'],
      },
      {
        'pyproject.toml': [
          '[tool.pytest.ini_options]\naddopts = "-ra"\n',
          '[tool.pytest.ini_options]\naddopts = "-ra --ignore=build"\n',
        ],
      },
      { Makefile: ['test:\n\tpytest -k a\n', 'test:\n\tpytest -k "a or b"\n'] },
      { Makefile: ['lint:\n\tflake8\n', 'lint:\n\tflake8 || true\nquick:\n\tgo test -short ./...\n'] },
      {
        '.github/workflows/ci.yml': [
          'jobs:\n  a:\n    steps:\n      - run: npm test\n',
          'jobs:\n  a:\n    steps:\n      - run: npm test\n      - run: npm publish\n        continue-on-error: true\n',
        ],
      },
      { '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: pytest -k a || true\n' },
    ],
  },
};

/** Commands that are new in the place of as many old ones of the same runner. */
function* compareCommands(
  file: FileView,
  text: string,
  before: readonly TestCommand[],
  after: readonly TestCommand[],
): Generator<CheckFinding> {
  const changed = without(after, before);
  const gone = without(before, after);
  for (const runner of new Set(changed.map((command) => command.runner))) {
    const [now, old] = [changed, gone].map((commands) => commands.filter((each) => each.runner === runner));
    const isRunElsewhere = after.some((each) => each.runner === runner && each.isBuild && runsAll(each));
    // Where one more is added, the tests may be shared out; what builds may leave tests to another build.
    if (now?.length === old?.length && !isRunElsewhere) yield* compare(file, text, old ?? [], now ?? []);
  }
}

const runsAll = ({ narrowings, isForgiven }: TestCommand): boolean => narrowings.size === 0 && !isForgiven;

function* compare(
  file: FileView,
  text: string,
  before: readonly (TestCommand | null)[],
  after: readonly (TestCommand | null)[],
): Generator<CheckFinding> {
  const lines = text.split('\n');
  for (const [index, now] of after.entries()) {
    const old = before[index];
    if (!now || !file.isAddedBetween(now.startLine, now.endLine)) continue;
    const isWidened = now.isWide && !old?.isWide;
    const narrowings = [...now.narrowings].filter((option) => !isWidened && !old?.narrowings.has(option));
    const isForgiven = now.isForgiven && !old?.isForgiven;
    if (narrowings.length === 0 && !isForgiven) continue;
    const own = linesBetween(now.startLine, now.endLine);
    const line =
      own.find((at) => file.isAdded(at) && narrowings.some((option) => lines[at - 1]?.includes(option))) ??
      own.find((at) => file.isAdded(at)) ??
      now.startLine;
    const options = narrowings
      .map((option) => `\`${option}\``)
      .join(', ')
      .replace('`a name`', 'a name');
    yield {
      ...placeOf(file, lines, line),
      title:
        narrowings.length > 0
          ? `Tests run only in part: ${options}`
          : 'Failing tests no longer fail their command',
      explanation:
        narrowings.length > 0
          ? `This command ran all of its tests before; ${options} leaves some out, or lets a run without any pass, and the suite stays green.`
          : 'What follows `||` makes the command pass whatever the tests say.',
      fix: 'Say in the pull request why, and when it goes back.',
    };
  }
}

/** Settings of a step or a job that keep its tests from running, or from failing it. */
const offSwitch =
  /^(?<indent>[ \t]*(?:- )?)(?:(?<forgives>(?:continue-on-error|continueOnError|allow_failure):[ \t]*["']?true\b)|(?:if|condition):[ \t]*["']?(?:\$\{\{[ \t]*)?false\b[ \t]*(?:\}\}[ \t]*)?(?:["'][ \t]*)?(?:#.*)?$|when:[ \t]*never[ \t]*$)/gm;

function* inspectSteps(
  file: FileView,
  [before, after]: readonly [string, string],
  old: readonly TestCommand[],
  now: readonly TestCommand[],
): Generator<CheckFinding> {
  const count = (text: string) => Array.from(text.matchAll(offSwitch)).length;
  // Where as many are gone, one may have moved.
  if (count(after) <= count(before)) return;
  const lines = after.split('\n');
  const known = new Set(old.map(({ text }) => text));
  const testLines = new Set(now.flatMap(({ text, startLine }) => (known.has(text) ? [startLine] : [])));
  // By indentation, the last block that was walked: a long one may hold a switch in each line.
  const blocks = new Map<number, { readonly end: number; readonly hasTests: boolean }>();
  for (const { line, match } of file.search(offSwitch)) {
    const indent = (match.groups?.indent ?? '').length;
    let block = blocks.get(indent);
    if (!block || block.end < line) {
      const [start, end] = blockAround(lines, line, indent);
      block = { end, hasTests: linesBetween(start, end).some((each) => testLines.has(each)) };
      blocks.set(indent, block);
    }
    if (!block.hasTests) continue;
    const isForgiven = match.groups?.forgives !== undefined;
    yield {
      ...placeOf(file, lines, line),
      title: isForgiven ? 'Failing tests no longer fail their step' : 'Tests are switched off',
      explanation: isForgiven
        ? 'The tests of this part still run, and it passes whatever they say.'
        : 'The tests of this part ran before and no longer do; what they guarded is unguarded, and the run stays green.',
      fix: 'Say in the pull request why, and when it goes back.',
    };
  }
}

/** The lines (1-based) of the mapping that a key of some indentation belongs to. */
function blockAround(lines: readonly string[], line: number, indent: number): [start: number, end: number] {
  const isOutside = (text: string) =>
    text.trim() !== '' && text.length - text.replace(/^[ \t]*(?:- )?/, '').length < indent;
  const begins = (text: string) => text.slice(0, indent).endsWith('- ');
  let start = line;
  while (start > 1 && !begins(lines[start - 1] ?? '') && !isOutside(lines[start - 2] ?? '')) start--;
  let end = line;
  while (end < lines.length && !begins(lines[end] ?? '') && !isOutside(lines[end] ?? '')) end++;
  return [start, end];
}

const linesBetween = (start: number, end: number): number[] =>
  Array.from({ length: end - start + 1 }, (_, index) => start + index);

const placeOf = (
  file: FileView,
  lines: readonly string[],
  line: number,
): Pick<CheckFinding, 'severity' | 'kind' | 'path' | 'line' | 'quote'> => ({
  severity: 'suggestion',
  kind: 'regression',
  path: file.path,
  line,
  quote: quoteLine(lines[line - 1] ?? ''),
});

/** The commands that others do not have, as often as they do not. */
function without(commands: readonly TestCommand[], others: readonly TestCommand[]): TestCommand[] {
  const keyOf = ({ text, isForgiven }: TestCommand) => `${isForgiven} ${text}`;
  const left = new Map<string, number>();
  for (const key of others.map(keyOf)) left.set(key, (left.get(key) ?? 0) + 1);
  return commands.filter((command) => {
    const key = keyOf(command);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}
