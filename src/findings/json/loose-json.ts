/** JSON as far as it could be read. */
export interface LooseJson {
  readonly value: unknown;
  /** Behind the last character that was read. */
  readonly end: number;
  /** Whether its closing bracket was found. */
  readonly isWhole: boolean;
  /** Elements and properties left out because they were broken or cut off. */
  readonly dropped: number;
  /** What could be read of objects that were left out. */
  readonly broken: readonly object[];
}

/** No value: what stands there is no JSON, or ends too early. */
const none = Symbol('none');

const literals: ReadonlyMap<string, unknown> = new Map(
  Object.entries({
    true: true,
    True: true,
    false: false,
    False: false,
    null: null,
    None: null,
    undefined: null,
    NaN: null,
  }),
);
const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ '"': '"', "'": "'", '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

const depthLimit = 64;
/** A broken element of a list of findings is stepped over; one of a list inside a finding breaks the finding. */
const resumeDepth = 2;

const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]{0,2000}?\*\/)*/y;
const scalar = /[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|[A-Za-z]+(?![\w.])/y;
const bareKey = /[A-Za-z_$][\w$-]*/y;
const firstKey = /\[\s*\{\s*(["']?[\w-]{1,40}["']?)\s*:/y;

type Context = 'key' | 'property' | 'element';

const nextKey = String.raw`["'][^"'\\\n]{0,80}["']\s*:`;
/** What stands behind the quote that really ends a string, blanks aside; `afterLine` with a line break between. */
const ends: Record<Context, { readonly next: RegExp; readonly afterLine: RegExp }> = {
  key: { next: /:/y, afterLine: /:/y },
  property: {
    next: new RegExp(
      String.raw`[}\]][ \t]*(?!["'\w;):])|,\s*(?:[}\]]|\/[/*]|${nextKey}|\w+\s*:|$)|\/[/*]|$`,
      'y',
    ),
    afterLine: new RegExp(nextKey, 'y'),
  },
  element: {
    next: /\][ \t]*(?!["'\w;):])|,\s*(?:["'{[\dtfn\]-]|\/[/*]|$)|\/[/*]|$/y,
    afterLine: /["']/y,
  },
};

/**
 * Reads a JSON object or list that begins at `start`, in linear time: with comments, trailing or missing commas, single
 * quotes, bare names, Python's literals, line breaks in strings, and quotes that should have been escaped. A list keeps
 * whole elements only; so what is cut off or broken is left out, never half read.
 */
export function parseLoosely(text: string, start: number): LooseJson | null {
  const trusting = parse(text, start, false);
  if (trusting === null || trusting.dropped === 0) return trusting;
  const suspicious = parse(text, start, true);
  const isBetter =
    suspicious !== null && (suspicious.dropped - trusting.dropped || trusting.end - suspicious.end) < 0;
  return isBetter ? suspicious : trusting;
}

/** `suspectsQuotes`: a quote ends a string only where JSON goes on behind it. */
function parse(text: string, start: number, suspectsQuotes: boolean): LooseJson | null {
  let at = start;
  let dropped = 0;
  const broken: object[] = [];
  // Set while the innermost open value could not be read to its end.
  let isBroken = false;

  const match = (pattern: RegExp, position = at): string | null => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0] ?? null;
  };
  const skipBlank = () => {
    at += match(blank)?.length ?? 0;
  };
  const skipCommas = () => {
    for (skipBlank(); text[at] === ','; skipBlank()) at++;
  };

  function isEndOfString(position: number, context: Context): boolean {
    if (!suspectsQuotes) return true;
    const skipped = match(/\s*/y, position) ?? '';
    const { next, afterLine } = ends[context];
    const behind = position + skipped.length;
    return match(next, behind) !== null || (skipped.includes('\n') && match(afterLine, behind) !== null);
  }

  function readString(context: Context): string | typeof none {
    const quote = text[at++];
    const pieces: string[] = [];
    let from = at;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === quote && isEndOfString(at + 1, context)) {
        pieces.push(text.slice(from, at++));
        return pieces.join('');
      }
      if (character !== '\\') continue;
      const code = match(/u[0-9a-fA-F]{4}/y, at + 1)?.slice(1);
      const escaped = code ? String.fromCharCode(Number.parseInt(code, 16)) : escapes.get(text[at + 1] ?? '');
      // An escape that JSON does not know is code whose backslash should have been doubled.
      pieces.push(text.slice(from, at), escaped ?? `\\${text[at + 1] ?? ''}`);
      at += code ? 5 : 1;
      from = at + 1;
    }
    return none;
  }

  function readValue(depth: number, context: Context): unknown {
    switch (text[at]) {
      case '{':
        return depth < depthLimit ? readObject(depth + 1) : none;
      case '[':
        return depth < depthLimit ? readList(depth + 1) : none;
      case '"':
      case "'":
        return readString(context);
    }
    const word = match(scalar);
    // At the very end a number may have lost its last digits.
    if (word === null || at + word.length === text.length) return none;
    at += word.length;
    if (literals.has(word)) return literals.get(word);
    return /\d/.test(word) ? Number(word) : none;
  }

  function readKey(): string | typeof none {
    if (text[at] === '"' || text[at] === "'") return readString('key');
    const name = match(bareKey);
    at += name?.length ?? 0;
    return name ?? none;
  }

  function readObject(depth: number): unknown {
    const entries: [string, unknown][] = [];
    at++;
    for (skipCommas(); text[at] !== '}'; skipCommas()) {
      const key = readKey();
      skipBlank();
      const hasValue = key !== none && text[at] === ':';
      if (hasValue) at++;
      skipBlank();
      const value = hasValue ? readValue(depth, 'property') : none;
      if (key !== none && value !== none) entries.push([key, value]);
      else {
        dropped++;
        isBroken = true;
      }
      if (isBroken) return Object.fromEntries(entries);
    }
    at++;
    return Object.fromEntries(entries);
  }

  function readList(depth: number): unknown {
    const elements: unknown[] = [];
    firstKey.lastIndex = at;
    const key = firstKey.exec(text)?.[1];
    at++;
    for (skipCommas(); text[at] !== ']'; skipCommas()) {
      const value = readValue(depth, 'element');
      if (value !== none && !isBroken) {
        elements.push(value);
        continue;
      }
      if (value === none) dropped++;
      else if (typeof value === 'object' && value !== null) broken.push(value);
      const next = depth <= resumeDepth && key !== undefined ? findNext(key) : -1;
      isBroken = next < 0;
      if (isBroken) return elements;
      at = next;
    }
    at++;
    return elements;
  }

  /** Where the next element begins that has the same first key as the first element. */
  function findNext(key: string): number {
    const pattern = new RegExp(`\\{\\s*${key}\\s*:`, 'g');
    pattern.lastIndex = at;
    return pattern.exec(text)?.index ?? -1;
  }

  const value = readValue(0, 'element');
  return value === none ? null : { value, end: at, isWhole: !isBroken, dropped, broken };
}
