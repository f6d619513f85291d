import { LooseScanner, type StringRole } from './loose-scanner.ts';

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
const depthLimit = 64;
/** A broken element of a list of findings is stepped over; one of a list inside a finding breaks the finding. */
const resumeDepth = 2;

const scalar = /[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|[A-Za-z]+(?![\w.])/y;
const firstKey = /\[\s*\{\s*(["']?[\w-]{1,40}["']?)\s*:/y;

/**
 * Reads a JSON object or list that begins at `start`, in linear time: with comments, trailing or missing commas, single
 * quotes, bare names, Python's literals, line breaks in strings, and quotes that should have been escaped. A list keeps
 * whole elements only; so what is cut off or broken is left out, never half read.
 */
export function parseLoosely(text: string, start: number): LooseJson | null {
  const trusting = new LooseParser(text, start, false).parse();
  if (trusting === null || trusting.dropped === 0) return trusting;
  const suspicious = new LooseParser(text, start, true).parse();
  const isBetter =
    suspicious !== null && (suspicious.dropped - trusting.dropped || trusting.end - suspicious.end) < 0;
  return isBetter ? suspicious : trusting;
}

/** Descends into the brackets of one JSON value, and remembers what it could not read. */
class LooseParser {
  readonly #scanner: LooseScanner;
  #dropped = 0;
  readonly #broken: object[] = [];
  /** Set while the innermost open value could not be read to its end. */
  #isBroken = false;

  constructor(text: string, start: number, suspectsQuotes: boolean) {
    this.#scanner = new LooseScanner(text, start, suspectsQuotes);
  }

  parse(): LooseJson | null {
    const value = this.#readValue(0, 'element');
    if (value === none) return null;
    return {
      value,
      end: this.#scanner.at,
      isWhole: !this.#isBroken,
      dropped: this.#dropped,
      broken: this.#broken,
    };
  }

  #readValue(depth: number, role: StringRole): unknown {
    switch (this.#scanner.next) {
      case '{':
        return depth < depthLimit ? this.#readObject(depth + 1) : none;
      case '[':
        return depth < depthLimit ? this.#readList(depth + 1) : none;
      case '"':
      case "'":
        return this.#scanner.readString(role) ?? none;
    }
    return this.#readScalar();
  }

  #readScalar(): unknown {
    const word = this.#scanner.match(scalar);
    // At the very end a number may have lost its last digits.
    if (word === null || this.#scanner.at + word.length === this.#scanner.text.length) return none;
    this.#scanner.at += word.length;
    if (literals.has(word)) return literals.get(word);
    return /\d/.test(word) ? Number(word) : none;
  }

  /** An object ends at its first property that is broken: what stands behind may belong to another one. */
  #readObject(depth: number): object {
    const entries: [string, unknown][] = [];
    this.#scanner.at++;
    for (this.#scanner.skipCommas(); this.#scanner.next !== '}'; this.#scanner.skipCommas()) {
      const entry = this.#readProperty(depth);
      if (entry !== null) entries.push(entry);
      else {
        this.#dropped++;
        this.#isBroken = true;
      }
      if (this.#isBroken) return Object.fromEntries(entries);
    }
    this.#scanner.at++;
    return Object.fromEntries(entries);
  }

  #readProperty(depth: number): [string, unknown] | null {
    const key = this.#scanner.readKey();
    this.#scanner.skipBlank();
    if (key === null || this.#scanner.next !== ':') return null;
    this.#scanner.at++;
    this.#scanner.skipBlank();
    const value = this.#readValue(depth, 'property');
    return value === none ? null : [key, value];
  }

  /** A list goes on behind a broken element where the next one can be found. */
  #readList(depth: number): unknown[] {
    const elements: unknown[] = [];
    const key = depth <= resumeDepth ? this.#scanner.capture(firstKey) : null;
    this.#scanner.at++;
    for (this.#scanner.skipCommas(); this.#scanner.next !== ']'; this.#scanner.skipCommas()) {
      const value = this.#readValue(depth, 'element');
      if (value !== none && !this.#isBroken) {
        elements.push(value);
        continue;
      }
      if (value === none) this.#dropped++;
      else if (typeof value === 'object' && value !== null) this.#broken.push(value);
      this.#isBroken = key === null || !this.#scanner.skipTo(new RegExp(`\\{\\s*${key}\\s*:`, 'g'));
      if (this.#isBroken) return elements;
    }
    this.#scanner.at++;
    return elements;
  }
}
