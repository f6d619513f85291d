import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, renderTemplate } from '../../src/brief/templates.ts';

describe('fillTemplate', () => {
  test('puts values in, every time they are named', () => {
    expect(fillTemplate('{{a}} and {{b}}, {{a}}', { a: '1', b: '2' })).toBe('1 and 2, 1');
  });

  test('never expands what a value holds', () => {
    const values = { a: '{{b}} $& $1 {{#b}}\n{{/b}}', b: '{{a}}' };
    expect(fillTemplate('{{a}}|{{b}}', values)).toBe(`${values.a}|${values.b}`);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fillTemplate('<{{a}}|{{b}}>', { a, b })).toBe(`<${a}|${b}>`);
      }),
    );
  });

  test('keeps a section where its value is not empty', () => {
    const template = 'x\n{{#a}}\n## A\n\n{{a}}, {{b}}\n\n{{/a}}\ny\n';
    expect(fillTemplate(template, { a: '1', b: '2' })).toBe('x\n## A\n\n1, 2\n\ny\n');
    expect(fillTemplate(template, { a: '', b: '2' })).toBe('x\ny\n');
  });

  test.each([
    ['no value', '{{a}} {{b}}', { a: '1' }],
    ['no value in a dropped section', '{{#a}}\n{{b}}\n{{/a}}\n', { a: '' }],
    ['no placeholder', '{{a}}', { a: '1', b: '2' }],
    ['an open section', '{{#a}}\n{{a}}\n', { a: '1' }],
    ['a nested section', '{{#a}}\n{{#b}}\n{{a}}{{b}}\n{{/b}}\n{{/a}}\n', { a: '1', b: '2' }],
  ])('throws at %s', (_, template, values) => {
    expect(() => fillTemplate(template, values as Record<string, string>)).toThrow(
      /No value|No placeholder|section/,
    );
  });
});

describe('renderTemplate', () => {
  const values = { schema: '{}', facts: 'mail ada@example.com' };

  test('leaves no at sign', () => {
    const text = renderTemplate('editor', values);
    expect(text).toContain('mail ada＠example.com');
    expect(text).not.toContain('@');
  });

  test('leaves no placeholder', () => {
    expect(renderTemplate('editor', values)).not.toMatch(/\{\{/);
  });
});
