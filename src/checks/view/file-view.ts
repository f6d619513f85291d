import type { Change, ChangedFile } from '../../model/change/change.ts';
import type { ReadText } from '../../model/change/sources.ts';
import { maskLiterals } from '../secrets/mask-literals.ts';
import { readAddedLines } from './added-lines.ts';
import { limits } from './limits.ts';
import { languageOf } from './paths.ts';

/** A match in the added lines of a file. */
export interface AddedMatch {
  /** Where it begins: 1-based line at the head, 0-based column. */
  readonly line: number;
  readonly column: number;
  /** The line it begins in, without a carriage return. */
  readonly text: string;
  readonly match: RegExpMatchArray;
}

/** A changed file as checks see it; what costs time is done on first use. */
export interface FileView {
  readonly file: ChangedFile;
  readonly path: string;
  /** Changed lines are known and people are meant to read them: not generated, vendored or a lock file. */
  readonly isReviewed: boolean;
  /** The added lines, joined by newlines. */
  readonly addedText: string;
  /** The line at the head, 1-based, that an offset of {@link addedText} lies in. */
  lineAt(offset: number): number;
  isAdded(line: number): boolean;
  /** Whether any line of a range, its ends included, is added. */
  isAddedBetween(startLine: number, endLine: number): boolean;
  /** Every match of a global pattern in {@link addedText}. */
  search(pattern: RegExp): Generator<AddedMatch>;
  /** Whether a place of the head (1-based line, 0-based column) is in code or in a comment or string. */
  syntaxAt(line: number, column: number): Promise<'code' | 'literal' | 'unknown'>;
  /** The whole text at one side; null where it is absent, binary, or beyond a limit, which is then noted. */
  read(side: 'old' | 'new'): Promise<string | null>;
  /** The text of another file at the head, within the same limits. */
  readBeside(path: string): Promise<string | null>;
}

/** What all views of one review share: reading within limits. */
export interface Reader {
  read(path: string, side: 'old' | 'new'): Promise<string | null>;
  /** Adds to the review's limitations. */
  note(limitation: string): void;
}

/** Reads texts until {@link limits} are reached, and keeps what had to be left out. */
export function createReader(readText: ReadText): Reader & { readonly limitations: ReadonlySet<string> } {
  const limitations = new Set<string>();
  let units = 0;
  const note = (limitation: string) => void limitations.add(limitation);
  return {
    limitations,
    note,
    async read(path, side) {
      if (units > limits.parsedTotal) {
        note(
          `checks read ${limits.parsedTotal / 1e6} MB of whole files and looked only at the added lines of the rest.`,
        );
        return null;
      }
      const text = await readText(path, side);
      if (text === null) return null;
      if (text.length > limits.parsedFile) {
        note(
          `checks looked only at the added lines of ${path}, which is larger than ${limits.parsedFile / 1e6} MB.`,
        );
        return null;
      }
      units += text.length;
      return text;
    },
  };
}

/** Makes the view of one file. */
export function viewFile(file: ChangedFile, reader: Reader): FileView {
  const added = readAddedLines(file);
  const texts = new Map<'old' | 'new', Promise<string | null>>();
  let code: Promise<readonly string[] | null> | null = null;

  const read = (side: 'old' | 'new') => {
    const known = texts.get(side);
    if (known) return known;
    const text = reader.read(side === 'old' ? (file.oldPath ?? file.path) : file.path, side);
    texts.set(side, text);
    return text;
  };
  const readCode = async () => {
    const language = languageOf(file.path);
    const text = language && (await read('new'));
    return text && language ? ((await maskLiterals(text, language))?.split('\n') ?? null) : null;
  };

  return {
    file,
    path: file.path,
    isReviewed: file.class === 'reviewed',
    addedText: added.text,
    lineAt(offset) {
      const { numbers, offsets } = added.places();
      return numbers[lastAtMost(offsets, offset)] ?? 1;
    },
    isAdded: (line) => added.places().set.has(line),
    isAddedBetween(start, end) {
      const { numbers } = added.places();
      return (numbers[lastAtMost(numbers, end)] ?? 0) >= start && (numbers[0] ?? Infinity) <= end;
    },
    *search(pattern) {
      let lastIndex = -1;
      let text = '';
      for (const match of added.text.matchAll(pattern)) {
        const { numbers, offsets } = added.places();
        const index = lastAtMost(offsets, match.index);
        const start = offsets[index] ?? 0;
        // A line of megabytes may hold thousands of matches.
        if (index !== lastIndex) {
          const next = offsets[index + 1];
          text = added.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
          lastIndex = index;
        }
        yield { line: numbers[index] ?? 1, column: match.index - start, text, match };
      }
    },
    async syntaxAt(line, column) {
      code ??= readCode();
      const character = (await code)?.[line - 1]?.[column];
      return character === undefined ? 'unknown' : character === ' ' ? 'literal' : 'code';
    },
    read,
    readBeside: (path) => reader.read(path, 'new'),
  };
}

/** The views of all files that are looked at, most risky first; only one's lines are in memory at a time. */
export function* viewFiles(change: Change, reader: Reader): Generator<FileView> {
  for (const file of change.files) if (file.class !== 'ignored') yield viewFile(file, reader);
}

/** The index of the last of some ascending numbers that is not above a limit; 0 where all are. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
