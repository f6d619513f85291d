import { describe, expect, test } from 'vitest';
import { clipExcerpt, clipSentence } from '../../../src/report/summary/clip.ts';

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

describe('a text that is cut at a sentence', () => {
  const rest = 'The report has the rest.';
  const kept = (text: string, longest: number) => {
    const cut = clipSentence(text, longest, rest);
    expect(cut.length).toBeLessThanOrEqual(longest);
    expect(cut.endsWith(`\n\n${rest}`)).toBe(true);
    return cut.slice(0, -rest.length - 2);
  };

  test.each([
    [
      'ends with the last one that fits',
      `One is here. Two is. ${'three '.repeat(20)}`,
      'One is here. Two is.',
    ],
    [
      'takes marks along',
      `He said “${'no '.repeat(10)}no.” ${'Then '.repeat(20)}`,
      `He said “${'no '.repeat(10)}no.”`,
    ],
    ['ends with a word where there is no sentence', 'word '.repeat(40), `${'word '.repeat(8)}…`],
    [
      'leaves out a block that it cannot show whole',
      `Do this now:\n\n\`\`\`js\n${'x();\n'.repeat(30)}\`\`\``,
      'Do this now: …',
    ],
    ['is cut between characters', '👩‍👩‍👧‍👦'.repeat(20), `${'👩‍👩‍👧‍👦'.repeat(4)} …`],
  ])('%s', (_, text, expected) => {
    expect(kept(text, 72)).toBe(expected);
  });

  test('is whole where it fits', () => {
    expect(clipSentence('Whole', 5, rest)).toBe('Whole');
  });
});
