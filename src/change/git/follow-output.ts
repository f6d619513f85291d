import type { ChildProcess } from 'node:child_process';
import { PrintedOutput } from './printed-output.ts';

const pieceBytes = 256 * 1024;
/** Between two looks at whether more was written. */
const pauseMs = 5;

/** How a program ended, and what it complained of. */
export interface Ending {
  readonly exitCode: number;
  readonly stderr: string;
}

/** Takes what a program printed, piece by piece. */
export type TakePiece = (piece: Buffer, output: PrintedOutput) => void;

/**
 * Follows what a program prints while it still runs. It prints to a file without a name, which is read in large pieces: a pipe would be read
 * four kilobytes at a time, and hold the program up whenever we are busy.
 * @param start starts the program with that file as its standard output, and a pipe for its errors.
 * @param take is given one piece after the other, cut anywhere, which is overwritten afterwards; and the file, which it may keep.
 */
export async function followOutput(
  temporaryDirectory: string,
  start: (output: number) => ChildProcess,
  take: TakePiece,
): Promise<Ending> {
  const output = new PrintedOutput(temporaryDirectory);
  try {
    const child = start(output.writable);
    const ended = endOf(child);
    const taken = takeGrowing(output, ended, take).catch((error) => {
      // Else it would go on printing, for nobody.
      child.kill();
      throw error;
    });
    const [ending] = await Promise.all([ended, taken]);
    return ending;
  } finally {
    output.close();
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
async function takeGrowing(output: PrintedOutput, ended: Promise<unknown>, take: TakePiece): Promise<void> {
  let isWritten = false;
  let goOn = () => {};
  const end = () => {
    isWritten = true;
    goOn();
  };
  ended.then(end, end);
  let piece = Buffer.alloc(0);
  for (let position = 0; ; ) {
    const isWhole = isWritten;
    const left = output.size - position;
    if (!isWhole && left < pieceBytes) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        goOn = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      continue;
    }
    // Most programs print little.
    if (piece.length === 0) piece = Buffer.allocUnsafe(Math.min(left + 1, pieceBytes));
    const bytesRead = output.read(piece, position);
    take(piece.subarray(0, bytesRead), output);
    position += bytesRead;
    if (bytesRead < piece.length) return;
  }
}
