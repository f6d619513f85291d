#!/bin/sh
# Guess: the two validators that the MCP SDK ships for a tool's output schema (Ajv, its default, and CfWorker) judge alike, by the dialect that
#        the protocol names (SEP-1613: JSON Schema 2020-12 where a schema names none).
# Seen:  the default is Ajv for draft-07: it passes over prefixItems, dependentRequired, unevaluatedProperties and minContains, also where the
#        schema itself names 2020-12, and reports nothing. `nullable`, which is OpenAPI's, counts for it. It refuses 0.07 as a multiple
#        of 0.01. CfWorker does the opposite in all six.
# Why:   an answer that breaks its contract is taken by a client on Node and refused by the same client on a worker; nothing tells that half of
#        the contract was not read.
# With:  @modelcontextprotocol/sdk 1.32.2, @cfworker/json-schema 4.1.6, held against ajv 8.20.0 (draft 2020-12); Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @modelcontextprotocol/sdk@1.32.2 @cfworker/json-schema@4.1.6 ajv@8.20.0 zod@4.6.7 >/dev/null
cat >try.mjs <<'JS'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/cfworker';
import Ajv from 'ajv/dist/2020.js';
const cases = {
  prefixItems: [{ type: 'array', prefixItems: [{ type: 'string' }] }, [1]],
  dependentRequired: [{ type: 'object', dependentRequired: { line: ['path'] } }, { line: 1 }],
  unevaluatedProperties: [{ type: 'object', allOf: [{ properties: { path: {} } }], unevaluatedProperties: false }, { line: 1 }],
  minContains: [{ type: 'array', contains: { type: 'string' }, minContains: 2 }, ['a']],
  nullable: [{ type: 'string', nullable: true }, null],
  multipleOf: [{ type: 'number', multipleOf: 0.01 }, 0.07],
};
const word = (isValid) => (isValid ? 'takes' : 'refuses');
const dialect = { $schema: 'https://json-schema.org/draft/2020-12/schema' };
for (const [name, [schema, value]] of Object.entries(cases)) {
  const judge = (validator, named) => word(validator.getValidator({ ...named, ...schema })(value).valid);
  const tell = (validator) => [...new Set([judge(validator), judge(validator, dialect)])].join(' or ');
  const reference = name === 'nullable' || name === 'multipleOf' ? '' : `, ajv 2020-12 ${word(new Ajv.default({ strict: false }).validate(schema, value))}`;
  console.log(`${name}: default ${tell(new AjvJsonSchemaValidator())}, cfworker ${tell(new CfWorkerJsonSchemaValidator())}${reference}`);
}
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'prefixItems: default takes, cfworker refuses, ajv 2020-12 refuses
dependentRequired: default takes, cfworker refuses, ajv 2020-12 refuses
unevaluatedProperties: default takes, cfworker refuses, ajv 2020-12 refuses
minContains: default takes, cfworker refuses, ajv 2020-12 refuses
nullable: default takes, cfworker refuses
multipleOf: default refuses, cfworker takes' ]
