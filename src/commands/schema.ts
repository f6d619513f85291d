import { jsonSchemaOf } from '../brief/json-schema.ts';
import { configurationSchema } from '../config/configuration.ts';
import { nearest } from '../config/nearest.ts';
import { rulingsSchema } from '../consolidation/ruling.ts';
import { exitCodes, UserError } from '../errors.ts';
import { reviewSchema } from '../findings/review-schema.ts';
import { reportSchema } from '../report/report-schema.ts';
import type { CommandLine } from './arguments.ts';
import { oneOperand } from './one-operand.ts';

const schemas = {
  review: reviewSchema,
  ruling: rulingsSchema,
  report: reportSchema,
  config: configurationSchema,
};

/** `deep-review schema NAME`: prints a JSON Schema. */
export async function schemaCommand(line: CommandLine): Promise<number> {
  const name = oneOperand(line, 'schema name (review, ruling, report or config)');
  const known = Object.keys(schemas);
  if (!Object.hasOwn(schemas, name))
    throw new UserError(`unknown schema "${name}"${nearest(name, known)}: name one of ${known.join(', ')}`);
  process.stdout.write(`${JSON.stringify(jsonSchemaOf(schemas[name as keyof typeof schemas]), null, 2)}\n`);
  return exitCodes.pass;
}
