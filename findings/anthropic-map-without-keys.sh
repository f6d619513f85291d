#!/bin/sh
# Guess: a zod schema that structured output cannot express is refused by the model SDK, or is sent looser than it is and checked when
#        the answer comes.
# Seen:  `zodOutputFormat` sends a map (`z.record`) as an object of no properties that allows none: `{}` is the one answer that the service
#        may give, and the check lets it pass. The type of the values is gone from the schema and from its description. The same for
#        `z.partialRecord`, and for `jsonSchemaOutputFormat`. OpenAI's SDK throws for each.
# Why:   a review asked for as findings by file is empty for every change, without an error from the SDK, the service or zod.
# With:  @anthropic-ai/sdk 1.14.0, openai 7.59.0, zod 4.6.7, held against ajv 8.20.0; Node.js 20.20.2; 2026-11-28.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @anthropic-ai/sdk@1.14.0 openai@7.59.0 zod@4.6.7 ajv@8.20.0 >/dev/null
cat >try.mjs <<'JS'
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import Ajv from 'ajv/dist/2020.js';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
const line = z.number().int();
const contracts = {
  record: [z.record(z.string(), line), { 'a.js': 3 }],
  partialRecord: [z.partialRecord(z.enum(['high', 'low']), line), { high: 3 }],
  'array (control)': [z.array(z.object({ path: z.string(), line })), [{ path: 'a.js', line: 3 }]],
};
const allows = ({ $schema, ...schema }, value) => (new Ajv.default({ strict: false }).validate(schema, value) ? 'allows' : 'forbids');
const tell = (make, value) => { try { return allows(make().schema, value); } catch { return 'throws'; } };
for (const [name, [map, filled]] of Object.entries(contracts)) {
  const contract = z.object({ findings: map });
  const whole = { findings: filled };
  const anthropic = zodOutputFormat(contract);
  const empty = { findings: Array.isArray(filled) ? [] : {} };
  console.log(`${name}: zod ${contract.safeParse(whole).success ? 'allows' : 'forbids'}, openai ${tell(() => zodTextFormat(contract, 'f'), whole)}, ` +
    `anthropic ${tell(() => anthropic, whole)}, from JSON Schema ${tell(() => jsonSchemaOutputFormat(z.toJSONSchema(contract)), whole)}`);
  console.log(`  empty answer: ${allows(anthropic.schema, empty)}, read as ${JSON.stringify(anthropic.parse(JSON.stringify(empty)))}`);
}
const { description, ...sent } = zodOutputFormat(z.object({ findings: contracts.record[0] })).schema.properties.findings;
console.log(`sent: ${JSON.stringify(sent)}, description ${/number|integer/.test(description) ? 'says' : 'does not say'} of what type the values are`);
JS
seen=$(node try.mjs)
echo "$seen"
[ "$seen" = 'record: zod allows, openai throws, anthropic forbids, from JSON Schema forbids
  empty answer: allows, read as {"findings":{}}
partialRecord: zod allows, openai throws, anthropic forbids, from JSON Schema forbids
  empty answer: allows, read as {"findings":{}}
array (control): zod allows, openai allows, anthropic allows, from JSON Schema allows
  empty answer: allows, read as {"findings":[]}
sent: {"type":"object","properties":{},"additionalProperties":false}, description does not say of what type the values are' ]
