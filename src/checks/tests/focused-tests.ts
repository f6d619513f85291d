import type { Check } from '../check.ts';
import { enclosingLines } from '../view/enclosing-lines.ts';
import type { FileView } from '../view/file-view.ts';
import { patchLine } from '../view/line-patch.ts';
import { directoriesAbove, isFixture, isTest, languageOf } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

/** Calls that make a test runner leave out every other test; groups `only` and `prefix` are what makes them so. */
const javascript =
  /(?<![\w$.])(?:(?:describe|it|test|context|suite|specify|bench|Deno\.test)(?:\.[a-z]\w*)*\s*(?<only>\.only)\b(?=\s*[.(`])|(?<prefix>f)(?:describe|it|context)(?=\(\s*(?:['"`]|[A-Z]\w{0,100}(?:\.name)?\s*,)|\.each\b)|(?:describe|it|test|suite)\(\s*['"`][^\n]{0,200}['"`],\s*\{[^}\n]{0,100}\bonly:\s*true|Deno\.test\(\s*\{[^}]{0,200}\bonly:\s*true)/g;
const focus: Readonly<Record<string, RegExp>> = {
  javascript,
  typescript: javascript,
  // https://rspec.info/features/3-13/rspec-core/filtering/filter-run-when-matching/
  ruby: /^[ \t]*(?:(?<prefix>f)(?:describe|it|context|specify)[ (]+['"A-Z]|(?:(?:RSpec\.)?describe|it|context|specify|scenario|feature)[ (]+['"A-Z].*?(?:, *focus: true| *, *:focus)\b|focus[ \t]*\r?\n[ \t]*(?:def test_|(?:it|test|should)[ (]+['"]))/gm,
  // https://onsi.github.io/ginkgo/#focused-specs
  go: /(?<![\w.])(?<prefix>F)(?:Describe|DescribeTable|Context|When|It|Specify|Entry)(?=\(["`])/g,
  // https://kotest.io/docs/framework/conditional/conditional-tests-with-focus-and-bang.html
  kotlin:
    /(?<![\w.])(?:test|describe|context|it|should|expect|feature|scenario|given)\("(?<only>f:)(?=[^"\n]{0,200}"\)(?:[ \t]*\{|\.config\())/g,
  // https://pestphp.com/docs/filtering-tests
  php: /^[ \t]*\}?\)?(?<only>->only\(\))(?=[ \t]*;)/gm,
  swift: /(?<![\w.])(?<prefix>f)(?:describe|context|it)(?=\(")/g,
};

/** What a focus cannot do without, to search closely only the files that may hold one. */
const trigger = /only|focus|"f:|\b[fF](?:[dD]escribe|[cC]ontext|When|[iI]t|[sS]pecify|Entry)/;

/** Runners of JavaScript, as a test imports them; elsewhere `only` is a word like any other. */
const runners =
  /from\s*['"](?:vitest|@jest\/globals|mocha|node:test|bun:test|@playwright\/test|tape|ava|uvu|cypress|chai)\b|require\(\s*['"](?:mocha|node:test|tape|ava|vitest|uvu)['"]/;

/** Reports tests marked so that only they run. */
export const focusedTests: Check = {
  scope: 'file',
  name: 'focused-tests',
  about: 'Tests marked so that only they run (`.only`, `fdescribe`, `fit`, `FIt`, …).',
  async *inspect(file) {
    const pattern = focus[languageOf(file.path) ?? ''];
    if (!pattern || !file.isReviewed || isFixture(file.path) || !trigger.test(file.addedText)) return;
    for (const { line, column, text, match } of file.search(pattern)) {
      const { only, prefix } = match.groups ?? {};
      const start = column + match[0].length - match[0].trimStart().length;
      if ((await file.syntaxAt(line, start)) !== 'code') continue;
      const whole = (await file.read('new')) ?? '';
      if (!isTest(file.path) && !(only && runners.test(whole))) continue;
      if (isInsideTest(whole, line)) continue;
      const at = only ? column + match[0].lastIndexOf(only) : start;
      const marker = only ?? prefix;
      const mended = marker ? text.slice(0, at) + text.slice(at + marker.length) : null;
      // Some runners (node:test, tap) heed it only with an option of their own.
      const isHeeded = Boolean(only ?? prefix) || !/\bonly:/.test(match[0]) || /Deno/.test(match[0]);
      const isSure = isHeeded && !(isRspec(file.path, match[0]) && (await ignoresFocus(file)));
      yield {
        severity: isSure ? 'important' : 'suggestion',
        kind: 'regression',
        title: 'Focused test switches off the others',
        path: file.path,
        line,
        quote: quoteLine(text, column),
        explanation: `\`${match[0].trim()}\` makes the runner leave out every test that is not focused, so the suite passes without running.`,
        fix: 'Remove the focus.',
        patch: mended === null ? null : await patchLine(file, line, mended),
      };
    }
  },
  examples: {
    reports: [
      {
        change: { 'a.test.ts': "test('a', f);\ntest.only('b', f);\n" },
        at: ['a.test.ts:2'],
        severity: 'important',
      },
      {
        change: { 'e2e/a.js': ["test('a', f);\n", "test.describe.only('a', f);\n"] },
        at: ['e2e/a.js:1'],
        severity: 'important',
      },
      {
        change: { 'a_spec.js': "describe('a', () => {\n  fit('b', f);\n});\n" },
        at: ['a_spec.js:2'],
        severity: 'important',
      },
      {
        change: { 'a_spec.rb': "describe 'a' do\n  it 'b', :focus do\n  end\nend\n" },
        at: ['a_spec.rb:2'],
        severity: 'important',
      },
      {
        change: { 'a_spec.js': "fdescribe(Cart, () => {});\nfit.each([1])('b', f);\n" },
        at: ['a_spec.js:1', 'a_spec.js:2'],
        severity: 'important',
      },
      {
        change: { 'test/a_test.rb': 'class ATest\n  focus\n  def test_b\n  end\nend\n' },
        at: ['test/a_test.rb:2'],
        severity: 'important',
      },
      {
        change: { 'src/test/kotlin/ATest.kt': 'class ATest : FunSpec({\n  test("f:adds") {\n  }\n})\n' },
        at: ['src/test/kotlin/ATest.kt:2'],
        severity: 'important',
      },
      {
        change: { 'tests/ATest.php': "<?php\ntest('adds', function () {\n})->only();\n" },
        at: ['tests/ATest.php:3'],
        severity: 'important',
      },
      {
        change: { 'a_test.go': 'var _ = Describe("a", func() {\n\tFIt("b", func() {})\n})\n' },
        at: ['a_test.go:2'],
        severity: 'important',
      },
    ],
    ignores: [
      { 'runner.test.ts': "test('focus', () => {\n  run(() => {\n    test.only('inner', f);\n  });\n});\n" },
      { 'src/test/kotlin/ATest.kt': 'val path = "f:/tmp"\nopen("f:x")\ntest("f: number") // no\n' },
      {
        'tests/RouteTest.php':
          "<?php\nRoute::resource('a', A::class)->only(['index']);\n$keys = $request->only();\n",
      },
      { 'test/a_test.rb': "input.focus\nfocus\nclick 'a'\n" },
      { 'a.test.ts': 'fit(curve, points);\nfit(Model(1), points);\n' },
      { 'src/pick.ts': "export const test = make();\ntest.only('a', f);\n" },
      { 'a.test.ts': "// test.only('b', f);\nconst code = `test.only('b', f)`;\n" },
      { 'a.ts': 'const name = request.only("name");\nfit("model");\nchart.fit("x");\n' },
      { 'a.test.ts': ["test.only('b', f);\n", "test('b', f);\n"] },
      {
        'spec/spec_helper.rb': 'RSpec.configure do |config|\n  config.filter_run_when_matching :focus\nend\n',
      },
    ],
  },
};

/** RSpec runs the examples that are focused, and no others, only where it is told so; minitest's `focus` stands alone. */
const isRspec = (path: string, focused: string): boolean =>
  languageOf(path) === 'ruby' && !/^\s*focus\b/.test(focused);

/** Whether the helpers of a project's specs are there, and none of them tells RSpec to heed a focus. */
async function ignoresFocus(file: FileView): Promise<boolean> {
  const names = [
    'spec_helper.rb',
    'rails_helper.rb',
    'spec/spec_helper.rb',
    'spec/rails_helper.rb',
    '.rspec',
  ];
  const paths = directoriesAbove(file.path).flatMap((directory) => names.map((name) => directory + name));
  const texts = await Promise.all(paths.map((path) => file.readBeside(path)));
  const helpers = texts.filter((text) => text !== null);
  return helpers.length > 0 && !helpers.some(tellsFocus);
}

/** Whether Ruby or options tell RSpec to heed a focus, comments aside. */
function tellsFocus(helper: string): boolean {
  let isComment = false;
  return helper.split('\n').some((line) => {
    if (line.startsWith('=begin')) isComment = true;
    else if (line.startsWith('=end')) isComment = false;
    const [code = ''] = line.split('#', 1);
    const told = isComment ? null : /filter_run\w*\b|--tag\b|\binclusion_filter\b/.exec(code);
    return told !== null && /\bfocus/.test(line.slice(told.index));
  });
}

/** Whether a line stands inside the body of a test: a runner's own tests define others there. */
const isInsideTest = (text: string, line: number): boolean =>
  enclosingLines(text, line).some((other) => /^\s*(?:it|test|specify)(?:\.\w+)*\(/.test(other));
