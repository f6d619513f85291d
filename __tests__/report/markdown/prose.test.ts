import { toString as textOf } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { stringifyDocument } from '../../../src/report/markdown/markdown.ts';
import { readInline, readProse } from '../../../src/report/markdown/prose.ts';
import { links } from '../../helpers/links.ts';

const written = (prose: string) =>
  stringifyDocument({ type: 'root', children: readProse(prose, links) }).trimEnd();

describe('an agent’s prose stays in its place', () => {
  test.each([
    ['a heading', '# Critical Issues', '**Critical Issues**'],
    ['a heading underlined', 'Verdict\n=======', '**Verdict**'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\nb'],
    ['HTML in a line', 'a <script>alert(1)</script> b', 'a \\<script>alert(1)\\</script> b'],
    ['a block of HTML', '<details open>\n<summary>x</summary>', '\\<details open>\n\\<summary>x\\</summary>'],
    ['an HTML comment', 'a <!-- hidden --> b', 'a \\<!-- hidden --> b'],
    ['an image', '![pixel](https://evil.example/p.gif)', 'pixel: `https://evil.example/p.gif`'],
    ['a link to a foreign host', '[docs](https://evil.example/a)', 'docs (`https://evil.example/a`)'],
    ['a link that runs a script', '[x](javascript:alert(1))', 'x (`javascript:alert(1)`)'],
    ['a link with data', '[x](data:text/html,hi)', 'x (`data:text/html,hi`)'],
    [
      'a link to a known host',
      '[the issue](https://github.com/acme/queue/issues/3)',
      '[the issue](https://github.com/acme/queue/issues/3)',
    ],
    [
      'a link with credentials',
      '[x](https://github.com@evil.example/)',
      'x (`https://github.com@evil.example/`)',
    ],
    ['a bare address', 'see https://evil.example/x?y=1.', 'see `https://evil.example/x?y=1`.'],
    ['a bare known address', 'see https://github.com/acme/queue.', 'see <https://github.com/acme/queue>.'],
    ['an address without a scheme', 'see www.evil.example now', 'see `www.evil.example` now'],
    ['an autolink', '<https://evil.example/>', '`https://evil.example/`'],
    ['a reference link', '[x][1]\n\n[1]: https://evil.example', 'x\n\n1: `https://evil.example`'],
    ['an e-mail address', 'ask a@b.example', 'ask `a@b.example`'],
    ['a mention', 'thanks @octocat and @acme/team!', 'thanks `@octocat` and `@acme/team`!'],
    ['an issue', 'like #12, GH-12 and acme/queue#12', 'like `#12`, `GH-12` and `acme/queue#12`'],
    ['mathematics', 'from $HOME to $PATH.', 'from `$HOME` to `$PATH`.'],
    ['an emoji code', 'a :tada: b', 'a `:tada:` b'],
    ['a drawing', '```mermaid\ngraph TD\n```', '```\ngraph TD\n```'],
    ['a fence that is not closed', '```js\nlet a;', '```js\nlet a;\n```'],
    ['a fence inside a fence', '````\n```\n</pre>\n````', '````\n```\n</pre>\n````'],
    ['a footnote', 'a[^1]\n\n[^1]: note', 'a(1)\n\nnote'],
    ['an alert', '> [!WARNING]\n> text', '> \\[!WARNING]\n> text'],
    ['a task list', '- [x] done', '- [x] done'],
    ['a table', '| a | b |\n|-|-|\n| <b> | @x |', '| a | b |\n| - | - |\n| \\<b> | `@x` |'],
  ])('%s', (_, prose, expected) => {
    expect(written(prose)).toBe(expected);
  });

  test('what Markdown is for is kept', () => {
    const prose = 'Some *words*, **strong** and `code`.\n\n1. one\n2. two\n\n> quoted\n\n```go\nx := 1\n```';
    expect(written(prose)).toBe(prose.replaceAll('*words*', '_words_'));
  });

  test('one line stays one line', () => {
    expect(
      readInline('a title\n\n# with a heading', links)
        .map((node) => textOf(node))
        .join(''),
    ).toBe('a title # with a heading');
    expect(
      readInline('- a list\n- of two', links)
        .map((node) => textOf(node))
        .join(''),
    ).toBe('a list - of two');
  });
});

describe('text that is made to be slow is read quickly', () => {
  test.each([
    ['quotes', `${'>'.repeat(5000)} a`],
    ['lists', `${'- '.repeat(5000)}a`],
    ['numbered lists', `${'1. '.repeat(3000)}a`],
    ['stars', `${'*'.repeat(4500)}a${'*'.repeat(4500)}`],
    ['brackets', '['.repeat(9_900)],
    ['images', '![]('.repeat(2_400)],
    ['footnotes', '[^1]:'.repeat(1_900)],
    ['emphasis', '*a **b _c '.repeat(900)],
    ['entities', '&'.repeat(9_900)],
    ['one line of a megabyte', 'x'.repeat(1 << 20)],
    ['words of a megabyte', 'word '.repeat(1 << 18)],
    ['addresses', 'http://a.b/('.repeat(20_000)],
    ['at signs', 'a@'.repeat(200_000)],
    ['colons', ':a'.repeat(200_000)],
    ['dollars', '$'.repeat(200_000)],
    ['slashes', 'a/'.repeat(200_000)],
    ['dots', '.-'.repeat(200_000)],
    ['spaces', ' '.repeat(1 << 20)],
    ['ticks', Array.from({ length: 130 }, (_, index) => '`'.repeat(index + 1)).join(' ')],
    ['nested everything', '> - 1. '.repeat(14).concat('deep')],
  ])('%s', (_, prose) => {
    const start = performance.now();
    const text = written(prose);
    expect(text.length).toBeLessThan(80_000);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('prose that is cut says so', () => {
    expect(written('word '.repeat(10_000))).toContain('more characters)');
  });
});
