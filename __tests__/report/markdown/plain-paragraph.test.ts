import fc from 'fast-check';
import type { Paragraph, PhrasingContent, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { code, linkTo, paragraph, strong, text } from '../../../src/report/markdown/mdast.ts';
import { writePlainParagraph } from '../../../src/report/markdown/plain-paragraph.ts';

const stringifier = unified().use(remarkGfm, { tablePipeAlign: false }).use(remarkStringify).freeze();

/** What the library makes of a paragraph. */
const written = (node: Paragraph): string =>
  stringifier.stringify({ type: 'root', children: [node] } satisfies Root).trimEnd();

const words = fc
  .array(
    fc.constantFrom(
      ...['word', 'C12', '1', '. ', ': ', ' ', ' — ', ')', ' (', '-', '*', '_', '#', '[', ']', '`', '|', '!'],
      ...['www.', 'http', '@', '&', '<', '~', '+', '’', '”', ', ', '.', ':', '\n', '%', '=', '\\'],
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const plain: fc.Arbitrary<PhrasingContent> = fc.oneof(
  { weight: 3, arbitrary: words.map(text) },
  { weight: 2, arbitrary: words.map(code) },
  words.map((label) => linkTo('https://github.com/acme/app/blob/1a/src/a_b.ts#L1-L2', code(label))),
);
const phrases = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: plain },
    fc.array(plain, { minLength: 1, maxLength: 3 }).map((inner) => strong(...inner)),
  ),
  { minLength: 1, maxLength: 4 },
);

test('writes what the library writes, or leaves it to it', () => {
  let count = 0;
  fc.assert(
    fc.property(phrases, (nodes) => {
      const node = paragraph(...nodes);
      const own = writePlainParagraph(node);
      if (own === null) return;
      count++;
      expect(own).toBe(written(node));
    }),
    { numRuns: 20_000 },
  );
  expect(count).toBeGreaterThan(1000);
});

test.each([
  [paragraph(strong('C12. ', 'The lease is lost'), ' — ', code('src/a.ts:1-2'), ' · critical')],
  [paragraph(code('src/a.ts:1'), ':')],
  [paragraph('Claude (', code('C1'), '): important, gap — words')],
])('knows the paragraphs that reports are made of', (node) => {
  expect(writePlainParagraph(node)).toBe(written(node));
});
