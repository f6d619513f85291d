import * as z from 'zod';
import { agentName, agentSchema } from './agent-configuration.ts';
import { noProof, proofSchema } from './proof-configuration.ts';

/** Wildcards try every length: each more multiplies the time by the length of a path, which the author of a pull request chooses. */
const glob = z
  .string()
  .min(1)
  .max(1_000)
  .refine(
    isCheap,
    'has too many wildcards (three in a name, two "**" that more follows, no group that repeats): write it as several globs',
  );
const globs = z.array(glob);

const declinedSchema = z
  .strictObject({
    fingerprint: z.string().min(1).optional().describe('Which finding: its `fingerprint` in report.json.'),
    path: z.string().min(1).optional().describe('Or: the file that it points at, …'),
    text: z
      .string()
      .refine(
        (words) => words.trim().length >= 12,
        'says too little to name one finding: give at least 12 characters',
      )
      .optional()
      .describe('… and words of its title or explanation, at least 12 characters.'),
    reason: z.string().min(1).describe('Why; shown in the report.'),
    expires: z.iso
      .date('must be a date such as 2027-01-31')
      .optional()
      .describe('The last day on which the decision holds.'),
  })
  .refine(
    ({ fingerprint, path, text }) => fingerprint !== undefined || (path !== undefined && text !== undefined),
    'names no finding: give its fingerprint, or a path and a text',
  );

/** `.github/deep-review.yml`; every key is optional. The JSON Schema is printed by `deep-review schema config`. */
export const configurationSchema = z.strictObject({
  agents: z
    .record(agentName, agentSchema)
    .default({})
    .describe('Custom agents, and settings of built-in ones.'),
  instructions: z.string().default('').describe('Guidance for every reviewer.'),
  'house-rules': z
    .union([z.enum(['auto', 'off']), z.array(z.string().min(1).max(1_000)).max(50)])
    .default('auto')
    .describe(
      "Rules of the base revision that reviewers hold the change to: `auto` takes `AGENTS.md`, `CLAUDE.md`, `GEMINI.md` and `REVIEW.md` of each changed file's folders and `.github/copilot-instructions.md`; a list names files; `off` takes none.",
    ),
  sarif: z
    .array(z.string().min(1).max(1_000))
    .max(50)
    .default([])
    .describe(
      'SARIF files that earlier steps of the job wrote: what they say of the added lines is evidence.',
    ),
  paths: z
    .array(
      z.strictObject({
        glob: glob.describe('Which files, such as `src/api/**`.'),
        instructions: z.string().min(1).describe('What to look at in them.'),
      }),
    )
    .default([])
    .describe('Guidance for reviewers of matching files.'),
  ignore: globs.default([]).describe('Files nobody is asked to review; they are listed in the report.'),
  generated: globs.default([]).describe('Further generated files.'),
  vendored: globs.default([]).describe('Further vendored files.'),
  sensitive: globs.default([]).describe('Files whose changes are risky whatever their size.'),
  'rework-at': z
    .strictObject({
      critical: z.int().min(1).default(2).describe('At least so many confirmed criticals, …'),
      important: z.int().min(0).default(1).describe('… and so many further confirmed findings that block.'),
    })
    .default({ critical: 2, important: 1 })
    .describe('Confirmed findings that together mean `rework`.'),
  declined: z
    .array(declinedSchema)
    .default([])
    .describe(
      'Findings decided not to act on: by fingerprint, or by path and text. Shown as declined, never hidden.',
    ),
  declining: z
    .strictObject({
      author: z
        .enum(['never', 'admin', 'write'])
        .default('admin')
        .describe(
          'Whether the author of a pull request may decline its findings: `never`, as an `admin`, or with `write` access, as everybody else.',
        ),
    })
    .default({ author: 'admin' })
    .describe('Who may decline findings in comments, besides what holds anyway.'),
  substitutes: z
    .record(agentName, z.array(agentName).min(1))
    .default({})
    .describe(
      'Who reviews instead of an agent that is missing, not signed in, out of quota or down: names in the order in which they are tried.',
    ),
  prices: z
    .record(
      z.string().min(1).max(200),
      z.strictObject({
        input: z.number().min(0).describe('US dollars for a million tokens of input.'),
        cached: z
          .number()
          .min(0)
          .optional()
          .describe('Of input that was read from a cache; default: as `input`.'),
        output: z.number().min(0).describe('Of output, with what was thought.'),
      }),
    )
    .default({})
    .describe(
      'What models cost, by the name of a model or of an agent; goes before the table that is built in.',
    ),
  late: z
    .enum(['confirmed', 'report', 'block'])
    .default('confirmed')
    .describe(
      'A new finding in a later round about code that was there before and touches nothing that changed: blocks where another family `confirmed` it with evidence or raised it too, or it was proven (from round 4 on: a critical one, or proven), is a `report` and never blocks, or may `block` like every other.',
    ),
  readers: z
    .enum(['all', 'by-risk'])
    .default('all')
    .describe(
      'Who reads a part of the change without a risky file: `all` reviewers, or (`by-risk`) as many as a verdict needs, in the order of `agents`; the next one where one fails.',
    ),
  proof: proofSchema.default(noProof).describe('Running the scripts by which agents show their findings.'),
  limits: z
    .strictObject({
      'max-parallel': z.int().min(1).max(64).default(8).describe('Agent runs at the same time.'),
      'max-runs': z
        .int()
        .min(1)
        .max(500)
        .default(24)
        .describe('Agent runs in one review, shards and rulings included.'),
      'max-turns': z
        .int()
        .min(10)
        .max(100_000)
        .default(400)
        .describe(
          'Requests of one run to its model, counted by the key proxy, or by the events of Copilot, opencode and pi where there is none; then it is stopped.',
        ),
      'inline-bytes': z
        .int()
        .min(1000)
        .default(150_000)
        .describe('A change up to this size is written into the brief itself.'),
      'shard-bytes': z
        .int()
        .min(10_000)
        .default(600_000)
        .describe('A larger change is split into shards of about this size.'),
    })
    .default({
      'max-parallel': 8,
      'max-runs': 24,
      'max-turns': 400,
      'inline-bytes': 150_000,
      'shard-bytes': 600_000,
    })
    .describe('How much runs, and how much one run is given.'),
});

/** See {@link configurationSchema}. */
export type Configuration = z.infer<typeof configurationSchema>;

function isCheap(pattern: string): boolean {
  const names = pattern.split('/');
  const isRepeatedGroup = /\)[*+?{]/.test(pattern);
  return (
    !isRepeatedGroup &&
    names.slice(0, -1).filter((name) => name.includes('**')).length <= 2 &&
    names.every((name) => (name.match(/\*+|\+|[?@!](?=\()/g) ?? []).length <= 3)
  );
}
