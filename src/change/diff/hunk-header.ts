const comma = 0x2c;
const zero = 0x30;

/** The ranges of a hunk, and the position behind the second `@@`. */
export interface HunkHeader {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly end: number;
}

/**
 * Reads `@@ -1,2 +3,4 @@` at a position; a count that is left out is 1. Null where there is none. (An expression would take as long as
 * all else of an ordinary hunk.)
 */
export function readHunkHeader(bytes: Buffer, start: number): HunkHeader | null {
  let position = start;
  const skip = (word: string): boolean => {
    for (let index = 0; index < word.length; index++) {
      if (bytes[position++] !== word.charCodeAt(index)) return false;
    }
    return true;
  };
  const readNumber = (): number => {
    for (let number = 0; ; position++) {
      const digit = (bytes[position] ?? 0) - zero;
      if (digit < 0 || digit > 9) return number;
      number = number * 10 + digit;
    }
  };
  const readCount = (): number => {
    if (bytes[position] !== comma) return 1;
    position++;
    return readNumber();
  };
  if (!skip('@@ -')) return null;
  const oldStart = readNumber();
  const oldCount = readCount();
  if (!skip(' +')) return null;
  const newStart = readNumber();
  const newCount = readCount();
  return skip(' @@') ? { oldStart, oldCount, newStart, newCount, end: position } : null;
}
