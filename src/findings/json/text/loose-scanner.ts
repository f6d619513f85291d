const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ '"': '"', "'": "'", '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

/** Blanks and comments. */
const blanks = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]{0,2000}?\*\/)*/y;
const bareKey = /[A-Za-z_$][\w$-]*/y;
const white = /\s*/y;
const unicode = /u[0-9a-fA-F]{4}/y;

/** What a string is to JSON, which says how JSON goes on behind it. */
export type StringRole = 'key' | 'property' | 'element';

const nextKey = String.raw`["'][^"'\\\n]{0,80}["']\s*:`;
/** What stands behind the quote that really ends a string, blanks aside; `afterLine` with a line break between. */
const ends: Record<StringRole, { readonly next: RegExp; readonly afterLine: RegExp }> = {
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

/** Reads the tokens of a text that is nearly JSON, one behind the other. */
export class LooseScanner {
  readonly text: string;
  /** Where the next token begins, or blanks before it. */
  at: number;
  readonly #suspectsQuotes: boolean;

  /** @param suspectsQuotes whether a quote ends a string only where JSON goes on behind it. */
  constructor(text: string, start: number, suspectsQuotes: boolean) {
    this.text = text;
    this.at = start;
    this.#suspectsQuotes = suspectsQuotes;
  }

  /** The next character; undefined at the end. */
  get next(): string | undefined {
    return this.text[this.at];
  }

  /** What a sticky pattern matches here, or at another position; the scanner stays where it is. */
  match(pattern: RegExp, position = this.at): string | null {
    pattern.lastIndex = position;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  /** The first group of a sticky pattern here; the scanner stays where it is. */
  capture(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[1] ?? null;
  }

  /** Goes to where a global pattern matches next; false, and stays, where it does not. */
  skipTo(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    this.at = found?.index ?? this.at;
    return found !== null;
  }

  /** Goes over blanks and comments. */
  skipBlank(): void {
    this.at += this.match(blanks)?.length ?? 0;
  }

  /** The same, and over commas. */
  skipCommas(): void {
    for (this.skipBlank(); this.next === ','; this.skipBlank()) this.at++;
  }

  /** Reads a name in quotes or without; null where there is none. */
  readKey(): string | null {
    if (this.next === '"' || this.next === "'") return this.readString('key');
    const name = this.match(bareKey);
    this.at += name?.length ?? 0;
    return name;
  }

  /** Reads a string from its first quote on; null where it does not end. */
  readString(role: StringRole): string | null {
    const quote = this.text[this.at++];
    const pieces: string[] = [];
    let from = this.at;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at];
      if (character === quote && this.#endsString(this.at + 1, role)) {
        pieces.push(this.text.slice(from, this.at++));
        return pieces.join('');
      }
      if (character !== '\\') continue;
      const { text, length } = this.#readEscape();
      pieces.push(this.text.slice(from, this.at), text);
      this.at += length;
      from = this.at + 1;
    }
    return null;
  }

  /** What a backslash here and the characters behind it stand for, and how many those are. */
  #readEscape(): { readonly text: string; readonly length: number } {
    const code = this.match(unicode, this.at + 1)?.slice(1);
    if (code !== undefined) return { text: String.fromCharCode(Number.parseInt(code, 16)), length: 5 };
    const escaped = this.text[this.at + 1] ?? '';
    // An escape that JSON does not know is code whose backslash should have been doubled.
    return { text: escapes.get(escaped) ?? `\\${escaped}`, length: 1 };
  }

  /** Whether a quote before this position ends a string. */
  #endsString(position: number, role: StringRole): boolean {
    if (!this.#suspectsQuotes) return true;
    const skipped = this.match(white, position) ?? '';
    const { next, afterLine } = ends[role];
    const behind = position + skipped.length;
    return (
      this.match(next, behind) !== null || (skipped.includes('\n') && this.match(afterLine, behind) !== null)
    );
  }
}
