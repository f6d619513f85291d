import { readFile } from 'node:fs/promises';
import { UserError } from '../model/errors.ts';
import type { Configuration } from './configuration.ts';
import { emptyConfiguration } from './empty-configuration.ts';

/** Where the repository's configuration comes from. */
export type ConfigurationOrigin =
  /** A path in the base revision: a pull request cannot change how it is reviewed. */
  | { readonly from: 'base'; readonly path: string; readonly required: boolean }
  /** A file on disk, named by the person who runs us. */
  | { readonly from: 'disk'; readonly path: string };

/** The revision that a change starts from, and what reads files of it. */
export interface BaseRevision {
  /** Full commit name. */
  readonly base: string;
  readonly git: { readFile(revision: string, path: string): Promise<string | null> };
}

/**
 * Reads the configuration, or the empty one where the base revision has none and none was asked for by name.
 * @throws {UserError} when a named file is missing or any file is invalid.
 */
export async function readConfiguration(
  origin: ConfigurationOrigin,
  revisions: BaseRevision,
): Promise<Configuration> {
  if (origin.from === 'disk') return parse(await readDisk(origin.path), origin.path);
  const where = `${origin.path} at ${revisions.base.slice(0, 12)}`;
  const text = await revisions.git.readFile(revisions.base, origin.path);
  if (text !== null) return parse(text, where);
  if (!origin.required) return emptyConfiguration;
  throw new UserError(
    `There is no configuration ${where}. Configuration is read from the base revision only: merge it there first, or leave out the input "config".`,
  );
}

/** Most repositories have none, and need no parser. */
async function parse(text: string, origin: string): Promise<Configuration> {
  const { parseConfiguration } = await import('./parse-configuration.ts');
  return parseConfiguration(text, origin);
}

/**
 * The text of the input `instructions`: itself, or with `@path` that file of the base revision.
 * @throws {UserError} when the named file is not in the base revision.
 */
export async function readInstructions(input: string | null, revisions: BaseRevision): Promise<string> {
  if (input === null) return '';
  if (!input.startsWith('@')) return input;
  const path = input.slice(1);
  const text = await revisions.git.readFile(revisions.base, path);
  if (text !== null) return text;
  throw new UserError(
    `Input "instructions" names ${path}, which is not in the base revision ${revisions.base.slice(0, 12)}: merge it there first, or write the text itself.`,
  );
}

async function readDisk(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `The configuration ${path} cannot be read: ${(error as Error).message}. Check the path behind --config.`,
    );
  }
}
