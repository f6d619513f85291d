import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UserError } from '../../model/errors.ts';

/**
 * The text of a file named on the command line; `-` is standard input.
 * @throws {UserError} when it cannot be read.
 */
export async function readOperand(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}. Check the path.`);
  }
}
