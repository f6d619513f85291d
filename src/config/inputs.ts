import * as z from 'zod';
import { UserError } from '../model/errors.ts';
import { flag, minutes, models, namesOr, optionalNumber, optionalText } from './input-kinds.ts';
import { nearest } from './nearest.ts';

/** One input: what it accepts, its default as written in action.yml, and its sentence there and in the README. */
interface InputDefinition {
  readonly schema: z.ZodType;
  readonly default: string;
  readonly description: string;
}

/** Every input of the action, in the order of action.yml; a test keeps both equal. The command line has the same names. */
export const inputDefinitions = {
  agents: {
    schema: namesOr('auto'),
    default: 'auto',
    description:
      'Reviewers, separated by commas or spaces; `auto`: every agent that is installed and signed in, plus `checks`.',
  },
  models: { schema: models, default: '', description: 'One `agent=model` or `agent.effort=level` a line.' },
  base: {
    schema: optionalText,
    default: '',
    description: 'Revision to compare with, for events without a pull request.',
  },
  head: {
    schema: optionalText,
    default: '',
    description: 'Revision to review, for events without a pull request.',
  },
  drafts: {
    schema: z.enum(['review', 'skip'], 'must be review or skip'),
    default: 'review',
    description:
      'Draft pull requests: `review`, or `skip` (passes; the workflow must then run on `ready_for_review` too).',
  },
  'skip-label': {
    schema: optionalText,
    default: '',
    description: 'Label of pull requests that pass without a review; empty: none.',
  },
  'force-label': {
    schema: optionalText,
    default: '',
    description:
      'Label of pull requests that are reviewed whatever `drafts`, `skip-label` and `unchanged` say.',
  },
  unchanged: {
    schema: z.enum(['reuse', 'review'], 'must be reuse or review'),
    default: 'reuse',
    description:
      'A change whose head or patch was reviewed before under the same settings: `reuse` (that verdict holds, no agent runs) or `review`.',
  },
  rounds: {
    schema: z.enum(['incremental', 'whole'], 'must be incremental or whole'),
    default: 'incremental',
    description:
      'Later rounds of a pull request: `incremental` (what changed since the last one and what that touches), or `whole` (all of the change, every time).',
  },
  'merge-group': {
    schema: z.enum(['reuse', 'review', 'pass'], 'must be reuse, review or pass'),
    default: 'reuse',
    description:
      "A merge queue's group: `reuse` (the pull request's verdict where it is known, else a review), `review`, or `pass` (unreviewed, and says so).",
  },
  config: {
    schema: optionalText,
    default: '.github/deep-review.yml',
    description: 'Repository configuration, read from the base revision only.',
  },
  instructions: {
    schema: optionalText,
    default: '',
    description: 'Extra guidance for the reviewers, or `@path` of a file in the base revision.',
  },
  'fail-on': {
    schema: z.enum(['merge-with-fixes', 'rework', 'never'], 'must be merge-with-fixes, rework or never'),
    default: 'merge-with-fixes',
    description: 'The mildest verdict that fails the check: `merge-with-fixes`, `rework` or `never`.',
  },
  'on-inconclusive': {
    schema: z.enum(['fail', 'neutral'], 'must be fail or neutral'),
    default: 'fail',
    description:
      'What an inconclusive review does to the check: `fail`, or `neutral` (passes, and says loudly that nothing was settled).',
  },
  'min-reviewers': {
    schema: z.union([
      z.literal('auto'),
      z.coerce
        .number('must be auto or a whole number')
        .int('must be auto or a whole number')
        .min(0, 'must be auto, or 0 or more'),
    ]),
    default: 'auto',
    description:
      'Valid reviewers needed for a verdict: a number, or `auto` (half of the agents asked for, rounded up). `checks` counts only when it is the only agent asked for.',
  },
  adjudication: {
    schema: namesOr('auto', 'off'),
    default: 'auto',
    description: 'Who rules on findings: `auto`, `off`, or a list of agents.',
  },
  'timeout-minutes': { schema: minutes, default: '20', description: 'Time limit of one agent run.' },
  'total-timeout-minutes': {
    schema: minutes,
    default: '45',
    description: 'Time limit of everything; what is ready then is reported.',
  },
  'max-cost-usd': {
    schema: optionalNumber(z.coerce.number('must be an amount in dollars').positive('must be more than 0')),
    default: '',
    description:
      'Cost ceiling in US dollars: what a run may cost is set aside before it begins, and one whose price is not known does not begin.',
  },
  'max-tokens': {
    schema: optionalNumber(
      z.coerce
        .number('must be a number of tokens')
        .int('must be a whole number')
        .positive('must be more than 0'),
    ),
    default: '',
    description: 'The same in tokens of input and output, for models without a price.',
  },
  comment: {
    schema: z.enum(['off', 'sticky', 'review'], 'must be off, sticky or review'),
    default: 'off',
    description:
      'What is posted to the pull request: `off`, `sticky` (one comment, edited in place) or `review` (inline comments).',
  },
  part: {
    schema: z.enum(
      ['whole', 'plan', 'review', 'prove', 'settle'],
      'must be whole, plan, review, prove or settle',
    ),
    default: 'whole',
    description:
      'What this step does of a review that is spread over jobs: `plan` (puts the jobs into the output `matrix`), `review` (one of them), `prove` (runs the scripts of their findings, without a key), `settle` (the report of them all); `whole` for everything in one.',
  },
  shard: {
    schema: optionalNumber(
      z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be 1 or more'),
    ),
    default: '',
    description:
      'With `part: review`, which part of a large change is reviewed, as `matrix` says; empty: all of it.',
  },
  recordings: {
    schema: optionalText,
    default: '',
    description:
      'With `part: settle` or `prove`, a directory that holds the report directories of all parts.',
  },
  'matrix-leg': {
    schema: optionalText,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of action.yml
    default: '${{ toJSON(matrix) }}',
    description: 'Leave it: tells the legs of a matrix apart, which share no rounds and no comment.',
  },
  annotations: {
    schema: flag,
    default: 'true',
    description: 'Annotate the lines of findings, most severe first.',
  },
  'artifact-name': {
    schema: optionalText,
    default: 'deep-review',
    description: 'Name of the uploaded report; empty: no upload.',
  },
  'retention-days': {
    schema: optionalNumber(
      z.coerce
        .number('must be a number of days')
        .int('must be a whole number')
        .min(1, 'must be 1 or more')
        .max(400, 'must be at most 400'),
    ),
    default: '',
    description: "Days to keep the artifact; empty: the repository's setting.",
  },
  'output-directory': {
    schema: optionalText,
    default: '',
    description: 'Where the report files are written; empty: a temporary directory.',
  },
  'github-token': {
    schema: optionalText,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of action.yml
    default: '${{ github.token }}',
    description: 'Reads the pull request; writes only with `comment`.',
  },
} as const satisfies Record<string, InputDefinition>;

