import { GarbledOutput } from './garbled-output.ts';

/** An object of git. */
export interface GitObject {
  readonly oid: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Its contents as far as they are kept, {@link mostKept}; a tree's are whole. To be read at once: it is overwritten. */
  readonly start: Buffer;
}

/** An object that is asked for, and what is done with it. */
export interface ObjectQuestion {
  /** Anything that names an object (`HEAD:folder/file`, `oid`), see {@link isAskable}. */
  readonly name: string;
  /** Told once, in the order of the questions; null where there is no such object. */
  answer(object: GitObject | null): void;
}

/** Bytes of a file that are kept: enough for its first lines, and to tell text from what is not. */
export const mostKept = 64 * 1024;
/** Bytes of an object. What a larger one has beyond what is kept is not waited for: git is ended instead, and asked for the rest anew. */
export const largestPassed = 1024 * 1024;
/** What one process is asked whatever the sizes: all that it prints stays on disk until it ends, so this many objects of {@link largestPassed}. */
export const mostAsked = 256;
/** Bytes that one process may print where the sizes are known. */
const mostPrinted = mostAsked * largestPassed;
/** Git looks at so many bytes of a file. */
const telling = 8000;

/** Whether a question can name this path: it is a line, and newer versions of git take a carriage return at its end for a part of that. */
export const isAskable = (path: string): boolean => !/[\r\n]/.test(path);

/**
 * How many of the questions from a position on one process is asked; at least one.
 * @param sizes bytes of their objects, of all questions.
 */
export function countAskable(sizes: readonly number[], start: number): number {
  let end = start;
  for (let bytes = 0; end < sizes.length; end++) {
    bytes += Math.min(sizes[end] ?? 0, largestPassed);
    if (bytes > mostPrinted) break;
  }
  return Math.max(1, end - start);
}

/** What git reads of questions: a name a line. */
export const namesOf = (questions: readonly ObjectQuestion[]): string =>
  questions.map(({ name }) => `${name}\n`).join('');

/** Whether git takes contents for binary. */
export const isBinary = ({ start }: Pick<GitObject, 'start'>): boolean =>
  start.subarray(0, telling).includes(0);

const lineFeed = 0x0a;

/** Reads what `git cat-file --batch` prints, piece by piece: `oid SP type SP size LF contents LF`, or `… missing LF`. */
export class AnswerReader {
  readonly #questions: readonly ObjectQuestion[];
  #next = 0;
  #object: Omit<GitObject, 'start'> | null = null;
  /** Bytes that the object still lacks, its last line feed included. */
  #left = 0;
  /** Bytes of it, or of its first line, that earlier pieces held. */
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #isCut = false;
  readonly #cut: () => void;

  /** @param cut called when nothing more is read, though there are {@link unanswered} questions: a large object is in the way. */
  constructor(questions: readonly ObjectQuestion[], cut: () => void) {
    this.#questions = questions;
    this.#cut = cut;
  }

  /** Takes the next piece, cut anywhere; it may be overwritten afterwards. */
  push(piece: Buffer): void {
    for (let position = 0; position < piece.length && !this.#isCut; ) {
      position = this.#object
        ? this.#readContents(piece, position, this.#object)
        : this.#readHead(piece, position);
    }
  }

  /**
   * The questions that are to be asked again, once nothing more comes.
   * @throws {Error} when an answer is lacking.
   */
  unanswered(): readonly ObjectQuestion[] {
    const left = this.#questions.slice(this.#next);
    if (left.length > 0 && !this.#isCut) throw new GarbledOutput('git cat-file ended early.');
    return left;
  }

  #readHead(piece: Buffer, start: number): number {
    const found = piece.indexOf(lineFeed, start);
    const end = found < 0 ? piece.length : found;
    const line = this.#join(piece, start, end);
    if (found < 0) {
      this.#keep(piece, start, end);
      return end;
    }
    this.#forget();
    const [, oid = '', type = '', size] = /^(\w+) (\w+) (\d+)$/.exec(line.toString('utf8')) ?? [];
    if (size === undefined) this.#questions[this.#next++]?.answer(null);
    else {
      this.#object = { oid, type, size: Number(size) };
      this.#left = this.#object.size + 1;
    }
    return end + 1;
  }

  #readContents(piece: Buffer, start: number, object: Omit<GitObject, 'start'>): number {
    const most = object.type === 'blob' ? Math.min(object.size, mostKept) : object.size;
    const end = Math.min(piece.length, start + this.#left);
    const wanted = Math.min(end, start + most - this.#keptBytes);
    this.#left -= end - start;
    const isEnough = object.size > largestPassed && this.#keptBytes + wanted - start >= most;
    if (this.#left > 0 && !isEnough) {
      this.#keep(piece, start, wanted);
      return end;
    }
    this.#questions[this.#next++]?.answer({ ...object, start: this.#join(piece, start, wanted) });
    this.#object = null;
    this.#forget();
    this.#isCut = this.#left > 0;
    if (this.#isCut) this.#cut();
    return end;
  }

  #keep(piece: Buffer, start: number, end: number): void {
    if (end <= start) return;
    this.#kept.push(Buffer.from(piece.subarray(start, end)));
    this.#keptBytes += end - start;
  }

  /** What was kept and what has come, without a copy where nothing was kept. */
  #join(piece: Buffer, start: number, end: number): Buffer {
    const come = piece.subarray(start, Math.max(start, end));
    return this.#kept.length === 0 ? come : Buffer.concat([...this.#kept, come]);
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }
}

/** Splits what `git cat-file --batch` prints of blobs, see {@link AnswerReader}, into texts by name; binary ones are left out. */
export function splitBatch(output: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf(0x0a, at);
    const [oid = '', , size] = output.toString('latin1', at, lineEnd).split(' ');
    const contents = output.subarray(lineEnd + 1, lineEnd + 1 + Number(size));
    if (!contents.subarray(0, 8000).includes(0)) texts.set(oid, contents.toString('utf8'));
    at = lineEnd + 1 + contents.length + 1;
  }
  return texts;
}
