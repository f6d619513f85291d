import { jsonrepair } from 'jsonrepair';

/** A JSON value found in a text, with the span it was found in. */
export interface FoundJson {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** `strict`: valid as written; `repaired`: commas, quotes, comments and the like were mended; `cut`: its end was missing. */
  readonly state: 'strict' | 'repaired' | 'cut';
}

interface OpenBracket {
  readonly opener: '{' | '[';
  readonly index: number;
  /** Behind its last finished element: where it can be closed without inventing anything. */
  cut: number;
}

interface Scan {
  /** Behind the closing bracket; null where the text ends before. */
  readonly end: number | null;
  readonly open: readonly OpenBracket[];
  readonly isInString: boolean;
}

/** An object that begins with a name or is empty, or a list of objects or lists: enough to tell JSON from prose and most code. */
const opening = /\{(?=\s*(?:["']|[A-Za-z_][\w-]*\s*:|\/[/*]|\}))|\[(?=\s*(?:\{|\/[/*]|\]))/g;

/** Every unfinished object costs a look at the rest of the text; beyond this many it is no JSON answer. */
const unfinishedLimit = 40;

/** jsonrepair and JSON.parse are fast, but nothing that long is an answer. */
const lengthLimit = 16 * 1024 * 1024;

/**
 * Finds the JSON objects and lists in a text, outermost only, in order: bare, in fences, with prose around them. Broken
 * ones are mended where that is safe; one whose end is missing keeps its whole elements only.
 */
export function findJson(text: string): FoundJson[] {
  const found: FoundJson[] = [];
  if (text.length > lengthLimit) return found;
  let unfinished = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = match.index;
    const scan = scanValue(text, start);
    const json = scan.end === null ? readUnfinished(text, start, scan) : readWhole(text, start, scan.end);
    if (json !== null) found.push(json);
    if (scan.end !== null) opening.lastIndex = scan.end;
    else if (json !== null && json.end === text.length) break;
    else if (++unfinished >= unfinishedLimit) break;
  }
  return found;
}

function readWhole(text: string, start: number, end: number): FoundJson | null {
  const written = text.slice(start, end);
  const strict = parse(written);
  if (strict !== undefined) return { value: strict, start, end, state: 'strict' };
  const repaired = repair(written);
  return repaired === undefined ? null : { value: repaired, start, end, state: 'repaired' };
}

/** A value without an end: quotes that confuse the scan when the text does end like JSON, cut off otherwise. */
function readUnfinished(text: string, start: number, scan: Scan): FoundJson | null {
  const end = text.length;
  const rest = text.slice(start).replace(/\s*(?:```\s*)?$/, '');
  if (scan.isInString && /[}\]]$/.test(rest)) {
    const value = repair(rest);
    if (value !== undefined) return { value, start, end, state: 'repaired' };
  }
  const whole = dropUnfinished(text, start, scan.open);
  const value = parse(whole) ?? repair(whole);
  return value === undefined ? null : { value, start, end, state: 'cut' };
}

/**
 * Cuts a value off behind the last whole element of its list of findings (or rulings), so that no half finding is
 * invented, and closes what is open.
 */
function dropUnfinished(text: string, start: number, open: readonly OpenBracket[]): string {
  const named = open.findIndex(
    ({ opener, index }) =>
      opener === '[' &&
      /\b(findings|issues|comments|rulings|pairs)["']?\s*:\s*$/i.test(
        text.slice(Math.max(start, index - 40), index),
      ),
  );
  const list = named >= 0 ? named : open.findIndex(({ opener }) => opener === '[');
  const kept = open.slice(0, list >= 0 ? list + 1 : 1);
  const closers = kept.map(({ opener }) => (opener === '{' ? '}' : ']')).reverse();
  return text.slice(start, kept.at(-1)?.cut ?? start) + closers.join('');
}

/** Follows the brackets of a value from `start`, past strings and comments. */
function scanValue(text: string, start: number): Scan {
  const open: OpenBracket[] = [];
  let quote = '';
  // The last character that was neither blank nor inside a string: tells an opening ' from an apostrophe.
  let before = '';
  for (let index = start; index < text.length; index++) {
    const character = text[index] as string;
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
      continue;
    }
    const innermost = open.at(-1);
    switch (character) {
      case '"':
        quote = character;
        break;
      case "'":
        if (/[{[,:]/.test(before)) quote = character;
        break;
      case '/':
        index = endOfComment(text, index);
        continue;
      case '{':
      case '[':
        open.push({ opener: character, index, cut: index + 1 });
        break;
      case '}':
      case ']': {
        open.pop();
        const outer = open.at(-1);
        if (outer === undefined) return { end: index + 1, open, isInString: false };
        outer.cut = index + 1;
        break;
      }
      case ',':
        if (innermost !== undefined) innermost.cut = index;
        break;
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        continue;
    }
    before = character;
  }
  return { end: null, open, isInString: quote !== '' };
}

/** The last index of a comment that begins at `index`; `index` itself where none does. */
function endOfComment(text: string, index: number): number {
  const [end, length] =
    text[index + 1] === '/'
      ? [text.indexOf('\n', index), 1]
      : text[index + 1] === '*'
        ? [text.indexOf('*/', index), 2]
        : [index, 1];
  return end < 0 ? text.length : end + length - 1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function repair(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    // Beyond repair, or nested deeper than the stack.
    return undefined;
  }
}
