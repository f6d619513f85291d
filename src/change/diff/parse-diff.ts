import type { FileStatus, Hunk } from '../../model/change/change.ts';
import { PatchText } from '../git/decode.ts';
import { GarbledOutput } from '../git/garbled-output.ts';
import type { PrintedOutput } from '../git/printed-output.ts';
import { readHunkHeader } from './hunk-header.ts';
import { PrintedHunk } from './printed-hunk.ts';
import { hasTwoPaths, parseRawEntry, type RawEntry } from './raw-entry.ts';

/** A file of a diff as git printed it, before anything is judged. */
export interface ParsedFile extends RawEntry {
  readonly status: FileStatus;
  readonly binary: boolean;
  readonly additions: number;
  readonly deletions: number;
  /** Its changed lines hold bytes that are not UTF-8; each is shown as U+FFFD. */
  readonly isLossy: boolean;
  readonly hunks: readonly Hunk[];
}

type Building = { -readonly [Key in keyof ParsedFile]: ParsedFile[Key] } & { hunks: Hunk[] };
/** A hunk whose lines are still read. */
interface OpenHunk {
  readonly header: Omit<Hunk, 'body'>;
  /** Where its text began and where it ends so far, without the last line end: bytes of the whole diff. */
  readonly start: number;
  end: number;
  /** The text so far; null where it is read back from what git printed. */
  body: string | null;
}

const nul = 0x00;
const lineFeed = 0x0a;
const space = 0x20;
const plus = 0x2b;
const minus = 0x2d;
const at = 0x40;
const backslash = 0x5c;
const fileStart = Buffer.from('diff --git ');
const binaryStart = Buffer.from('Binary files ');

/** Of a diff so many bytes are held in memory. The text of hunks beyond is read where git printed it, each time it is asked for. */
export const mostHeld = 1024 * 1024;

/**
 * Parses what `git diff-tree --raw -z -p` prints, piece by piece: the raw entries say which files there are, the
 * patches follow in the same order, one a file (two where its type changes: the old one goes, the new one comes).
 * Holds no more than the hunks themselves, the text of the first of them, and one incomplete line.
 */
export class DiffParser {
  readonly #files: Building[] = [];
  /** Files by patch, in the order of the patches. */
  readonly #patches: Building[] = [];
  #nextPatch = 0;
  /** Files of which all was read, and those of them that were taken. */
  #whole = 0;
  #taken = 0;
  #isRaw = true;
  #file: Building | null = null;
  #hunk: OpenHunk | null = null;
  /** Lines that the open hunk still lacks on either side. */
  #oldLeft = 0;
  #newLeft = 0;
  /** The beginning of a record whose end has not come yet. */
  #incomplete: Buffer[] = [];
  /** Bytes of the diff before those that are looked at. */
  #passed = 0;
  #output: PrintedOutput | null = null;

  /**
   * Takes the next piece, cut anywhere; it may be overwritten afterwards.
   * @param output where it stands, all pieces in one: without it, all text is held.
   */
  push(piece: Buffer, output: PrintedOutput | null = null): void {
    this.#output = output;
    let start = 0;
    while (this.#incomplete.length > 0) {
      const end = piece.indexOf(this.#isRaw ? nul : lineFeed, start) + 1;
      this.#incomplete.push(Buffer.from(piece.subarray(start, end || piece.length)));
      if (end === 0) return;
      start = end;
      this.#take(Buffer.concat(this.#incomplete));
    }
    this.#take(piece.subarray(start));
  }

  /** The files that were read whole since the last call, in git's order; the very last one only {@link end} gives. */
  takeWhole(): readonly ParsedFile[] {
    const files = this.#files.slice(this.#taken, this.#whole);
    this.#taken = this.#whole;
    return files;
  }

  /** The files, in git's order, once everything was pushed. */
  end(): ParsedFile[] {
    this.#closeHunk();
    if (this.#incomplete.some((bytes) => bytes.length > 0) || this.#nextPatch !== this.#patches.length) {
      throw new GarbledOutput('The diff ended in the middle.');
    }
    return this.#files;
  }

  /** Reads what is whole, and keeps a copy of the rest. */
  #take(bytes: Buffer): void {
    const text = new PatchText(bytes);
    let position = this.#isRaw ? this.#readRaw(text) : 0;
    if (!this.#isRaw) position = this.#readPatches(text, position);
    this.#incomplete = position < bytes.length ? [Buffer.from(bytes.subarray(position))] : [];
    this.#passed += position;
  }

  /** Reads whole raw entries and, at the empty one, turns to the patches. */
  #readRaw(text: PatchText): number {
    const { bytes } = text;
    let position = 0;
    while (position < bytes.length) {
      if (bytes[position] === nul) {
        this.#isRaw = false;
        return position + 1;
      }
      const factsEnd = bytes.indexOf(nul, position);
      if (factsEnd < 0) return position;
      const facts = bytes.toString('latin1', position, factsEnd);
      const paths: string[] = [];
      let end = factsEnd;
      for (let left = hasTwoPaths(facts) ? 2 : 1; left > 0 && end >= 0; left--) {
        const start = end + 1;
        end = bytes.indexOf(nul, start);
        if (end >= 0) paths.push(text.decodePath(start, end));
      }
      if (end < 0) return position;
      this.#addFile(parseRawEntry(facts, paths));
      position = end + 1;
    }
    return position;
  }

