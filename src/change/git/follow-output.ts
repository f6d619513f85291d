import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { close, closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const pieceBytes = 256 * 1024;
/** Between two looks at whether more was written. */
const pauseMs = 5;

/** How a program ended, and what it complained of. */
export interface Ending {
  readonly exitCode: number;
  readonly stderr: string;
}

/**
 * Follows what a program prints while it still runs. It prints to a file without a name, which is read in large pieces: a pipe would be read
 * four kilobytes at a time, and hold the program up whenever we are busy.
 * @param start starts the program with that file as its standard output, and a pipe for its errors.
 * @param take is given one piece after the other, cut anywhere, which is overwritten afterwards.
 */
export async function followOutput(
  temporaryDirectory: string,
  start: (output: number) => ChildProcess,
  take: (piece: Buffer) => void,
): Promise<Ending> {
  const path = join(temporaryDirectory, `${randomUUID()}.out`);
  const output = openSync(path, 'wx', 0o600);
  const file = openSync(path, 'r');
  unlinkSync(path);
  try {
    const child = start(output);
    const ended = endOf(child);
    const taken = takeGrowing(file, ended, take).catch((error) => {
      // Else it would go on printing, for nobody.
      child.kill();
      throw error;
    });
    const [ending] = await Promise.all([ended, taken]);
    return ending;
  } finally {
    closeSync(output);
    // Giving back many megabytes takes time, which nobody needs to wait for.
    close(file, () => {});
  }
}

function endOf(child: ChildProcess): Promise<Ending> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, stderr }));
  });
}

/** Takes whole pieces while a file is written, and what is left once its writer has ended. */
async function takeGrowing(
  file: number,
  ended: Promise<unknown>,
  take: (piece: Buffer) => void,
): Promise<void> {
  let isWritten = false;
  const end = () => {
    isWritten = true;
  };
  const written = ended.then(end, end);
  let piece = Buffer.alloc(0);
  for (let position = 0; ; ) {
    const isWhole = isWritten;
    const left = fstatSync(file).size - position;
    if (!isWhole && left < pieceBytes) {
      await Promise.race([written, setTimeout(pauseMs)]);
      continue;
    }
    // Most programs print little.
    if (piece.length === 0) piece = Buffer.allocUnsafe(Math.min(left + 1, pieceBytes));
    const bytesRead = readSync(file, piece, 0, piece.length, position);
    take(piece.subarray(0, bytesRead));
    position += bytesRead;
    if (bytesRead < piece.length) return;
  }
}
