import { note } from '../../model/answers/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { enclosingLines } from '../view/enclosing-lines.ts';
import { isFixture, isTest, languageOf } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/**
 * Tests that are switched off without a condition; group `name` is the test's name where it stands in the match, otherwise
 * the next declaration is meant. A skip behind an `if`, or with a condition of its own, is none.
 */
const javascript =
  /(?<![\w$.])(?:(?:describe|it|test|context|suite|specify)(?:\.[a-z]\w*)*\.(?:skip|fixme)(?:\.each)?|x(?:describe|it|test|context|specify))\(\s*(?<name>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`\n]*`)|(?<![\w$.])(?:describe|it|test|suite)\(\s*(?<set>'[^'\n]{0,200}'|"[^"\n]{0,200}"|`[^`\n]{0,200}`),\s*\{[^}\n]{0,100}\bskip:\s*(?:true\b|['"`])/g;
const annotation =
  /^[ \t]*@(?:Disabled|Ignore)\b(?!\w|If|For|On|InNative|Until)(?!.*\bUntil\b).*$|^[ \t]*@Test\([^)\n]{0,200}\benabled\s*=\s*false\b.*$/gm;
const skips: Readonly<Record<string, RegExp>> = {
  javascript,
  typescript: javascript,
  python:
    /^[ \t]*@(?:pytest\.mark\.skip(?:\(\s*\)|\((?=\s*(?:reason\s*=|['"])).*)?[ \t]*$|(?:unittest\.)?skip\(.*)|^[ \t]*(?:async )?def (?<name>test\w*)\([^\n]*\)[^\n:]*:\r?\n(?:[ \t]+(?:"""|#)[^\n]*\n)?[ \t]+(?:pytest\.skip|self\.skipTest|raise (?:unittest\.)?SkipTest)\(|^(?<module>pytestmark)\s*=\s*\[?\s*pytest\.mark\.skip\b/gm,
  java: annotation,
  kotlin: annotation,
  rust: /^[ \t]*#\[ignore(?:\s*=.*)?\]/gm,
  csharp: /^[ \t]*\[(?:Ignore\b.*|(?:Fact|Theory)\(.{0,200}\bSkip\s*=.{0,300})\]/gm,
  go: /^func (?<name>(?:Test|Benchmark|Fuzz)\w*)\(\w+ \*testing\.\w+\) \{\r?\n[ \t]*\w+\.(?:Skip|Skipf|SkipNow)\(|^[ \t]*(?:var _ = )?[PX](?:Describe|DescribeTable|Context|When|It|Specify|Entry)\((?<spec>"[^"\n]*"|`[^`\n]*`)/gm,
  ruby: /^[ \t]*(?:skip (?=['"][^'"\n]*['"] do)|x(?:describe|it|context|specify|scenario|feature)[ (]+)(?<name>'[^'\n]*'|"[^"\n]*"|[A-Z]\S*)/gm,
  swift:
    /^[ \t]*@(?:Test|Suite)\((?:[^()]|\([^()]{0,200}\)){0,300}\.disabled\((?!if)|^[ \t]*func (?<name>test\w*)\(\)[^\n{]{0,50}\{\s{0,50}throw XCTSkip\(/gm,
  php: /^[ \t]*(?:public |final )*function (?<name>test\w*)\([^\n]{0,200}\)[^\n{]{0,50}\s{0,50}\{\s{0,50}(?:\$this->|self::|static::)markTest(?:Skipped|Incomplete)\(/gm,
};

/** Rust's ignored tests run on demand (`--ignored`): those that say what they need are there to be asked for. */
const isOptIn = (line: string): boolean =>
  /^\s*#\[ignore\b.*\b(?:requires?|needs?|live|manual|slow|integration|network|external|real|benchmark|expensive|run with)\b/i.test(
    line,
  );

/** Begins a block that runs under a condition. */
const conditional = /^\s*\}?\s*(?:else|elif|elsif|if|unless|switch|case|when|catch|except|rescue)\b/;

/** What a skip cannot do without, to read only the files that may hold one. */
const trigger =
  /\.(?:skip|fixme|Skip\w*|skipTest)\b|\bskip:|\bSkipTest\b|\bXCTSkip\b|\benabled\s*=\s*false\b|\b[PX](?:Describe|Context|When|It|Specify|Entry)|^\s*skip ['"]|\bx(?:describe|it|test|context|specify|scenario|feature)[ (]|@(?:Disabled|Ignore|skip)\b|\[(?:ignore|Ignore)\b|\bSkip\s*=|\.disabled\(|markTest(?:Skipped|Incomplete)/m;

/** Reports tests that the change switches off. */
export const skippedTests: Check = {
  scope: 'file',
  name: 'skipped-tests',
  about:
    'Tests that are newly skipped without a condition (`it.skip`, `xit`, `@Disabled`, `#[ignore]`, `t.Skip`, …).',
  async *inspect(file) {
    const pattern = skips[languageOf(file.path) ?? ''];
    if (!pattern || !file.isReviewed || isFixture(file.path)) return;
    // Annotations of other libraries have the same names.
    if (pattern === annotation && !isTest(file.path)) return;
    if (!trigger.test(file.addedText)) return;
    const head = await file.read('new');
    if (head === null) return;
    const base = (await file.read('old')) ?? '';
    const before = new Set(findSkips(base, pattern).map((skip) => skip.name));
    const off: Skip[] = [];
    const added: Skip[] = [];
    for (const skip of findSkips(head, pattern)) {
      if (before.has(skip.name) || !file.isAdded(skip.line)) continue;
      if ((await file.syntaxAt(skip.line, skip.column)) !== 'code') continue;
      if (enclosingLines(head, skip.line).some((other) => conditional.test(other))) continue;
      if (base.includes(skip.name)) off.push(skip);
      else if (!isOptIn(skip.text)) added.push(skip);
    }
    yield* report(file.path, off, {
      kind: 'regression',
      title: 'switched off',
      explanation:
        'was not skipped before the change and now is; what it guarded is unguarded, and the suite stays green.',
    });
    yield* report(file.path, added, {
      kind: 'gap',
      title: 'added but skipped',
      explanation: 'is left out by the runner, so what it describes is not tested.',
    });
  },
  examples: {
    reports: [
      {
        change: { 'a.test.ts': ["it('adds', f);\n", "it.skip('adds', f);\n"] },
        at: ['a.test.ts:1'],
        severity: 'suggestion',
      },
      {
        change: {
          'a_test.go': [
            'func TestA(t *testing.T) {\n\trun()\n}\n',
            'func TestA(t *testing.T) {\n\tt.Skip("flaky")\n\trun()\n}\n',
          ],
        },
        at: ['a_test.go:2'],
        severity: 'suggestion',
      },
      {
        change: { 'ATest.java': ['@Test\nvoid adds() {}\n', '@Disabled("flaky")\n@Test\nvoid adds() {}\n'] },
        at: ['ATest.java:1'],
        severity: 'suggestion',
      },
      {
        change: { 'a.test.ts': "it.skip('adds', f);\nit.skip('removes', f);\n" },
        at: ['a.test.ts:1'],
        severity: 'suggestion',
      },
      {
        change: { 'lib.rs': ['#[test]\nfn adds() {}\n', '#[test]\n#[ignore]\nfn adds() {}\n'] },
        at: ['lib.rs:2'],
        severity: 'suggestion',
      },
      {
        change: { 'test_a.py': '@pytest.mark.skip(reason="later")\ndef test_a():\n    pass\n' },
        at: ['test_a.py:1'],
        severity: 'suggestion',
      },
      ...(
        [
          ['a.test.ts', "test('adds', { skip: true }, f);\n", 1],
          ['a_test.go', 'var _ = Describe("a", func() {\n\tPIt("adds", func() {})\n})\n', 2],
          ['test_a.py', 'class TestA(TestCase):\n    def test_a(self):\n        self.skipTest("later")\n', 3],
          ['test_a.py', 'import pytest\n\npytestmark = pytest.mark.skip(reason="later")\n', 3],
          ['ATest.java', '@Test(enabled = false)\npublic void adds() {}\n', 1],
          ['ATests.swift', 'func testAdds() throws {\n    throw XCTSkip("later")\n}\n', 2],
          ['ATests.swift', '@Test(\n    "adds",\n    .disabled("later")\n)\nfunc adds() {}\n', 3],
        ] as const
      ).map(([path, text, line]) => ({
        change: { [path]: text },
        at: [`${path}:${line}`],
        severity: 'suggestion' as const,
      })),
      { change: { 'a_spec.rb': "  xit 'adds' do\n  end\n" }, at: ['a_spec.rb:1'], severity: 'suggestion' },
      {
        change: {
          'ATests.cs': ['[Fact]\npublic void Adds() {}\n', '[Fact(Skip = "flaky")]\npublic void Adds() {}\n'],
        },
        at: ['ATests.cs:1'],
        severity: 'suggestion',
      },
    ],
    ignores: [
      { 'a.test.ts': "// it.skip('adds', f);\ntest.skip(isWindows, 'not here');\nlist.skip('two');\n" },
      { 'a.test.ts': ["  it.skip('adds', f);\n", "it.skip('adds', f);\n"] },
      { 'a_test.go': 'func TestA(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip("slow")\n\t}\n}\n' },
      {
        'test_a.py':
          '@pytest.mark.skipif(sys.platform == "win32", reason="posix")\ndef test_a():\n    pass\n',
      },
      { 'a.test.ts': "if (isRemote) {\n  test.skip('needs an account');\n} else {\n  test('runs', f);\n}\n" },
      { 'tests/live.rs': '#[test]\n#[ignore = "requires a running server"]\nfn connects() {}\n' },
      { 'a.test.ts': "test('adds', { skip: isWindows }, f);\npage('a', { skip: true });\n" },
      {
        'test_a.py':
          'pytestmark = pytest.mark.skipif(old, reason="new")\ndef test_a():\n    if old:\n        pytest.skip("x")\n',
      },
      { 'ATest.java': '@Test(enabled = true)\npublic void adds() {}\n' },
      { 'a_test.go': 'var _ = It("adds", func() { XIt.Run("x") })\n' },
      { 'ATest.java': '@DisabledOnOs(OS.WINDOWS)\n@Test\nvoid adds() {}\n' },
    ],
  },
};

interface Skip {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly name: string;
}

/** One finding for all skips of a file. */
function* report(
  path: string,
  skips: readonly Skip[],
  { kind, title, explanation }: Pick<CheckFinding, 'kind' | 'title' | 'explanation'>,
): Generator<CheckFinding> {
  const [first] = skips;
  if (!first) return;
  const isOne = skips.length === 1;
  const names = skips.slice(0, 10).map(({ name, line }) => `${name.slice(0, 80)} (line ${line})`);
  yield {
    severity: 'suggestion',
    kind,
    title: isOne ? `Test ${title}: ${first.name.slice(0, 80)}` : `${skips.length} tests ${title}`,
    path,
    line: first.line,
    quote: quoteLine(first.text, first.column),
    explanation: `${isOne ? 'This test' : 'Each of these tests'} ${explanation}`,
    evidence: isOne ? [] : [note(`Tests: ${names.join(', ')}${skips.length > 10 ? ', …' : ''}.`)],
    fix: 'Make the test pass, or say in the pull request why it is skipped and when it returns.',
  };
}

function findSkips(text: string, pattern: RegExp): Skip[] {
  const lines = text.split('\n');
  let line = 1;
  let offset = 0;
  const lineAt = (to: number) => {
    for (; offset < to; offset++) if (text[offset] === '\n') line++;
    return line;
  };
  return Array.from(text.matchAll(pattern), (match) => {
    // The line that skips is the match's last.
    const last = match[0].slice(match[0].lastIndexOf('\n') + 1);
    const end = match.index + match[0].length;
    const found = lineAt(end - last.length);
    const whole = lines[found - 1] ?? '';
    const column = whole.indexOf(last) + last.length - last.trimStart().length;
    const named = Object.values(match.groups ?? {}).find((name) => name !== undefined);
    return { line: found, column, text: whole, name: named ?? nextDeclaration(lines, found) };
  });
}

/** The name in the first line after an annotation that is none itself. */
function nextDeclaration(lines: readonly string[], after: number): string {
  const own = (lines[after - 1] ?? '').replace(/@\w+(?:\([^)]*\))?/g, '');
  const further = lines.slice(after, after + 30);
  const declaration =
    [own, ...further].find((line) =>
      /^\s*(?:[\w<>[\], ]+ )?(?:class|fn|def|fun|func|struct|void)\s+\w/.test(line),
    ) ??
    further.find((line) => !/^\s*(?:[@#[*/'")]|$)/.test(line)) ??
    '';
  return (
    /\b(?:class|fn|def|fun|func|struct)\s+(`[^`]+`|\w+)|(\w+)\s*[<(]/
      .exec(declaration)
      ?.slice(1)
      .find(Boolean) ?? declaration.trim()
  );
}
