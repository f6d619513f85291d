import { parseArguments } from './commands/arguments.ts';
import { exitCodes, UserError } from './model/errors.ts';
import { version } from './model/version.ts';
import { explainFault } from './review/explain-fault.ts';

/** The commands, each loaded only when it is asked for: `--version` must start in a blink. */
const commands = {
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  schema: async () => (await import('./commands/schema.ts')).schemaCommand,
  read: async () => (await import('./commands/read.ts')).readCommand,
  cluster: async () => (await import('./commands/cluster.ts')).clusterCommand,
};

/** The command line: runs one command and sets the exit code (0 pass, 1 block, 2 inconclusive, 3 usage or configuration error). */
export async function runCli(argv: readonly string[]): Promise<void> {
  try {
    const parsed = parseArguments(argv);
    if (parsed.command === 'help') process.stdout.write(parsed.text);
    else if (parsed.command === 'version') process.stdout.write(`deep-review ${version}\n`);
    else {
      const run = await commands[parsed.command]();
      process.exitCode = await run(parsed);
    }
  } catch (caught) {
    const error = explainFault(caught);
    process.exitCode = exitCodes.usage;
    if (error instanceof UserError) process.stderr.write(`deep-review: ${error.message}\n`);
    else
      process.stderr.write(
        `deep-review: this is a bug of ours, please report it.\n${error instanceof Error ? error.stack : String(error)}\n`,
      );
  }
}
