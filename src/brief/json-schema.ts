import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema (draft 7) of what a zod schema accepts, whole: for editors and people (`deep-review schema`). */
export const jsonSchemaOf = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });

/** Constraints that not every vendor's strict mode takes; zod checks them when the answer is read. */
const dropped = new Set([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'minItems', 'maxItems', 'default'],
]);
const kept = new Set([
  ...['type', 'enum', 'const', 'anyOf', 'description'],
  ...['properties', 'required', 'additionalProperties', 'items'],
]);

/**
 * The JSON Schema of an answer in the subset that every CLI's strict mode takes (OpenAI's and Azure's structured outputs,
 * Anthropic's): every property required, none additional, no constraint on numbers, lengths or patterns, no `$schema`.
 * @throws when the zod schema cannot be said in it: an optional property, an open record, a `oneOf`.
 */
export function answerSchemaOf(schema: z.ZodType): object {
  const { $schema, ...answer } = z.toJSONSchema(schema, {
    target: 'draft-7',
    reused: 'inline',
    override: ({ jsonSchema, path }) => keepToSubset(jsonSchema as JsonSchema, path.join('.')),
  });
  return answer;
}

function keepToSubset(node: JsonSchema, where: string): void {
  for (const keyword of Object.keys(node)) {
    if (dropped.has(keyword)) delete node[keyword];
    else if (!kept.has(keyword)) throw new Error(`No strict mode takes "${keyword}" (at "${where}")`);
  }
  if (node.type !== 'object') return;
  const optional = Object.keys(node.properties ?? {}).filter((name) => !node.required?.includes(name));
  if (optional.length > 0)
    throw new Error(`Make ${optional.join(', ')} nullable, not optional (at "${where}")`);
  if (node.additionalProperties !== false) throw new Error(`The object at "${where}" is open`);
}
