import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** Reads files of any revision, one after the other, by one process. */
export interface TextStream {
  /**
   * Text of a file in a commit or tree, or null where it is absent, binary or over the limit.
   * @throws {Error} when git ended early.
   */
  read(revision: string, path: string): Promise<string | null>;
  /** Lets the process end. */
  close(): void;
}

interface Wanted {
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: Error) => void;
  /** Bytes of the answer's contents that are still to come, its last line feed included; null before its first line. */
  left: number | null;
  /** Null for contents that are passed over. */
  pieces: Buffer[] | null;
}

/** Speaks with `git cat-file --batch`, which answers `oid SP type SP size LF contents LF`, or `… missing LF`. */
export function openTextStream(child: ChildProcessWithoutNullStreams, largest: number): TextStream {
  const queue: Wanted[] = [];
  let head = Buffer.alloc(0);

  const fail = (error: Error) => {
    for (const { reject } of queue.splice(0)) reject(error);
  };
  const finish = (text: string | null) => queue.shift()?.resolve(text);
  const readHead = (wanted: Wanted, line: string): void => {
    const [, type, size] = /^\S+ (\S+) (\d+)$/.exec(line) ?? [];
    if (type === undefined) {
      finish(null);
      return;
    }
    wanted.left = Number(size) + 1;
    wanted.pieces = type === 'blob' && Number(size) <= largest ? [] : null;
  };
  const take = (chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0) {
      const [wanted] = queue;
      if (!wanted) return;
      if (wanted.left === null) {
        const end = rest.indexOf(10);
        head = Buffer.concat([head, end < 0 ? rest : rest.subarray(0, end)]);
        if (end < 0) return;
        rest = rest.subarray(end + 1);
        const line = head.toString('utf8');
        head = Buffer.alloc(0);
        readHead(wanted, line);
        continue;
      }
      const piece = rest.subarray(0, wanted.left);
      wanted.pieces?.push(piece);
      wanted.left -= piece.length;
      rest = rest.subarray(piece.length);
      if (wanted.left > 0) return;
      finish(wanted.pieces && textOf(Buffer.concat(wanted.pieces).subarray(0, -1)));
    }
  };

  child.stdout.on('data', take);
  child.stderr.resume();
  child.stdin.on('error', fail);
  child.once('error', fail);
  child.once('close', () => fail(new Error('git cat-file ended early.')));
  return {
    read: (revision, path) =>
      new Promise((resolve, reject) => {
        queue.push({ resolve, reject, left: null, pieces: null });
        child.stdin.write(`${revision}:${path}\n`);
      }),
    close: () => void child.stdin.end(),
  };
}

const textOf = (contents: Buffer): string | null =>
  contents.subarray(0, 8000).includes(0) ? null : contents.toString('utf8');
