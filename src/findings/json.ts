import { parseLoosely } from './loose-json.ts';

/** A JSON value found in a text, with the span it was found in. */
export interface FoundJson {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** `strict`: valid as written; `mended`: commas, quotes, comments and the like were wrong; `cut`: parts of it are missing. */
  readonly state: 'strict' | 'mended' | 'cut';
}

/** An object that begins with a name or is empty, or a list of objects: enough to tell JSON from prose and most code. */
const opening = /\{(?=\s*(?:["']|[A-Za-z_][\w-]*\s*:|\/[/*]|\}))|\[(?=\s*(?:\{|\/[/*]|\]))/g;

/** How often a text may be read over again for objects that never end. */
const effortLimit = 20;

/**
 * Finds the JSON objects and lists in a text in order: bare, in fences, with prose around them, broken ones as far as
 * they can be read. What stands inside another is found only where the outer one does not end.
 */
export function findJson(text: string): FoundJson[] {
  const found: FoundJson[] = [];
  let effort = effortLimit * text.length;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null && effort > 0; match = opening.exec(text)) {
    const start = match.index;
    const json = parseLoosely(text, start);
    if (json === null) continue;
    const { value, end, isWhole, dropped } = json;
    const isStrict = isWhole && dropped === 0 && isJson(text.slice(start, end));
    found.push({ value, start, end, state: isStrict ? 'strict' : dropped > 0 ? 'cut' : 'mended' });
    if (isWhole) opening.lastIndex = end;
    else effort -= end - start;
  }
  return found;
}

/** Reads every JSON value in a text that `read` can make something of, and passes over what stands inside such a one. */
export function readJson<T>(text: string, read: (json: FoundJson) => T | null): T[] {
  let end = 0;
  return findJson(text).flatMap((json) => {
    const result = json.start < end ? null : read(json);
    if (result === null) return [];
    end = json.end;
    return [result];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
