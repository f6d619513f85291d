import type * as z from 'zod';

/** The events of a JSON-lines log that meet a schema; anything else (warnings, a cut last line, unknown events) is skipped. */
export function readEvents<T>(log: string, schema: z.ZodType<T>): T[] {
  return keepMeeting(
    log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map(parseJson),
    schema,
  );
}

/** The values that meet a schema, parsed. */
export function keepMeeting<T>(values: readonly unknown[], schema: z.ZodType<T>): T[] {
  return values.flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** What came after the last one of a kind, all where there is none: after the last tool call, the answer is given. */
export function afterLast<T>(events: readonly T[], is: (event: T) => boolean): T[] {
  return events.slice(events.findLastIndex(is) + 1);
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is one JSON object, complete to its last brace: an answer, whatever became of the process afterwards. */
export function isJsonObject(text: string): boolean {
  const value = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
  return typeof value === 'object' && value !== null;
}
