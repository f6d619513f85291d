import { type LooseJson, parseLoosely } from './loose-json.ts';

/** A JSON value found in a text, with the span it was found in. */
export interface FoundJson {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** `strict`: valid as written; `mended`: commas, quotes, comments and the like were wrong; `cut`: parts of it are missing. */
  readonly state: 'strict' | 'mended' | 'cut';
  /** What could be read of objects in it that are cut off or broken. */
  readonly broken: readonly object[];
}

/** An object that begins with a name or is empty, or a list of objects: enough to tell JSON from prose and most code. */
const opening = /\{(?=\s*(?:["']|[A-Za-z_][\w-]*\s*:|\/[/*]|\}))|\[(?=\s*(?:\{|\/[/*]|\]))/g;

/**
 * How many characters may be read in vain: what never ends is read over again from each opening in it, which an honest answer
 * needs a few times, and a hostile one would do for ever. An attempt costs `perAttempt`, however little it reads.
 */
const effort = { base: 1_000_000, perCharacter: 4, perAttempt: 200 };

/**
 * Reads every JSON object and list in a text that `read` can make something of, in order: bare, in fences, with prose around
 * them, broken ones as far as they can be read. What stands inside another is tried only where the outer one is broken or
 * means nothing to `read`, and never inside a whole one.
 */
export function readJson<T>(text: string, read: (json: FoundJson) => T | null): T[] {
  const results: T[] = [];
  let left = effort.base + effort.perCharacter * text.length;
  let from = 0;
  while (left > 0) {
    const start = indexOfOpening(text, from);
    if (start < 0) break;
    const json = parseLoosely(text, start);
    const result =
      json &&
      read({
        value: json.value,
        start,
        end: json.end,
        state: stateOf(json, text, start),
        broken: json.broken,
      });
    if (result !== null) results.push(result);
    if (!json?.isWhole) left -= effort.perAttempt + (json?.end ?? start) - start;
    from = json !== null && (json.isWhole || result !== null) ? json.end : start + 1;
  }
  return results;
}

function indexOfOpening(text: string, from: number): number {
  opening.lastIndex = from;
  return opening.exec(text)?.index ?? -1;
}

function stateOf({ end, isWhole, dropped }: LooseJson, text: string, start: number): FoundJson['state'] {
  if (isWhole && dropped === 0 && isJson(text.slice(start, end))) return 'strict';
  return dropped > 0 ? 'cut' : 'mended';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
