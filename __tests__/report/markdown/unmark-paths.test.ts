import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { linksOf } from '../../../src/report/markdown/links.ts';
import { readProse } from '../../../src/report/markdown/prose.ts';
import { reportOf } from '../../helpers/report.ts';

const links = linksOf(reportOf());
const shown = (text: string) =>
  readProse(text, links)
    .map((block) => textOf(block))
    .join('\n');

test.each([
  'httpx/__init__.py has no such name',
  'see __init__.py and __main__.py',
  'the __init__ of the class',
  'src/**/*.ts and test/**/*.ts are left out',
  'a/_private_/b.ts',
  'module.__all__ and module.__doc__',
  '__dirname__() is called',
  'pkg/_a_.ts, pkg/__b__/c.ts and ~~done~~/x',
])('%s', (text) => {
  expect(shown(text)).toBe(text);
});

test.each([
  ['**bold** and _slanted_ words', 'bold and slanted words'],
  ['__two words__ are bold', 'two words are bold'],
  ['**Fix:** do it', 'Fix: do it'],
  ['(_so_) it is.', '(so) it is.'],
  ['~~gone~~ text', 'gone text'],
  ['it is **src/a.ts**.', 'it is src/a.ts.'],
])('%s is stressed', (text, plain) => {
  expect(shown(text)).toBe(plain);
});

test('what stands within stays what it is', () => {
  const [paragraph] = readProse('a/__b `code` c__/d', links);
  expect(paragraph).toMatchObject({
    children: [{ value: 'a/__b ' }, { type: 'inlineCode', value: 'code' }, { value: ' c__/d' }],
  });
});
