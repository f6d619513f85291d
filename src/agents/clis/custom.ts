import { basename, isAbsolute } from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import { UserError } from '../../model/errors.ts';
import type { Answer, CliAgent, Detection, DetectionContext, Ended } from '../adapter/agent.ts';
import { noAnswer } from '../adapter/failure.ts';
import { pickVariables } from '../adapter/variables.ts';
import { isNeverPassedOn } from '../processes/environment.ts';
import { describeEnd, lastWordsOf } from '../runs/judging/describe-end.ts';

/** An agent as the configuration declares it, with a command of its own. */
export type CustomDeclaration = Configuration['agents'][string] & { readonly command: readonly string[] };

/** Exit code by which a command asks for another try (sysexits.h: EX_TEMPFAIL). */
const temporaryFailure = 75;

/**
 * An agent that is any command: the brief arrives on standard input, `DEEP_REVIEW_ROLE` says what it is asked to be,
 * `DEEP_REVIEW_DIR` holds the brief's files, and what it prints is the answer. It gets the declared variables and
 * no others of ours. A part of the command that names a file of the repository means the base revision's
 * copy: a pull request never brings the program that reviews it.
 * @throws {UserError} when the declaration asks for a variable that no agent may have.
 */
export function customAgent(name: string, declaration: CustomDeclaration): CliAgent {
  const forbidden = declaration.environment.find(isNeverPassedOn);
  if (forbidden !== undefined) {
    throw new UserError(
      `The configuration's "agents.${name}.environment" names ${forbidden}, which no agent may have. Give the agent a key of its own under another name.`,
    );
  }
  return {
    type: 'cli',
    name,
    family: declaration.family ?? name,
    loginFiles: [],
    runsRepositoryFiles: true,
    ...(declaration['by-rules'] && { byRules: true }),
    command: declaration.command,
    readable: declaration.readable,
    detect: (context) => detect(name, declaration, context),
    invoke: (brief, context) => {
      const declared = pickVariables(context.environment, declaration.environment);
      return {
        command: declaration.command,
        environment: {
          ...declared,
          DEEP_REVIEW_ROLE: brief.role,
          DEEP_REVIEW_DIR: context.briefDirectory,
        },
        secrets: Object.values(declared),
        stdin: brief.text,
        homeFiles: {},
        baseFiles: declaration.files,
        readable: declaration.readable,
        workingDirectory: context.workspace,
        answerFile: null,
        isolation: [],
      };
    },
    read,
  };
}

async function detect(
  name: string,
  declaration: CustomDeclaration,
  { environment, locate }: DetectionContext,
): Promise<Detection> {
  const [written = ''] = declaration.command;
  const warnings = declaration.environment
    .filter((variable) => !environment[variable])
    .map((variable) => `${variable}, which "agents.${name}.environment" names, is not set.`);
  const program = await locate(written);
  const canStart = async (part: string) =>
    (part.includes('/') && !isAbsolute(part)) || (await locate(part)) !== null;
  const found = {
    outcome: 'completed',
    version: null,
    program,
    sandbox: null,
    reason: null,
    warnings,
  } as const;
  const wrapped = wrappedParts(declaration.command);
  if (program !== null && wrapped.length > 0 && !(await Promise.all(wrapped.map(canStart))).includes(true)) {
    const reason = `Nothing that "${written}" could start for agent "${name}" was found (${wrapped.join(', ')}): install it on this machine, or correct "agents.${name}.command" in the configuration.`;
    return { ...found, outcome: 'missing', reason };
  }
  // A relative path means a file of the base revision, which is looked for when the agent runs.
  if (program !== null || (written.includes('/') && !isAbsolute(written))) return found;
  const reason = `The program "${written}" of agent "${name}" was not found: install it on this machine, or correct "agents.${name}.command" in the configuration.`;
  return { ...found, outcome: 'missing', reason };
}

/** Programs that only start another one. */
const wrappers = /^(?:env|nice|ionice|nohup|time|timeout|stdbuf|setsid|taskset|chrt|xvfb-run)$/;

/** Of a command that begins with a wrapper, the parts that may be the program it starts: no options, assignments or figures. */
function wrappedParts([first = '', ...rest]: readonly string[]): string[] {
  return wrappers.test(basename(first)) ? rest.filter((part) => !/^-|^\w+=|^[\d.,]+\w?$/.test(part)) : [];
}

function read(ended: Ended): Answer {
  const transient = ended.exitCode === temporaryFailure;
  if (ended.stdout.trim() !== '') return { ...noAnswer, text: ended.stdout, outcome: 'completed', transient };
  if (ended.exitCode === 0) {
    const words = lastWordsOf(ended.stderr);
    const elsewhere =
      words === ''
        ? '.'
        : ` on standard output, where its answer belongs. On standard error it ended: ${words}`;
    return { ...noAnswer, outcome: 'vacuous', reason: `It ended well and printed nothing${elsewhere}` };
  }
  return { ...noAnswer, outcome: 'crashed', reason: `It printed nothing; ${describeEnd(ended)}`, transient };
}

/** Whether a declaration is a custom agent's, rather than settings of a built-in one. */
export const isCustom = (
  declaration: Configuration['agents'][string] | undefined,
): declaration is CustomDeclaration => declaration?.command !== undefined;
