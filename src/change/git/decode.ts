import { isAscii, isUtf8 } from 'node:buffer';

/**
 * A piece of a patch to take apart. Its bytes are looked at as characters of Latin-1, one each, since finding and cutting
 * is much faster in a string than in a buffer; what is cut out is decoded as UTF-8.
 */
export class PatchText {
  readonly latin1: string;
  readonly #bytes: Buffer;
  readonly #isAscii: boolean;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isAscii = isAscii(bytes);
    this.latin1 = bytes.toString('latin1');
  }

  /** Text as UTF-8, each byte sequence that is not UTF-8 as U+FFFD, as every agent's own tools show it. */
  decode(start: number, end: number): string {
    if (this.#isAscii || isAscii(this.#bytes.subarray(start, end))) return this.latin1.slice(start, end);
    return this.#bytes.toString('utf8', start, end);
  }

  /** See {@link decodePath}. */
  decodePath(start: number, end: number): string {
    return this.#isAscii ? this.latin1.slice(start, end) : decodePath(this.#bytes.subarray(start, end));
  }

  /** Whether decoding that part loses bytes. */
  isLossy(start: number, end: number): boolean {
    return !this.#isAscii && !isUtf8(this.#bytes.subarray(start, end));
  }
}

/**
 * A path as UTF-8. Names may hold any byte but NUL and `/`: bytes that are not UTF-8 are written `\xNN`, so that two
 * such names stay two.
 */
export function decodePath(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let path = '';
  for (let start = 0; start < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(start, start + count)));
    path += length
      ? bytes.toString('utf8', start, start + length)
      : `\\x${bytes.toString('hex', start, start + 1)}`;
    start += length ?? 1;
  }
  return path;
}
