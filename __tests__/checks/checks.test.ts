import { describe, expect, test } from 'vitest';
import { checks } from '../../src/agents/team/checks-agent.ts';
import { limits } from '../../src/checks/view/limits.ts';
import { reviewSchema } from '../../src/model/answers/review-schema.ts';
import { buildChange, buildFile, buildReadText, type Texts } from '../helpers/change.ts';

const review = async (texts: Texts, change = buildChange(texts)) =>
  reviewSchema.parse(JSON.parse(await checks.review(change, buildReadText(texts))));

test('writes a review of the schema, the worst findings first', async () => {
  const result = await review({
    'b.py': 'def f():\n    breakpoint()\n',
    'a.ts': 'let a;\n<<<<<<< HEAD\na = 1;\n=======\na = 2;\n>>>>>>> topic\n',
    'lib.rs': 'fn f() {\n    dbg!(1);\n}\n',
    'logo.png': '\0',
    'gone.ts': ['x\n', null],
  });
  expect(
    result.findings.map(({ severity, path, startLine, endLine }) => [severity, path, startLine, endLine]),
  ).toEqual([
    ['critical', 'a.ts', 2, 6],
    ['important', 'b.py', 2, 2],
    ['suggestion', 'lib.rs', 2, 2],
  ]);
  expect(result.findings[1]?.evidence).toEqual([
    {
      kind: 'citation',
      path: 'b.py',
      line: 2,
      side: 'new',
      quote: '    breakpoint()',
      command: null,
      output: null,
      text: null,
    },
  ]);
  expect(result.coverage.map(({ status }) => status)).toEqual(['read', 'read', 'read', 'listed', 'listed']);
});

test('finds nothing in a clean change, and says so', async () => {
  const result = await review({ 'a.ts': 'export const a = 1;\n' });
  expect(result.findings).toEqual([]);
  expect(result.summary).toContain('1 file');
});

test('never shows a secret', async () => {
  const secret = `${'ghp'}_9fK2mQ7xVb4RtZ1pLw8YcJ5nHs3DgA6eUoXi`;
  const texts = { 'a.ts': `const token = '${secret}', other = '${secret}';\n` };
  const answer = await checks.review(buildChange(texts), buildReadText(texts));
  expect(JSON.parse(answer).findings).toHaveLength(2);
  expect(JSON.parse(answer).findings[1].quote).toBe("const token = '");
  expect(answer).not.toContain(secret.slice(8));
});

test('a patch removes exactly the line', async () => {
  const { findings } = await review({ 'a.js': 'function f() {\n  debugger;\n  g();\n}\n' });
  expect(findings[0]?.patch).toBe(
    '--- a/a.js\n+++ b/a.js\n@@ -1,4 +1,3 @@\n function f() {\n-  debugger;\n   g();\n }\n',
  );
});

describe('tests', () => {
  test('code without tests is an assessment, not a finding', async () => {
    const result = await review({ 'src/a.ts': ['a;\n', 'b;\n'], 'README.md': 'x\n' });
    expect(result.findings).toEqual([]);
    expect(result.testing.assessment).toBe('1 code file changed and no test did.');
    expect(result.testing.untested).toHaveLength(1);
  });

  test('a test file beside it is enough', async () => {
    const result = await review({ 'src/a.ts': 'b;\n', 'src/a.test.ts': 'c;\n' });
    expect(result.testing).toEqual({ assessment: '1 code file and 1 test file changed.', untested: [] });
  });
});

test('commits that are to be squashed are named', async () => {
  const commit = {
    oid: '1'.repeat(40),
    subject: 'fixup! Add a',
    body: '',
    author: 'A',
    date: '2026-01-01T00:00:00Z',
  };
  const result = await review({}, buildChange({}, { commits: [commit] }));
  expect(result.commits).toContain('fixup! Add a');
});

describe('a hostile change', () => {
  test('a flood of findings is cut off, and the review says so', async () => {
    const { findings, limitations } = await review({ 'a.js': 'debugger;\n'.repeat(1000) });
    expect(findings).toHaveLength(limits.findings);
    expect(limitations.join()).toContain('debugger-statements');
  });

  test.each<[string, Texts]>([
    [
      'a line of 10 MB',
      { 'a.js': 'a("x");'.repeat(1_500_000), 'a.json': `{"a": "${'x'.repeat(10_000_000)}"}` },
    ],
    [
      'aliases that multiply',
      {
        'a.yml': `a0: &a0 [x, x]\n${Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
      },
    ],
    [
      'deep nesting',
      {
        'a.json': ['{}', '['.repeat(100_000)],
        'a.yml': `a: ${'['.repeat(300)}`,
        'a.toml': `a = ${'['.repeat(20_000)}`,
      },
    ],
    ['markers that never close', { 'a.ts': '<<<<<<< HEAD\n'.repeat(20_000) }],
    ['half a key, often', { 'a.ts': `${'-----BEGIN RSA '}PRIVATE KEY-----\n`.repeat(20_000) }],
    ['bidirectional controls', { 'a.ts': '\u2066a\u2069'.repeat(200_000) }],
    [
      'spaces before nothing',
      {
        'a.py': `${' '.repeat(500_000)}x\n`,
        'a.rb': `${' '.repeat(500_000)}x\n`,
        'a.php': `dd(${');'.repeat(200_000)}x\n`,
      },
    ],
    [
      'expressions',
      {
        '.github/workflows/a.yml': `on: issues\njobs:\n  a:\n    steps:\n      - run: "${'${{ contains('.repeat(20_000)}"\n`,
      },
    ],
  ])('%s does not hang it', async (_, texts) => {
    const start = performance.now();
    await review(texts);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('a file that is ignored is not looked at', async () => {
    const file = buildFile('a.js', [null, 'debugger;\n'], { class: 'ignored' });
    const result = await review({}, buildChange({}, { files: [file] }));
    expect([result.findings, result.coverage]).toEqual([[], [{ path: 'a.js', status: 'skipped' }]]);
  });
});
