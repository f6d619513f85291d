import type { Hunk } from '../../model/change/change.ts';
import { decodeText } from '../git/decode.ts';
import type { PrintedOutput } from '../git/printed-output.ts';

/** The last text that was read: who walks along it asks for it again and again. */
let last: { readonly hunk: PrintedHunk; readonly body: string } | null = null;

/**
 * A hunk whose text stays where git printed it, and is read when it is asked for. Its body is a property as any other: whoever copies,
 * compares or writes the hunk meets the text.
 */
export class PrintedHunk implements Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly heading: string;
  declare readonly body: string;
  readonly #output: Pick<PrintedOutput, 'slice'>;
  readonly #start: number;
  readonly #end: number;

  /**
   * @param header all of it but its text.
   * @param output where its text stands, from `start` to `end`, without its last line end.
   */
  constructor(header: Omit<Hunk, 'body'>, output: Pick<PrintedOutput, 'slice'>, start: number, end: number) {
    this.oldStart = header.oldStart;
    this.oldCount = header.oldCount;
    this.newStart = header.newStart;
    this.newCount = header.newCount;
    this.heading = header.heading;
    this.#output = output;
    this.#start = start;
    this.#end = end;
    Object.defineProperty(this, 'body', bodyProperty);
  }

  /** The text, as {@link ../git/decode.ts} decodes it. */
  readBody(): string {
    if (last?.hunk === this) return last.body;
    const body = decodeText(this.#output.slice(this.#start, this.#end));
    last = { hunk: this, body };
    return body;
  }
}

/** One for all, so that all hunks have the same shape. */
const bodyProperty = {
  enumerable: true,
  get(this: PrintedHunk): string {
    return this.readBody();
  },
};
