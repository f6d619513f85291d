import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import formats from 'ajv-formats';

// The schema as OASIS publishes it (sarif-schema-2.1.0.json, errata 01).
const schema = JSON.parse(
  readFileSync(new URL('../fixtures/sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
);
const ajv = new AjvDraft04.default({ allErrors: true, strict: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** What the official schema finds wrong with a SARIF log; nothing when it is valid. */
export function validateSarif(log: unknown): string[] {
  return validate(log)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