  #addFile(entry: RawEntry): void {
    // Written out: a spread that goes on costs more than all lines of an ordinary file.
    const file: Building = {
      path: entry.path,
      oldPath: entry.oldPath,
      status: entry.status,
      similarity: entry.similarity,
      oldMode: entry.oldMode,
      newMode: entry.newMode,
      oldOid: entry.oldOid,
      newOid: entry.newOid,
      binary: false,
      additions: 0,
      deletions: 0,
      isLossy: false,
      hunks: [],
    };
    this.#files.push(file);
    this.#patches.push(file);
    if (file.status === 'type-changed') this.#patches.push(file);
  }

  /** Reads whole lines and returns where the incomplete one begins. */
  #readPatches(patch: PatchText, start: number): number {
    const { bytes } = patch;
    let position = start;
    for (;;) {
      if (this.#hunk) position = this.#readHunk(patch, position, this.#hunk);
      const lineEnd = bytes.indexOf(lineFeed, position);
      if (lineEnd < 0 || this.#hunk) return position;
      if (bytes[position] === at) this.#openHunk(patch, position, lineEnd);
      else if (startsWith(bytes, fileStart, position)) this.#openFile();
      else if (startsWith(bytes, binaryStart, position) && this.#file) this.#file.binary = true;
      position = lineEnd + 1;
    }
  }

  #openFile(): void {
    const file = this.#patches[this.#nextPatch++] ?? null;
    if (file === null) throw new GarbledOutput('The diff has more patches than files.');
    if (this.#file !== null && this.#file !== file) this.#whole++;
    this.#file = file;
  }

  #openHunk(patch: PatchText, start: number, lineEnd: number): void {
    const header = readHunkHeader(patch.bytes, start);
    if (!header || !this.#file) throw new GarbledOutput(`Not a hunk: ${patch.decode(start, lineEnd)}`);
    const { oldStart, oldCount, newStart, newCount, end } = header;
    this.#oldLeft = oldCount;
    this.#newLeft = newCount;
    const heading = end < lineEnd ? patch.decode(end + 1, lineEnd) : '';
    const bodyStart = this.#passed + lineEnd + 1;
    this.#hunk = {
      header: { oldStart, oldCount, newStart, newCount, heading },
      start: bodyStart,
      end: bodyStart,
      body: '',
    };
  }

  /** Takes as many whole lines of the open hunk as there are; closes it at the first line that is not its own. */
  #readHunk(patch: PatchText, start: number, hunk: OpenHunk): number {
    const { bytes } = patch;
    let oldLeft = this.#oldLeft;
    let newLeft = this.#newLeft;
    let additions = 0;
    let deletions = 0;
    let position = start;
    let isComplete = false;
    while (position < bytes.length) {
      const sign = bytes[position];
      if (oldLeft <= 0 && newLeft <= 0 && sign !== backslash) {
        isComplete = true;
        break;
      }
      const lineEnd = bytes.indexOf(lineFeed, position);
      if (lineEnd < 0) break;
      if (sign === space) {
        oldLeft--;
        newLeft--;
      } else if (sign === plus) {
        newLeft--;
        additions++;
      } else if (sign === minus) {
        oldLeft--;
        deletions++;
      } else if (sign !== backslash) {
        throw new GarbledOutput(`Not a line of a hunk: ${patch.decode(position, lineEnd)}`);
      }
      position = lineEnd + 1;
    }
    this.#oldLeft = oldLeft;
    this.#newLeft = newLeft;
    if (position > start && this.#file) {
      hunk.end = this.#passed + position - 1;
      if (this.#output && hunk.end > mostHeld) {
        // Now, while git is followed: it is closed before the last hunk is.
        this.#output.keep();
        hunk.body = null;
      } else if (hunk.body !== null) {
        const text = patch.decode(start, position - 1);
        hunk.body = hunk.body === '' ? text : `${hunk.body}\n${text}`;
      }
      this.#file.additions += additions;
      this.#file.deletions += deletions;
      if (patch.isLossy(start, position)) this.#file.isLossy = true;
    }
    if (isComplete) this.#closeHunk();
    return position;
  }

  #closeHunk(): void {
    if (!this.#hunk || !this.#file) return;
    if (this.#oldLeft !== 0 || this.#newLeft !== 0)
      throw new GarbledOutput('A hunk ended before its last line.');
    this.#file.hunks.push(this.#toHunk(this.#hunk));
    this.#hunk = null;
  }

  #toHunk({ header, start, end, body }: OpenHunk): Hunk {
    if (body !== null || !this.#output) {
      const { oldStart, oldCount, newStart, newCount, heading } = header;
      return { oldStart, oldCount, newStart, newCount, heading, body: body ?? '' };
    }
    return new PrintedHunk(header, this.#output, start, end);
  }
}

/** Whether bytes hold a word at a position; most lines differ in its first letter. */
function startsWith(bytes: Buffer, word: Buffer, position: number): boolean {
  for (let index = 0; index < word.length; index++) {
    if (bytes[position + index] !== word[index]) return false;
  }
  return true;
}

/**
 * Parses the hunks of one file as GitHub's API gives them: without headers, and without a last line end.
 * @returns null where the text ends in the middle of a hunk.
 */
export function parseHunks(patch: string): Pick<ParsedFile, 'hunks' | 'additions' | 'deletions'> | null {
  const parser = new DiffParser();
  try {
    parser.push(Buffer.from(`:000000 000000 0 0 M\0file\0\0diff --git file\n${patch}\n`));
    return parser.end()[0] ?? null;
  } catch {
    return null;
  }
}
