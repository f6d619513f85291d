import { jsonSchemaOf } from '../brief/json-schema.ts';
import { configurationSchema } from '../config/configuration.ts';
import { nearest } from '../config/nearest.ts';
import { reproductionSchema } from '../model/answers/reproduction.ts';
import { reviewSchema } from '../model/answers/review-schema.ts';
import { rulingsSchema } from '../model/answers/ruling.ts';
import { exitCodes, UserError } from '../model/errors.ts';
import { reportJsonSchema } from '../report/json.ts';
import type { CommandLine } from './line/parse-arguments.ts';

const schemas = {
  review: () => jsonSchemaOf(reviewSchema),
  script: () => jsonSchemaOf(reproductionSchema),
  ruling: () => jsonSchemaOf(rulingsSchema),
  report: reportJsonSchema,
  config: () => jsonSchemaOf(configurationSchema),
};

/** `deep-review schema NAME`: prints a JSON Schema. */
export async function schemaCommand(line: CommandLine): Promise<number> {
  const [name = ''] = line.operands;
  const known = Object.keys(schemas);
  if (!Object.hasOwn(schemas, name))
    throw new UserError(`unknown schema "${name}"${nearest(name, known)}: name one of ${known.join(', ')}`);
  process.stdout.write(`${JSON.stringify(schemas[name as keyof typeof schemas](), null, 2)}\n`);
  return exitCodes.pass;
}
