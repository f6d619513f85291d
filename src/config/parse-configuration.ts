import { parseDocument } from 'yaml';
import * as z from 'zod';
import { UserError } from '../model/errors.ts';
import { refuseDeepYaml } from '../safety/nested-yaml.ts';
import { type Configuration, configurationSchema } from './configuration.ts';
import { nearest } from './nearest.ts';

/**
 * Parses a configuration file.
 * @param origin where it came from, for messages: a path, or `path at revision`.
 * @throws {UserError} with every problem, its line or key, and the nearest known key.
 */
export function parseConfiguration(text: string, origin: string): Configuration {
  let document: ReturnType<typeof parseDocument>;
  let data: unknown;
  try {
    document = parseDocument(refuseDeepYaml(text), { uniqueKeys: true, logLevel: 'error' });
    data = document.errors.length > 0 ? null : (document.toJS({ maxAliasCount: 0 }) ?? {});
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The configuration ${origin} cannot be read: ${words}. Write it without anchors and aliases, and not so deep.`,
    );
  }
  const [fault] = document.errors;
  if (fault)
    throw new UserError(`The configuration ${origin} is not valid YAML. Correct it there: ${fault.message}`);
  const result = configurationSchema.safeParse(data);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(describeFault);
  throw new UserError(
    `The configuration ${origin} is invalid. Correct these places ("deep-review schema config" has every key):\n  ${problems.join('\n  ')}`,
  );
}

function describeFault(fault: z.core.$ZodIssue): string[] {
  const where = fault.path.join('.');
  switch (fault.code) {
    case 'unrecognized_keys':
      return fault.keys.map(
        (key) => `unknown key "${[...fault.path, key].join('.')}"${nearest(key, knownKeys(fault.path))}`,
      );
    case 'invalid_key':
      return fault.issues.map((inner) => `the name "${where}" ${inner.message}`);
    default:
      return [where === '' ? fault.message : `"${where}": ${fault.message}`];
  }
}

/** The keys that the schema knows at a place, so that a misspelt one can be answered with the nearest. */
function knownKeys(path: readonly PropertyKey[], schema: z.core.$ZodType = configurationSchema): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return knownKeys(path, schema.def.innerType);
  if (schema instanceof z.ZodRecord) return knownKeys(path.slice(1), schema.valueType);
  if (schema instanceof z.ZodArray) return knownKeys(path.slice(1), schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  const [key, ...rest] = path;
  return key === undefined ? Object.keys(schema.shape) : knownKeys(rest, schema.shape[String(key)]);
}
