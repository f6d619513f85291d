import { randomUUID } from 'node:crypto';
import { close, closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { GarbledOutput } from './garbled-output.ts';

const closing = new FinalizationRegistry((file: number) => close(file, () => {}));

/** Read at once: who reads one part mostly reads the next ones. */
const aheadBytes = 64 * 1024;

/** What a program prints: a file without a name, which is gone once it is closed. */
export class PrintedOutput {
  /** For the program to print to; ours is closed once it has it. */
  readonly writable: number;
  readonly #file: number;
  #isKept = false;
  #room = Buffer.alloc(0);
  /** What the room holds, from a position on. */
  #ahead = { from: 0, bytes: Buffer.alloc(0) };

  constructor(directory: string) {
    const path = join(directory, `${randomUUID()}.out`);
    this.writable = openSync(path, 'wx', 0o600);
    this.#file = openSync(path, 'r');
    unlinkSync(path);
  }

  /** Bytes that were printed so far. */
  get size(): number {
    return fstatSync(this.#file).size;
  }

  /** Fills a buffer from a position on, as far as something was printed; returns the bytes read. */
  read(into: Buffer, position: number): number {
    return readSync(this.#file, into, 0, into.length, position);
  }

  /** Bytes that were printed, read once more; they may be overwritten by the next that are asked for. */
  slice(start: number, end: number): Buffer {
    const { from, bytes } = this.#ahead;
    if (from <= start && end <= from + bytes.length) return bytes.subarray(start - from, end - from);
    if (this.#room.length === 0) this.#room = Buffer.allocUnsafe(aheadBytes);
    const isLong = end - start > aheadBytes;
    const room = isLong ? Buffer.allocUnsafe(end - start) : this.#room;
    const read = room.subarray(0, this.read(room, start));
    if (!isLong) this.#ahead = { from: start, bytes: read };
    if (read.length < end - start) throw new GarbledOutput('What git printed is gone.');
    return read.subarray(0, end - start);
  }

  /** From now on it can be read until nobody refers to it any more. */
  keep(): void {
    if (!this.#isKept) closing.register(this, this.#file);
    this.#isKept = true;
  }

  /** Ends it, unless it is kept. */
  close(): void {
    closeSync(this.writable);
    // Giving back many megabytes takes time, which nobody needs to wait for.
    if (!this.#isKept) close(this.#file, () => {});
  }
}
