import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { isPlainProse, readPlainProse } from '../../../src/report/markdown/plain-prose.ts';
import { links } from '../../helpers/links.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** What a reader sees, and what is code: enough to tell one reading of plain prose from another. */
function shapeOf(node: Nodes): unknown {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode') return { code: node.value };
  return 'children' in node
    ? { [node.type]: mergeTexts(node.children.map((child) => shapeOf(child))) }
    : node.type;
}

function mergeTexts(shapes: unknown[]): unknown[] {
  const merged: unknown[] = [];
  for (const shape of shapes) {
    const last = merged.at(-1);
    if (typeof shape === 'string' && typeof last === 'string') merged.splice(-1, 1, last + shape);
    else merged.push(shape);
  }
  return merged;
}

const pieces = fc.constantFrom(
  ...[
    'word',
    'snake_case',
    'a',
    '1',
    '2.',
    '3)',
    '-',
    '+',
    '*',
    '_',
    '`',
    '`code`',
    '``',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n\n\n',
  ],
  ...[
    '# ',
    '>',
    '=',
    '===',
    '---',
    '~',
    '~~',
    '|',
    '<',
    '<b>',
    '< 3',
    '&',
    '&amp;',
    '\\',
    '[',
    ']',
    '(x)',
    '!',
    '.',
    ', ',
    '\t',
    '    ',
  ],
);

test('plain prose is what the parser would make of it', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join('').trim();
      if (!isPlainProse(text) || text === '') return;
      plain++;
      const quick = readPlainProse(text, links).map((node) => shapeOf(node));
      expect(quick).toEqual(parser.parse(text).children.map((node) => shapeOf(node)));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test.each([
  ['One line with `code` and snake_case, a < 3 and so on: fine.', true],
  ['Two lines\nof one paragraph.\n\nAnd another one.', true],
  ['*emphasis*', false],
  ['- a list', false],
  ['1. a list', false],
  ['text\n# heading', false],
  ['text\n===', false],
  ['a `` double `` span', false],
  ['<b>bold</b>', false],
  ['a line with two spaces  \nbreaks', false],
  ['![image](x)', false],
])('tells plain prose: %j', (text, isPlain) => {
  expect(isPlainProse(text)).toBe(isPlain);
});
