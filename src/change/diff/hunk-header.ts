const comma = 0x2c;
const zero = 0x30;
const nine = 0x39;

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
export function readHunkHeader(text: string, start: number): HunkHeader | null {
  let position = start;
  const skip = (word: string): boolean => {
    const isThere = text.startsWith(word, position);
    position += word.length;
    return isThere;
  };
  const readNumber = (): number => {
    let number = 0;
    for (let code = text.charCodeAt(position); code >= zero && code <= nine; ) {
      number = number * 10 + code - zero;
      code = text.charCodeAt(++position);
    }
    return number;
  };
  const readCount = (): number => {
    if (text.charCodeAt(position) !== comma) return 1;
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
