import { expect, test } from 'vitest';
import { languageNames, languageOf } from '../../../src/model/report/language.ts';
import {
  highlightLines,
  isHighlighted,
  loadHighlighter,
} from '../../../src/report/html/findings/highlight.ts';

await loadHighlighter();

test.each([
  ['src/a.ts', 'typescript'],
  ['A.TSX', 'typescript'],
  ['Dockerfile', 'dockerfile'],
  ['deploy/prod.dockerfile', 'dockerfile'],
  ['.github/workflows/ci.yml', 'yaml'],
  ['test/run.bats', 'bash'],
  ['a.b/CMakeLists.txt', 'cmake'],
  ['.ts', 'typescript'],
  ['LICENSE', null],
  ['a.unknown', null],
  ['a.constructor', null],
  ['', null],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});

test.each(languageNames)('the highlighter knows %s', (language) => {
  expect(isHighlighted(language)).toBe(true);
});

test('highlighted code has the lines of the code', () => {
  const code = '/* a comment\nover two lines */\n\nconst text = `of\ntwo lines`;\n';
  const lines = highlightLines(code, 'typescript');
  const textOf = (node: unknown): string => {
    const { value, children = [] } = node as { value?: string; children?: unknown[] };
    return value ?? children.map(textOf).join('');
  };
  expect(lines.map((line) => line.map(textOf).join(''))).toEqual(code.split('\n'));
  expect(lines[1]?.[0]).toMatchObject({ properties: { className: ['c'] } });
});
