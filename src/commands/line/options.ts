import { type InputName, inputDefinitions } from '../../config/inputs.ts';

/** An option of a command, as help, documents and completion tell of it; texts are Markdown of one line. */
export interface OptionDefinition {
  /** Stands for its value; absent for a switch. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
  readonly about: string;
  /** What holds without it, where that is a value; see {@link OptionDefinition.about} for the rest. */
  readonly default?: string;
  /** May be given more than once. */
  readonly repeats?: true;
  /** What a shell offers for its value: paths, or some words. */
  readonly completes?: 'file' | 'directory' | readonly string[];
}

/** The option of the name of an action's input, which means the same. */
function input(
  name: InputName,
  value: string,
  completes?: NonNullable<OptionDefinition['completes']>,
): OptionDefinition {
  const { description, default: standard } = inputDefinitions[name];
  return {
    value,
    about: description,
    ...(standard !== '' && { default: standard }),
    ...(completes && { completes }),
  };
}

const out: OptionDefinition = {
  value: 'DIR',
  about: 'Where the report is written.',
  default: 'deep-review-report',
  completes: 'directory',
};

/** Where a repository is. */
export const repo: OptionDefinition = {
  value: 'DIR',
  about: 'The repository: a work tree, any directory in one, or a bare repository.',
  default: '.',
  completes: 'directory',
};

/** A switch that turns what is printed into data. */
export const json: OptionDefinition = { about: 'Print JSON.' };

/** A configuration on disk, which a person may trust and a pull request may not. */
export const config: OptionDefinition = {
  value: 'FILE',
  about: 'The configuration, from disk.',
  default: '.github/deep-review.yml of the base revision',
  completes: 'file',
};

/** What decides the gate. */
export const deciding = {
  'fail-on': input('fail-on', 'VERDICT', ['merge-with-fixes', 'rework', 'never']),
  'on-inconclusive': input('on-inconclusive', 'WHAT', ['fail', 'neutral']),
  'min-reviewers': input('min-reviewers', 'N'),
} as const satisfies Record<string, OptionDefinition>;

/** What becomes of a report. */
export const delivering = {
  out,
  format: {
    value: 'FORM',
    about:
      'What is printed: `text`; `agent`, what blocks as text for an agent that mends it; `ndjson`, the same as a line of JSON each.',
    default: 'text',
    completes: ['text', 'agent', 'ndjson'],
  },
  json: { about: 'Print the verdict and the paths of the report’s files as JSON.' },
  quiet: {
    short: 'q',
    about: 'Show no progress, and the verdict only where the check does not pass.',
  },
} as const satisfies Record<string, OptionDefinition>;

/** How a change is reviewed, whichever it is. */
export const reviewing = {
  agents: input('agents', 'LIST', [
    'auto',
    'checks',
    'claude',
    'codex',
    'gemini',
    'copilot',
    'opencode',
    'qwen',
    'pi',
  ]),
  models: input('models', 'LINES'),
  config,
  instructions: input('instructions', 'TEXT'),
  adjudication: input('adjudication', 'LIST', ['auto', 'off']),
  'timeout-minutes': input('timeout-minutes', 'N'),
  'total-timeout-minutes': input('total-timeout-minutes', 'N'),
  'max-cost-usd': input('max-cost-usd', 'N'),
  'max-tokens': input('max-tokens', 'N'),
  ...deciding,
  ...delivering,
} as const satisfies Record<string, OptionDefinition>;

/** The report that a command looks at. */
export const from: OptionDefinition = {
  value: 'DIR',
  about: 'The directory of an earlier report, as `--out` named it, or of a workflow’s artifact.',
  completes: 'directory',
};
