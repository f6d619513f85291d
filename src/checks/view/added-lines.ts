import type { ChangedFile } from '../../model/change/change.ts';

/** The lines that a change adds to a file. */
export interface AddedLines {
  /** Without their signs, joined by newlines. */
  readonly text: string;
  /** Where they stand; counted on first use, since of few files anybody asks. */
  places(): AddedPlaces;
}

/** By line, ascending: its number at the head, 1-based, and its offset in {@link AddedLines.text}. */
interface AddedPlaces {
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
  /** The numbers again. */
  readonly set: ReadonlySet<number>;
}

/** Reads the added lines of a file out of its hunks. */
export function readAddedLines(file: ChangedFile): AddedLines {
  let known: AddedPlaces | null = null;
  return {
    text: joinAdded(file),
    places() {
      known ??= countPlaces(file);
      return known;
    },
  };
}

function joinAdded({ hunks }: ChangedFile): string {
  const lines: string[] = [];
  for (const { body } of hunks) {
    for (let start = 0; start <= body.length; ) {
      const end = endOfLine(body, start);
      if (body[start] === '+') lines.push(body.slice(start + 1, end));
      start = end + 1;
    }
  }
  return lines.join('\n');
}

function countPlaces({ hunks }: ChangedFile): AddedPlaces {
  const numbers: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const { newStart, body } of hunks) {
    let line = newStart;
    for (let start = 0; start <= body.length; ) {
      const end = endOfLine(body, start);
      const sign = body[start];
      if (sign === '+') {
        numbers.push(line);
        offsets.push(offset);
        offset += end - start;
      }
      if (sign !== '-' && sign !== '\\') line++;
      start = end + 1;
    }
  }
  return { numbers, offsets, set: new Set(numbers) };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
