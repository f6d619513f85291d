import type { Hunk } from '../../model/change/change.ts';
import { decodeText } from '../git/decode.ts';
import type { PrintedOutput } from '../git/printed-output.ts';

/** Where the text of a hunk stands among what git printed, without its last line end. */
interface Place {
  readonly output: Pick<PrintedOutput, 'slice'>;
  readonly start: number;
  readonly end: number;
}

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
  readonly #place: Place;

  constructor({ oldStart, oldCount, newStart, newCount, heading }: Omit<Hunk, 'body'>, place: Place) {
    this.oldStart = oldStart;
    this.oldCount = oldCount;
    this.newStart = newStart;
    this.newCount = newCount;
    this.heading = heading;
    this.#place = place;
    Object.defineProperty(this, 'body', bodyProperty);
  }

  /** The text, as {@link ../git/decode.ts} decodes it. */
  readBody(): string {
    if (last?.hunk === this) return last.body;
    const { output, start, end } = this.#place;
    const body = decodeText(output.slice(start, end));
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