/** Name of an input. */
export type InputName = keyof typeof inputDefinitions;
/** The inputs, validated. */
export type Inputs = { readonly [Name in InputName]: z.infer<(typeof inputDefinitions)[Name]['schema']> };

const names = Object.keys(inputDefinitions) as InputName[];
const isInputName = (name: string): name is InputName => Object.hasOwn(inputDefinitions, name);

/**
 * Validates inputs as strings; an absent one takes its default (`github-token`: empty, since its default is an expression
 * that only the runner can evaluate).
 * @throws {UserError} naming every unknown or invalid input.
 */
export function parseInputs(raw: Readonly<Record<string, string | undefined>>): Inputs {
  const problems: string[] = [];
  for (const name of Object.keys(raw)) {
    if (!isInputName(name))
      problems.push(
        `unknown input "${name}"${nearest(name, names)}: leave it out, or see action.yml for the inputs`,
      );
  }
  const parsed: Partial<Record<InputName, unknown>> = {};
  for (const name of names) {
    const value = raw[name] ?? (name === 'github-token' ? '' : inputDefinitions[name].default);
    const result = inputDefinitions[name].schema.safeParse(value);
    if (result.success) parsed[name] = result.data;
    else problems.push(`input "${name}" ${result.error.issues[0]?.message ?? 'is invalid'} (got "${value}")`);
  }
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return parsed as Inputs;
}
