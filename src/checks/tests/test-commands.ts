/** A command that runs tests, as a file of commands has it. */
export interface TestCommand {
  /** The runner's name, the same for all ways to start it. */
  readonly runner: string;
  /** The command with single spaces. */
  readonly text: string;
  /** The options that make it run fewer tests, by name. */
  readonly narrowings: ReadonlySet<string>;
  /** Whether it says to run the tests of more than it would by itself. */
  readonly isWide: boolean;
  /** Whether it may be there to build, and runs tests on the way. */
  readonly isBuild: boolean;
  /** Whether the shell goes on as if it had passed. */
  readonly isForgiven: boolean;
  /** 1-based; a command may go on over several lines. */
  readonly startLine: number;
  readonly endLine: number;
}

interface Runner {
  readonly name: string;
  readonly start: RegExp;
  /** What must follow somewhere, where not every command of it runs tests. Apart from `start`, so that a long line is read once. */
  readonly task?: RegExp;
  /** Options that leave tests out, or let a run without any pass. */
  readonly narrows: RegExp;
  /** Options of a command that is there for something else than the suite: benchmarks, or a person who watches. */
  readonly besides?: RegExp;
  /** Options that make a command run the tests of more; what else it names is left out of that. */
  readonly widens?: RegExp;
  readonly isBuild?: boolean;
  /** Whether a word by itself is the name of tests; `valued` are the options whose values are words too. */
  readonly valued?: RegExp;
}

const pytest =
  /(?<=^|\s)(?:-k(?=[\s=]|$)|-m(?=[\s=]|$)|--deselect|--ignore(?:-glob)?(?=[\s=])(?!.(?:\.\/)?(?:build|dist|node_modules|\.?v?env|docs?|examples?|benchmarks?|vendor|third_party)\b)|--lf\b|--last-failed\b)/g;
const jest =
  /(?<=^|\s)(?:-t(?=[\s=]|$)|--testNamePattern|--testPathPatterns?|--testPathIgnorePatterns|--onlyChanged|--passWithNoTests|--changed(?:Since)?)\b/g;
