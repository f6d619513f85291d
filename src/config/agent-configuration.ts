import * as z from 'zod';
import { toolsSource } from '../model/tool-result.ts';

const isFree = (name: string): boolean => name !== toolsSource;
const taken = `must not be "${toolsSource}", which stands for what other tools said`;
/** What an agent may be called. */
export const agentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, beginning with a letter')
  .refine(isFree, taken);

const insideOnly = /^(?!\/|.*(?:^|\/)\.\.(?:\/|$)).+$/;
const inside = 'must be a relative path that leads nowhere else';

/** How a custom agent runs, and settings of a built-in one. */
export const agentSchema = z.strictObject({
  command: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('A custom agent: program and arguments; the brief arrives on standard input.'),
  family: z
    .string()
    .min(1)
    .refine(isFree, taken)
    .optional()
    .describe('Vendor of the model; agreement inside a family counts once. Default: the name.'),
  format: z
    .enum(['json', 'markdown'])
    .default('json')
    .describe('What a custom agent prints: `json` that meets the schema, or a `markdown` review.'),
  'by-rules': z
    .boolean()
    .optional()
    .describe(
      'A custom agent that holds fixed rules against the change, as `checks` does: it rules on nothing, counts as a reviewer only where nobody who reads was asked, and the report then says that nobody read the code.',
    ),
  environment: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/))
    .default([])
    .describe('Names of variables passed on to a custom agent, such as its key.'),
  readable: z
    .array(z.string().regex(/^\/./, 'must be an absolute path'))
    .default([])
    .describe(
      'Files and folders of the machine that a custom agent may read although its sandbox hides them.',
    ),
  files: z
    .record(z.string().regex(insideOnly, inside), z.string().regex(insideOnly, inside))
    .default({})
    .describe(
      'Files of the base revision that a custom agent gets in its private HOME: path there, such as `.config/mine.json`, and path in the repository.',
    ),
  model: z
    .string()
    .min(1)
    .optional()
    .describe('Model of a built-in agent, in the words of its CLI; the input `models` goes before it.'),
  effort: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Reasoning effort, in the words of its CLI, or `auto`: by the risk of what it reads; likewise.',
    ),
  'timeout-minutes': z
    .number()
    .positive()
    .max(1440)
    .optional()
    .describe('Time limit of one run of this agent, instead of the input of that name.'),
});
