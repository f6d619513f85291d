import { readReview } from '../findings/read-review.ts';
import { exitCodes, UserError } from '../model/errors.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readOperand } from './line/read-operand.ts';

/** `deep-review read FILE`: prints the review that an agent's answer (JSON or Markdown) was read as. */
export async function readCommand(line: CommandLine): Promise<number> {
  const [file = ''] = line.operands;
  const reading = readReview(await readOperand(file));
  if (reading.form === 'unreadable')
    throw new UserError(
      `${file} could not be read as a review: ${reading.reason} Compare it with "deep-review schema review".`,
    );
  process.stdout.write(
    `${JSON.stringify({ form: reading.form, ...reading.review, notes: reading.notes }, null, 2)}\n`,
  );
  return exitCodes.pass;
}
