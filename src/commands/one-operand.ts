import { UserError } from '../model/errors.ts';
import type { CommandLine } from './arguments.ts';

/**
 * The only operand of a command that takes exactly one.
 * @throws {UserError} when there is none, or more.
 */
export function oneOperand(line: CommandLine, what: string): string {
  const [operand] = line.operands;
  if (operand === undefined || line.operands.length > 1) {
    throw new UserError(
      `"deep-review ${line.command}" takes exactly one ${what}, got ${line.operands.length}. Run "deep-review --help".`,
    );
  }
  return operand;
}
