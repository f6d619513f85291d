import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { stringifyDocument } from '../../../src/report/markdown/markdown.ts';

const library = unified()
  .use(remarkParse)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify)
  .freeze();

test.each([
  ['plain cells', '| a | `b` |\n| - | - |\n| **c** d | [`e`](https://github.com/o/r) |'],
  ['every alignment', '| a | b | c | d |\n| - | :- | -: | :-: |\n| 1 | 2 | 3 | 4 |'],
  ['empty cells', '| | a |\n| - | - |\n| b | |'],
  ['rows of other lengths', '| a | b |\n| - | - |\n| c |\n| d | e | f |'],
  ['pipes and returns', '| a\\|b | `c\\|d` |\n| - | - |\n| e<br>f | \\\\ |'],
  ['what could be markup', '| \\*a* | a_b_ |\n| - | - |\n| \\<b> | :c: #1 \\`d |'],
])('a table of %s is written as the library writes it', (_, markdown) => {
  const tree = library.parse(markdown);
  expect(tree.children[0]?.type).toBe('table');
  expect(stringifyDocument(tree)).toBe(library.stringify(tree));
});