/** Runners by how a command starts them; the first that fits counts. */
const runners: readonly Runner[] = [
  { name: 'pytest', start: /\b(?:pytest|py\.test)(?=\s|$)/, narrows: pytest },
  {
    name: 'go',
    start: /\bgo test(?=\s|$)/,
    narrows: /(?<=^|\s)--?(?:run|skip|short)(?=[\s=]|$)/g,
    besides: /(?<=\s)--?(?:bench|fuzz)(?=[\s=]|$)/,
  },
  {
    name: 'cargo',
    start: /\bcargo (?:\+\S+ )?(?:test|nextest run)(?=\s|$)/,
    narrows: /(?<=^|\s)(?:--skip|--exclude|-p|--package|-E|--filter-expr)(?=[\s=]|$)/g,
    widens: /(?<=\s)--(?:workspace|all)(?=\s|$)/,
    valued:
      /^(?:-[pFjZE]|--(?:package|exclude|features|target|target-dir|manifest-path|test|bin|example|bench|profile|cargo-profile|jobs|color|config|skip|message-format|test-threads|format|filter-expr|retries|partition))$/,
  },
  {
    name: 'jest',
    start: /\b(?:jest|vitest)(?=\s|$)/,
    narrows: jest,
    besides: /(?<=\s)(?:--watch(?:All)?|watch|--ui)(?=\s|$)/,
  },
  {
    name: 'playwright',
    start: /\bplaywright test(?=\s|$)/,
    narrows: /(?<=^|\s)(?:-g|--grep(?:-invert)?|--pass-with-no-tests|--only-changed)(?=[\s=]|$)/g,
  },
  { name: 'cypress', start: /\bcypress run(?=\s|$)/, narrows: /(?<=^|\s)(?:-s|--spec)(?=[\s=]|$)/g },
  {
    name: 'mocha',
    start: /\bmocha(?=\s|$)/,
    narrows: /(?<=^|\s)(?:-g|-f|--grep|--fgrep|--invert)(?=[\s=]|$)/g,
  },
  {
    name: 'maven',
    start: /\bmvnw?(?=\s)/,
    isBuild: true,
    task: /\s(?:test|verify|install|package|deploy)\b/,
    narrows:
      /(?<=^|\s)-D(?:test|it\.test|skipTests|skipITs|maven\.test\.skip|groups|excludedGroups|surefire\.failIfNoSpecifiedTests)(?=[\s=]|$)/g,
  },
  {
    name: 'gradle',
    start: /\bgradlew?(?=\s)/i,
    isBuild: true,
    task: /\s\S*(?:test|check|build)\b/i,
    narrows: /(?<=^|\s)(?:--tests(?=[\s=]|$)|(?:-x|--exclude-task)[ =](?:\S*:)?\w*[tT]est\b)/g,
  },
  { name: 'dotnet', start: /\bdotnet (?:vs)?test(?=\s|$)/, narrows: /(?<=^|\s)--filter(?=[\s=]|$)/g },
  {
    name: 'rspec',
    start: /\brspec(?=\s|$)/,
    narrows: /(?<=^|\s)(?:-e|--example|-t|--tag|--only-failures)(?=[\s=]|$)/g,
  },
  {
    name: 'phpunit',
    start: /\b(?:phpunit|pest)(?=\s|$)/,
    narrows: /(?<=^|\s)--(?:filter|group|exclude-group|exclude-filter|testsuite)(?=[\s=]|$)/g,
  },
  { name: 'ctest', start: /\bctest(?=\s|$)/, narrows: /(?<=^|\s)(?:-R|-E|-L|-LE)(?=\s|$)/g },
  { name: 'swift', start: /\bswift test(?=\s|$)/, narrows: /(?<=^|\s)--(?:filter|skip)(?=[\s=]|$)/g },
  {
    name: 'mix',
    start: /\bmix test(?=\s|$)/,
    narrows: /(?<=^|\s)--(?:only|exclude|stale|failed)(?=[\s=]|$)/g,
  },
  {
    name: 'script',
    start: /\b(?:npm|pnpm|yarn|bun)(?: -\S+){0,8}(?: run(?:-script)?)? (?:test|t)\b(?::[\w:-]+)?(?=\s|$)/,
    narrows:
      /(?<=^|\s)(?:-t|-g|-k|--grep|--spec|--testNamePattern|--testPathPatterns?|--onlyChanged|--passWithNoTests)(?=[\s=]|$)/g,
  },
  {
    name: 'tests',
    start: /(?<=^|[\s"'])(?:tox|nox|make (?:check|test\S*)|rake (?:test|spec))(?=\s|$)/,
    narrows: /(?!)/g,
  },
];

/** The commands of a text that run tests, in order; a comment holds none. */
export function testCommandsIn(text: string): TestCommand[] {
  return logicalLines(text).flatMap(({ text: line, startLine, endLine }) => {
    if (/^\s*(?:#|\/\/)/.test(line)) return [];
    return partsOf(line).flatMap(({ command, isForgiven }): TestCommand[] => {
      const started = startOf(command);
      if (
        !started ||
        /(?:pip3?|npm|yarn|pnpm|gem|uv|poetry|brew|apt(?:-get)?|cargo) (?:install|add|i)\b/.test(command)
      )
        return [];
      const { runner, after } = started;
      const text = command.replace(/^(?:- )*(?:run|script|command|bash|sh): /, '');
      return [
        {
          runner: runner.name,
          text,
          narrowings: narrowingsIn(after, runner),
          isWide: runner.widens?.test(after) === true,
          isBuild: runner.isBuild === true,
          isForgiven,
          startLine,
          endLine,
        },
      ];
    });
  });
}

function narrowingsIn(options: string, { narrows, besides, valued }: Runner): Set<string> {
  if (besides?.test(options)) return new Set();
  const found = new Set([...options.matchAll(narrows)].map(([option]) => option));
  if (valued && namesTests(options, valued)) found.add('a name');
  return found;
}

/** The runner that a command starts, and what follows its name. */
function startOf(command: string): { runner: Runner; after: string } | null {
  for (const runner of runners) {
    const match = runner.start.exec(command);
    const after = match && command.slice(match.index + match[0].length);
    if (after !== null && runner.task?.test(after) !== false) return { runner, after };
  }
  return null;
}

/** Options of every run of pytest, as its configuration has them; null where it has none. */
export function pytestOptionsIn(text: string): TestCommand | null {
  const match = /^[ \t]*addopts[ \t]*=[ \t]*(\[[^\]]*\]|.*(?:\r?\n[ \t]+[^\s#].*)*)/m.exec(text);
  if (!match) return null;
  const startLine = text.slice(0, match.index).split('\n').length;
  const options = plain((match[1] ?? '').replace(/#.*$/gm, ''));
  return {
    runner: 'pytest',
    text: options,
    narrowings: new Set([...options.matchAll(pytest)].map(([option]) => option)),
    isWide: false,
    isBuild: false,
    isForgiven: false,
    startLine,
    endLine: startLine + match[0].split('\n').length - 1,
  };
}

/** Lines as a shell reads them: one that ends with a backslash goes on. */
function logicalLines(text: string): { text: string; startLine: number; endLine: number }[] {
  const found: { text: string; startLine: number; endLine: number }[] = [];
  let isOpen = false;
  for (const [index, line] of text.split('\n').entries()) {
    const last = found.at(-1);
    const part = line.replace(/\\\s*$/, '');
    if (isOpen && last) {
      last.text += ` ${part.trim()}`;
      last.endLine = index + 1;
    } else found.push({ text: part, startLine: index + 1, endLine: index + 1 });
    isOpen = part !== line && /\\\s*$/.test(line);
  }
  return found;
}

/** The commands of a line, without quotes, each with whether its failure is passed over. */
function partsOf(line: string): { command: string; isForgiven: boolean }[] {
  const parts = line.split(/(\|\||&&|;|\|)/);
  return parts.flatMap((part, index) => {
    const isForgiven =
      parts[index + 1] === '||' && /^\s*(?:(?:true|:|exit 0)["',\s]*$|echo\b)/.test(parts[index + 2] ?? '');
    return index % 2 === 0 ? [{ command: plain(part), isForgiven }] : [];
  });
}

const plain = (text: string): string =>
  text
    .replace(/["'`[\]]|,(?=\W|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a word among options is no option's value: the name of the tests to run. */
function namesTests(options: string, valued: RegExp): boolean {
  const words = options.split(' ').filter((word) => word !== '' && word !== '--');
  const end = words.findIndex((word) => /^[#>2&]/.test(word));
  return words
    .slice(0, end < 0 ? undefined : end)
    .some((word, index) => /^[a-z]\w*(?:::\w+)*$/i.test(word) && !valued.test(words[index - 1] ?? ''));
}
