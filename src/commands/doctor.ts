import { diagnose, renderDiagnosis } from '../agents/team/doctor.ts';
import { emptyConfiguration, parseConfiguration } from '../config/configuration.ts';
import { parseInputs } from '../config/inputs.ts';
import { exitCodes } from '../model/errors.ts';
import { silentLogger } from '../model/ports.ts';
import { withPorts } from '../review/lifetime.ts';
import type { CommandLine } from './arguments.ts';
import { readOperand } from './read-operand.ts';

/** `deep-review doctor`: says which agents are installed, signed in and (with `--probe`) answer, and what to do where not. */
export async function doctorCommand(line: CommandLine): Promise<number> {
  const { agents = 'auto', config } = line.values;
  const configuration =
    config === undefined ? emptyConfiguration : parseConfiguration(await readOperand(config), config);
  const diagnoses = await withPorts(
    { log: silentLogger, environment: process.env, outputDirectory: null },
    (ports) =>
      diagnose({
        names: parseInputs({ agents }).agents,
        configuration,
        probe: line.flags.has('probe'),
        ports,
      }),
  );
  process.stdout.write(
    line.flags.has('json') ? `${JSON.stringify(diagnoses, null, 2)}\n` : renderDiagnosis(diagnoses),
  );
  return exitCodes.pass;
}
