import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { answerSchemaOf, jsonSchemaOf } from '../../src/brief/json-schema.ts';
import { configurationSchema } from '../../src/config/configuration.ts';
import { reviewSchema } from '../../src/model/answers/review-schema.ts';
import { rulingsSchema } from '../../src/model/answers/ruling.ts';
import { reportSchema } from '../../src/model/report/report-schema.ts';

interface Node {
  readonly [keyword: string]: unknown;
  readonly properties?: Record<string, Node>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** Every schema inside a schema, itself first, each with how deep its objects nest. */
function nodesOf(node: Node, depth = 0): { node: Node; depth: number }[] {
  const inner = [
    ...Object.values(node.properties ?? {}),
    ...(node.items ? [node.items] : []),
    ...(node.anyOf ?? []),
  ];
  const below = node.type === 'object' ? depth + 1 : depth;
  return [{ node, depth }, ...inner.flatMap((child) => nodesOf(child, below))];
}

describe.each([
  ['review', reviewSchema],
  ['rulings', rulingsSchema],
])('the answer schema of %s', (_, schema) => {
  const root = answerSchemaOf(schema) as Node;
  const nodes = nodesOf(root);

  test('has only keywords that every strict mode takes', () => {
    const allowed = 'type enum const anyOf description properties required additionalProperties items'.split(
      ' ',
    );
    expect(nodes.flatMap(({ node }) => Object.keys(node)).filter((key) => !allowed.includes(key))).toEqual(
      [],
    );
  });

  test('requires every property and takes no other', () => {
    const objects = nodes.map(({ node }) => node).filter((node) => node.type === 'object');
    expect(objects.length).toBeGreaterThan(2);
    for (const node of objects) {
      expect(node.required).toEqual(Object.keys(node.properties ?? {}));
      expect(node.additionalProperties).toBe(false);
    }
  });

  test('is an object at its root, at most five objects deep', () => {
    expect(root.type).toBe('object');
    expect(Math.max(...nodes.map(({ depth }) => depth))).toBeLessThanOrEqual(5);
  });

  test('says every type, enumeration and description of the zod schema', () => {
    const text = JSON.stringify(root);
    for (const word of [...JSON.stringify(jsonSchemaOf(schema)).matchAll(/"(?:description)":"([^"]+)"/g)]) {
      expect(text).toContain(word[1]);
    }
  });
});

test('numbers and nullable texts keep their types', () => {
  const schema = z.strictObject({ line: z.int().min(1).nullable(), text: z.string().max(9).nullable() });
  expect(answerSchemaOf(schema)).toEqual({
    type: 'object',
    properties: {
      line: { type: ['integer', 'null'] },
      text: { type: ['string', 'null'] },
    },
    required: ['line', 'text'],
    additionalProperties: false,
  });
});

test.each([
  ['an optional property', z.strictObject({ a: z.string().optional() })],
  ['an open object', z.looseObject({ a: z.string() })],
  ['a record', z.strictObject({ a: z.record(z.string(), z.string()) })],
  ['a discriminated union', z.discriminatedUnion('k', [z.strictObject({ k: z.literal('a') })])],
])('%s cannot be an answer', (_, schema) => {
  expect(() => answerSchemaOf(schema)).toThrow();
});

test('the whole schema keeps what editors and readers use', () => {
  const configuration = JSON.stringify(jsonSchemaOf(configurationSchema));
  expect(configuration).toContain('"default":24');
  expect(configuration).toContain('"maximum":64');
  expect(jsonSchemaOf(configurationSchema)).not.toHaveProperty('required');
  expect(jsonSchemaOf(reportSchema)).toHaveProperty('properties.ledger');
});
