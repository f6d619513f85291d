import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { UserError } from '../model/errors.ts';
import type { Recording } from '../model/recording.ts';
import { reportSchema } from '../model/report/report-schema.ts';
import { mergeRecordings, type Twice } from './merge-recordings.ts';
import {
  agentRunSchema,
  changeSchema,
  proofsSchema,
  reviewFactsSchema,
  rulesSchema,
  sourcesSchema,
  teamSchema,
} from './recording-schema.ts';

/**
 * Reads what {@link ./write-recording.ts} wrote; several directories of the same change, reviewed by different agents, become one
 * recording.
 * @param twice see {@link mergeRecordings}.
 * @throws {UserError} naming the file that is missing or not as it should be, or the directories that do not fit together.
 */
export async function readRecording(
  directories: readonly string[],
  twice: Twice = 'refuse',
): Promise<Recording> {
  return mergeRecordings(await Promise.all(directories.map(readOne)), twice);
}

async function readOne(directory: string): Promise<Recording> {
  const raw = join(directory, 'raw');
  const { runs, ...review } = await readPart(join(raw, 'review.json'), reviewFactsSchema);
  const [change, team, rules, sources, previous, proofs] = await Promise.all([
    readPart(join(raw, 'change.json'), changeSchema),
    readPart(join(raw, 'team.json'), teamSchema),
    readPart(join(raw, 'rules.json'), rulesSchema),
    readPart(join(raw, 'sources.json'), sourcesSchema),
    readText(join(raw, 'previous.json')).then((text) =>
      text === null ? null : parsePart(text, join(raw, 'previous.json'), reportSchema),
    ),
    readText(join(raw, 'proofs.json')).then((text) =>
      text === null ? undefined : parsePart(text, join(raw, 'proofs.json'), proofsSchema),
    ),
  ]);
  return {
    review,
    change,
    team,
    rules,
    sources,
    previous,
    ...(proofs !== undefined && { proofs }),
    runs: await Promise.all(runs.map((id) => readPart(join(raw, id, 'run.json'), agentRunSchema))),
  };
}

async function readPart<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(path);
  if (text !== null) return parsePart(text, path, schema);
  throw new UserError(
    `There is no ${path}. Name the directory of an earlier report, the one that holds "raw".`,
  );
}

function parsePart<T>(text: string, path: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${path} is not valid JSON: ${(error as Error).message}. It was cut or changed: take the report again from where it came.`,
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  throw new UserError(
    `${path} is not what this version records: "${fault?.path.join('.') ?? ''}" ${fault?.message ?? ''}. Replay it with the version that wrote it.`,
  );
}

/** Null where there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UserError(`${path} cannot be read: ${message}. Check its permissions.`);
  }
}
