import { describe, expect, test } from 'vitest';
import { annotate, breakFiles, interleave, waysToBreak } from '../../../src/proof/trees/other-texts.ts';
import type { TreeDifference } from '../../../src/proof/trees/tree-store.ts';

const files = (texts: Readonly<Record<string, string>>): TreeDifference =>
  new Map(
    Object.entries(texts).map(([path, text]) => [path, { mode: '100644', content: Buffer.from(text) }]),
  );
const texts = (difference: TreeDifference): Record<string, string> =>
  Object.fromEntries([...difference].map(([path, entry]) => [path, String(entry?.content)]));

describe('a tree with the other’s text', () => {
  const [one, other] = ['a();\nb(1);\nc();\n', 'a();\nb(2);\nc();\n'];

  test('has it behind its own', () => {
    const annotated = annotate(
      files({ 'x.js': one, 'x.py': 'a = 1\n' }),
      files({ 'x.js': other, 'x.py': 'a = 2\n' }),
    );
    expect(texts(annotated)).toEqual({
      'x.js': `${one}\n/*\n${other}\n*/\n;void 0;\n`,
      'x.py': 'a = 1\n\n# a = 2\npass\n',
    });
  });

  test('has it beside each line that differs', () => {
    const interleaved = interleave(
      files({ 'x.js': one, 'x.py': 'def a():\n    return 1\n' }),
      files({ 'x.js': other, 'x.py': 'def a():\n    return 2\n' }),
    );
    expect(texts(interleaved)).toEqual({
      'x.js': 'a();\n/*\nb(2);\n*/\nb(1);\nc();\n',
      'x.py': 'def a():\n#     return 2\n    return 1\n',
    });
  });

  test('has it beside a line of a file of any length', () => {
    const own = 'a();\n'.repeat(400_000);
    const { 'x.js': text = '' } = texts(
      interleave(files({ 'x.js': own }), files({ 'x.js': `b();\n${own}` })),
    );
    expect(text.startsWith('/*\nb();\n*/\na();\n')).toBe(true);
    expect(text.endsWith(own)).toBe(true);
  });

  test('has it also inside a function of one line', () => {
    const [own, theirs] = ['const f = (a) => a;\n', 'const f = (a) => b; /* b */\n'];
    expect(texts(interleave(files({ 'x.ts': own }), files({ 'x.ts': theirs })))['x.ts']).toContain(
      'const f = (a) => /* const f = (a) => b; /* b * / */ a;\n',
    );
    const held = 'const f = "(a) => a";\n';
    expect(texts(interleave(files({ 'x.ts': held }), files({ 'x.ts': theirs })))['x.ts']).toContain(
      `\n${held}`,
    );
  });

  test('shows lines that only the other has, and keeps its own that the other has not', () => {
    expect(texts(interleave(files({ 'x.sh': 'a\nc\n' }), files({ 'x.sh': 'a\nb\nc\n' })))).toEqual({
      'x.sh': 'a\n# b\nc\n',
    });
    expect(texts(interleave(files({ 'x.sh': 'a\nb\nc\n' }), files({ 'x.sh': 'a\nc\n' })))).toEqual({});
  });

  test('reads otherwise also where the other tree has no such file', () => {
    const annotated = annotate(files({ 'x.sh': 'a\n' }), new Map([['x.sh', null]]));
    expect(texts(annotated)['x.sh']).toMatch(/^a\n\n# .+\n$/);
  });

  test('says the other’s version', () => {
    const [old, young] = [
      '{\n  "version": "1.0.0",\n  "main": "a"\n}\n',
      '{\n  "version": "1.1.0",\n  "main": "a"\n}\n',
    ];
    expect(texts(interleave(files({ 'package.json': old }), files({ 'package.json': young })))).toEqual({
      'package.json': young,
    });
  });

  test('keeps comments closed whatever the other’s text holds', () => {
    const hostile = '/* a */ x("*/"); /*/\n';
    const { 'x.js': text = '' } = texts(annotate(files({ 'x.js': 'a();\n' }), files({ 'x.js': hostile })));
    expect(text.match(/\*\//g)).toHaveLength(1);
  });
});

describe('a broken tree', () => {
  test('moves no line, so that what reads one by its number sees the same', () => {
    const text = '#!/bin/sh\necho one\necho two\n';
    for (const path of ['x.js', 'x.py', 'x.sh', 'x.rb', 'x.go', 'x.ts', 'x.c', 'Makefile'])
      for (let way = 0; way < waysToBreak(files({ [path]: text })); way++) {
        const { [path]: broken = '' } = texts(breakFiles(files({ [path]: text }), way));
        expect(broken).not.toBe(text);
        expect(
          broken
            .split('\n')
            .slice(0, 3)
            .map((line, number) => line.endsWith(text.split('\n')[number] ?? '')),
        ).toEqual([true, true, true]);
      }
  });

  test('breaks code before data, and data as data', () => {
    const mixed = files({ 'x.js': 'a();\n', 'data.json': '{"a":1}' });
    const ways = Array.from({ length: waysToBreak(mixed) }, (_, way) =>
      Object.keys(texts(breakFiles(mixed, way))),
    );
    expect(ways).toEqual([['x.js'], ['x.js'], ['data.json']]);
    expect(JSON.parse(texts(breakFiles(mixed, 2))['data.json'] ?? '')).toEqual({ stopped: '{"a":1}' });
  });
});
