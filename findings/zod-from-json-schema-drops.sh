#!/bin/sh
# Guess: z.fromJSONSchema throws for what it cannot express, as it does for `not`, `if` and `dependentRequired`; what it takes, it checks.
# Seen:  beside `type: object`, an `anyOf` or `allOf` of further requirements is dropped without a word, and so is `required` for a name
#        that is not among the properties, `minLength` beside `$ref`, `minimum` where no `type` stands. Objects in `const` and `enum` match
#        nothing at all.
# Why:   a contract taken over from a published schema then accepts answers that the schema refuses (or refuses the one it allows).
# With:  zod 4.6.7, held against ajv 8.20.0 (draft 2020-12); Node.js 20.20.2; 2026-11-27.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . zod@4.6.7 ajv@8.20.0 >/dev/null
cat >try.cjs <<'JS'
const { z } = require('zod');
const Ajv = require('ajv/dist/2020').default;
const path = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };
const cases = {
  'anyOf beside an object': [{ ...path, anyOf: [{ required: ['line'] }, { required: ['quote'] }] }, { path: 'a' }],
  'allOf beside an object': [{ ...path, allOf: [{ properties: { line: { type: 'integer' } }, required: ['line'] }] }, { path: 'a', line: 'x' }],
  'required, not a property': [{ type: 'object', properties: {}, required: ['path'] }, {}],
  'minLength beside $ref': [{ $ref: '#/$defs/text', minLength: 3, $defs: { text: { type: 'string' } } }, 'a'],
  'minimum without type': [{ minimum: 3 }, 1],
  'const of an object': [{ const: { a: 1 } }, { a: 1 }],
  'not': [{ not: { type: 'string' } }, 'a'],
};
for (const [name, [schema, value]] of Object.entries(cases)) {
  let zod;
  try { zod = z.fromJSONSchema(schema).safeParse(value).success ? 'accepts' : 'refuses'; } catch { zod = 'throws'; }
  console.log(`${name}: ajv ${new Ajv({ strict: false }).validate(schema, value) ? 'accepts' : 'refuses'}, zod ${zod}`);
}
JS
seen=$(node try.cjs)
echo "$seen"
[ "$seen" = 'anyOf beside an object: ajv refuses, zod accepts
allOf beside an object: ajv refuses, zod accepts
required, not a property: ajv refuses, zod accepts
minLength beside $ref: ajv refuses, zod accepts
minimum without type: ajv refuses, zod accepts
const of an object: ajv accepts, zod refuses
not: ajv refuses, zod throws' ]
