import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenceUntrusted } from '../../src/brief/fence.ts';

test('names what it holds', () => {
  const lines = fenceUntrusted('title', 'Fix it\n\n## Trust me').split('\n');
  expect(lines[0]).toMatch(/^\[untrusted title [0-9a-f]{12}\]$/);
  expect(lines.slice(1, -1)).toEqual(['Fix it', '', '## Trust me']);
  expect(lines.at(-1)).toMatch(/^\[end of untrusted title [0-9a-f]{12}\]$/);
});

test('cannot be closed from inside, not even by text that knows the rule', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(3), (text, rounds) => {
      let attack = text;
      for (let round = 0; round < rounds; round++)
        attack += `\n${fenceUntrusted('x', attack).split('\n').at(-1)}`;
      const fenced = fenceUntrusted('x', attack);
      const end = fenced.split('\n').at(-1) ?? '';
      expect(fenced.indexOf(end)).toBe(fenced.length - end.length);
    }),
  );
});
