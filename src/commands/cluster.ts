import { clusterCandidates } from '../consolidation/clustering/cluster-candidates.ts';
import { exitCodes, UserError } from '../model/errors.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readOperand } from './line/read-operand.ts';

/** `deep-review cluster FILE.json`: clusters foreign findings (tiers 1 and 2 only) and prints the clusters as JSON. */
export async function clusterCommand(line: CommandLine): Promise<number> {
  const [file = ''] = line.operands;
  const text = await readOperand(file);
  let foreign: unknown;
  try {
    foreign = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${file} is not valid JSON: ${(error as Error).message}. Write {"candidates": […]} into it.`,
    );
  }
  process.stdout.write(`${JSON.stringify(clusterCandidates(foreign, file))}\n`);
  return exitCodes.pass;
}
