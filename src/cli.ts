import { exitCodes, UserError } from './model/errors.ts';
import { version } from './model/version.ts';
import { explainFault } from './review/explain-fault.ts';

/** The commands, each loaded only when it is asked for. */
const commands = {
  review: async () => (await import('./commands/review/review.ts')).reviewCommand,
  pr: async () => (await import('./commands/review/review.ts')).pullRequestCommand,
  open: async () => (await import('./commands/open.ts')).openCommand,
  demo: async () => (await import('./commands/demo/demo.ts')).demoCommand,
  fixes: async () => (await import('./commands/fixes.ts')).fixesCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  init: async () => (await import('./commands/init/init.ts')).initCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  schema: async () => (await import('./commands/schema.ts')).schemaCommand,
  read: async () => (await import('./commands/read.ts')).readCommand,
  cluster: async () => (await import('./commands/cluster.ts')).clusterCommand,
  completion: async () => (await import('./commands/completion/completion.ts')).completionCommand,
  version: async () => async () => sayVersion(),
};

/** The command line: runs one command and sets the exit code (0 pass, 1 block, 2 inconclusive, 3 usage or configuration error). */
export async function runCli(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(argv);
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

async function run(argv: readonly string[]): Promise<number> {
  // Answered in a blink, before anything is loaded.
  if (argv.length === 1 && ['-v', '-V', '--version'].includes(argv[0] ?? '')) return sayVersion();
  const { parseArguments } = await import('./commands/line/parse-arguments.ts');
  const line = parseArguments(argv);
  if (line.command === 'help') {
    process.stdout.write(line.text);
    return exitCodes.pass;
  }
  const command = await commands[line.command]();
  return command(line);
}

function sayVersion(): number {
  process.stdout.write(`deep-review ${version}\n`);
  return exitCodes.pass;
}
