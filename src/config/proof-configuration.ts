import * as z from 'zod';

const command = z.string().trim().min(1).nullable().default(null);

/** `proof` of the configuration: what running the scripts of findings takes. */
export const proofSchema = z.strictObject({
  mode: z
    .enum(['off', 'blocking', 'all'])
    .default('blocking')
    .describe('`blocking`: scripts of critical and important findings run; `all`: of every finding.'),
  setup: command.describe(
    'Bash, run once for the same lock files: installs what the code needs. What compiles the code is `build`.',
  ),
  build: command.describe('Bash, run for every tree without network: makes of the sources what runs.'),
  check: command.describe(
    'Bash that passes where a tree can run at all; where it fails, nothing is concluded.',
  ),
  test: command.describe('Bash that runs the repository’s own tests.'),
  reuse: z
    .array(z.string().regex(/^(?!\/|.*(?:^|\/)\.\.(?:\/|$)).+$/, 'must be a path inside the repository'))
    .default([])
    .describe('Ignored folders of the checkout that every tree sees, read-only.'),
  'timeout-seconds': z.number().positive().max(3600).default(120).describe('Of one run of a script.'),
  'memory-mb': z.int().min(64).max(1_048_576).default(4096).describe('Of all processes of a script.'),
  network: z
    .enum(['setup', 'none'])
    .default('setup')
    .describe('`setup`: the set-up may use the network; scripts and builds never may.'),
  sandbox: z
    .enum(['bubblewrap', 'none'])
    .default('bubblewrap')
    .describe('`none` only for a job in a throw-away container that holds no secret.'),
});
/** Nothing is run. */
export const noProof = proofSchema.parse({ mode: 'off' });
