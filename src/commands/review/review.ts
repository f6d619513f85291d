import { resolve } from 'node:path';
import type { ChangeRequest } from '../../change/ends/change-request.ts';
import { inputDefinitions, parseInputs } from '../../config/inputs.ts';
import type { ConfigurationOrigin } from '../../config/read-configuration.ts';
import { withPorts } from '../../review/lifetime.ts';
import { readRequest } from '../../review/read-request.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import { conclude, formOf } from '../screen/conclude.ts';
import { terminalProgress } from '../screen/terminal-progress.ts';
import { whichChange } from './which-change.ts';
import { whichPullRequest } from './which-pull-request.ts';

/** `deep-review [review]`: reviews a change of a local repository and exits by the gate. */
export function reviewCommand(line: CommandLine): Promise<number> {
  return review(line, whichChange);
}

/** `deep-review pr NUMBER`: reviews a pull request of the remote and exits by the gate. */
export function pullRequestCommand(line: CommandLine): Promise<number> {
  return review(line, whichPullRequest);
}

async function review(line: CommandLine, find: typeof whichChange): Promise<number> {
  const { repo: _repo, out, config, base: _base, head: _head, format: _format, ...given } = line.values;
  formOf(line);
  const inputs = parseInputs(given);
  const outputDirectory = resolve(out ?? 'deep-review-report');
  const progress = terminalProgress(process.stderr, process.env, line.flags.has('quiet'));
  const performed = await withPorts(
    { log: progress.log, environment: process.env, outputDirectory, listen: progress.listen },
    async (ports) => {
      const { directory, base, head, notes, leftOut } = await find(line, ports);
      const change: ChangeRequest = {
        directory,
        base,
        head,
        pullRequest: null,
        repository: null,
        webUrl: null,
        branch: null,
        token: null,
        openApi: null,
      };
      const request = { change, inputs, configuration: configurationOrigin(config) };
      const reading = readRequest(request, ports);
      // Whoever waits for it hears of what went wrong.
      reading.catch(() => {});
      // What reviews is loaded while git answers.
      const { performReview } = await import('../../review/perform-review.ts');
      return performReview(
        {
          ...request,
          reading,
          round: 1,
          previous: null,
          declined: [],
          notes,
          leftOut,
          outputDirectory,
        },
        ports,
      );
    },
  ).finally(progress.stop);
  return conclude(performed, line);
}

function configurationOrigin(config: string | undefined): ConfigurationOrigin {
  return config === undefined
    ? { from: 'base', path: inputDefinitions.config.default, required: false }
    : { from: 'disk', path: resolve(config) };
}
