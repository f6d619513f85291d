import { expect, test } from 'vitest';
import { clipExcerpt } from '../../../src/report/summary/clip.ts';

const long = `${'a('.repeat(400)}debugger;${')'.repeat(800)}`;
const excerpt = { language: null, startLine: 7, text: `f();\n${long}\ng();`, changed: [] };

test('a long line is shown around what the finding quotes', () => {
  const [first, second = '', third] = clipExcerpt({ ...excerpt, hit: { line: 8, column: 800 } }, 10).split(
    '\n',
  );
  expect([first, third]).toEqual(['f();', 'g();']);
  expect(second).toMatch(/^… (?:a\(){50}debugger;\)+ … \(\d+ more characters\)$/);
});

test('without a hit it is shown from its beginning', () => {
  expect(clipExcerpt(excerpt, 10)).toMatch(/^f\(\);\na\(a\(/);
});
