import { isAscii, isUtf8 } from 'node:buffer';

/** A piece of a patch to take apart: its bytes, of which parts are decoded as UTF-8. */
export class PatchText {
  readonly bytes: Buffer;
  readonly #isAscii: boolean;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#isAscii = isAscii(bytes);
  }

  /** Text as UTF-8, each byte sequence that is not UTF-8 as U+FFFD, as every agent's own tools show it. */
  decode(start: number, end: number): string {
    return this.bytes.toString(this.#isAscii ? 'latin1' : 'utf8', start, end);
  }

  /** See {@link decodePath}. */
  decodePath(start: number, end: number): string {
    return decodePath(this.bytes.subarray(start, end));
  }

  /** Whether decoding that part loses bytes. */
  isLossy(start: number, end: number): boolean {
    return !this.#isAscii && !isUtf8(this.bytes.subarray(start, end));
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

/** Text as {@link PatchText} decodes it. */
export const decodeText = (bytes: Buffer): string => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
