import { nearest } from '../../config/nearest.ts';
import { exitCodes, UserError } from '../../model/errors.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** `deep-review completion SHELL`: prints a script that the shell reads. */
export async function completionCommand(line: CommandLine): Promise<number> {
  const [shell = ''] = line.operands;
  const known = Object.keys(scripts);
  if (!Object.hasOwn(scripts, shell))
    throw new UserError(`unknown shell "${shell}"${nearest(shell, known)}: name one of ${known.join(', ')}`);
  process.stdout.write(scripts[shell as keyof typeof scripts]());
  return exitCodes.pass;
}
