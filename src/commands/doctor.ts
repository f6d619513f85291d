import { join } from 'node:path';
import { diagnose, renderDiagnosis } from '../agents/team/doctor.ts';
import { emptyConfiguration } from '../config/empty-configuration.ts';
import { parseInputs } from '../config/inputs.ts';
import { parseConfiguration } from '../config/parse-configuration.ts';
import { exitCodes } from '../model/errors.ts';
import { silentLogger } from '../model/ports.ts';
import { findToolchain } from '../proof/sandbox/toolchain.ts';
import { trySandbox } from '../proof/sandbox/try-sandbox.ts';
import { withPorts } from '../review/lifetime.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readOperand } from './line/read-operand.ts';

/** `deep-review doctor`: says which agents are installed, signed in and (with `--probe`) answer, and what to do where not. */
export async function doctorCommand(line: CommandLine): Promise<number> {
  const { agents = 'auto', config } = line.values;
  const configuration =
    config === undefined ? emptyConfiguration : parseConfiguration(await readOperand(config), config);
  const [diagnoses, proofs] = await withPorts(
    { log: silentLogger, environment: process.env, outputDirectory: null },
    async (ports) =>
      Promise.all([
        diagnose({
          names: parseInputs({ agents }).agents,
          configuration,
          probe: line.flags.has('probe'),
          ports,
        }),
        trySandbox(await findToolchain(ports), join(ports.temporaryDirectory, 'user'), ports),
      ]),
  );
  const text = `${renderDiagnosis(diagnoses)}proofs: ${'trouble' in proofs ? proofs.trouble : 'findings’ scripts can run here, in bubblewrap'}\n`;
  process.stdout.write(line.flags.has('json') ? `${JSON.stringify(diagnoses, null, 2)}\n` : text);
  return exitCodes.pass;
}
