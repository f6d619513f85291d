import { resolve } from 'node:path';
import { parseInputs } from '../config/inputs.ts';
import { parseConfiguration } from '../config/parse-configuration.ts';
import { rulesFrom } from '../config/rules.ts';
import { UserError } from '../model/errors.ts';
import { silentLogger } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import { readRecording } from '../recording/read-recording.ts';
import { withPorts } from '../review/lifetime.ts';
import { settleRecording } from '../review/perform-review.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { readOperand } from './line/read-operand.ts';
import { conclude, formOf } from './screen/conclude.ts';

/** `deep-review replay --from DIR`: settles a recorded review again, under the recorded rules or other ones; several directories are settled together. */
export async function replayCommand(line: CommandLine): Promise<number> {
  formOf(line);
  const from = line.lists.from ?? [];
  if (from.length === 0)
    throw new UserError('"deep-review replay" needs --from DIR, the directory of an earlier report.');
  const recorded = await readRecording(from.map((directory) => resolve(directory)));
  const recording = { ...recorded, rules: await overriddenRules(recorded, line) };
  const out = resolve(line.values.out ?? 'deep-review-report');
  const lifetime = { log: silentLogger, environment: process.env, outputDirectory: null };
  const settled = await withPorts(lifetime, (ports) => settleRecording(recording, out, ports));
  return conclude(settled, line);
}

/** The recorded rules, with what this command line says otherwise. */
async function overriddenRules({ rules }: Recording, line: CommandLine): Promise<Recording['rules']> {
  const { config, out: _out, from: _from, format: _format, ...given } = line.values;
  const inputs = parseInputs(given);
  const configured =
    config === undefined ? null : rulesFrom(inputs, parseConfiguration(await readOperand(config), config));
  return {
    ...rules,
    ...(configured && { reworkAt: configured.reworkAt, declined: configured.declined }),
    ...(given['fail-on'] !== undefined && { failOn: inputs['fail-on'] }),
    ...(given['on-inconclusive'] !== undefined && { onInconclusive: inputs['on-inconclusive'] }),
    ...(given['min-reviewers'] !== undefined && { minReviewers: inputs['min-reviewers'] }),
  };
}
