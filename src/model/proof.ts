import * as z from 'zod';
import { armNames, proofStatuses } from './report/proof-terms.ts';

const text = z.string();
const count = z.int().min(0);

/** One run of a script on one tree. */
export const armRunSchema = z.object({
  /** `fails`: exit 1 and a line `REPRO: …`; `passes`: exit 0; anything else could not run. */
  outcome: z.enum(['fails', 'passes', 'could-not-run']),
  exitCode: z.int().nullable(),
  /** Which limit ended it, or null. */
  limit: z.enum(['time', 'output', 'memory', 'processes', 'disk', 'cancelled', 'start']).nullable(),
  /** What stood behind `REPRO:`, or null. */
  shown: text.nullable(),
  /** The end of what it printed, standard error included; redacted and clipped. */
  output: text,
  durationMs: count,
});
/** See {@link armRunSchema}. */
export type ArmRun = z.infer<typeof armRunSchema>;

/** All runs on one tree. */
export const armSchema = z.object({
  arm: z.enum(armNames),
  /** What ran there: the finding's script, or the repository's own tests. */
  script: z.enum(['repro', 'tests']),
  runs: z.array(armRunSchema),
  /** Why there was no such tree or nothing ran on it, in one sentence; null where it ran. */
  trouble: text.nullable(),
});
/** See {@link armSchema}. */
export type Arm = z.infer<typeof armSchema>;

/** What came of one finding's script: recorded in `raw/proofs.json`. */
export const proofSchema = z.object({
  /** Key of the finding, such as `codex/1`. */
  finding: text,
  /** Who wrote the script. */
  author: text,
  script: text,
  /** What the script's author says it needs and shows. */
  needs: text.nullable(),
  shows: text.nullable(),
  patch: text.nullable(),
  mutation: text.nullable(),
  status: z.enum(proofStatuses),
  /** `proven`: with the patch the script passes; `not-proven`: it does not; null: not tried. */
  fix: z.enum(['proven', 'not-proven']).nullable(),
  /** One sentence: what the runs show, or why nothing ran. */
  reason: text,
  arms: z.array(armSchema),
  /** Changed files that were opened while the script ran; null where the file system does not tell. */
  opened: z.array(text).nullable(),
  /** Of everything, trees and set-up included. */
  durationMs: count,
});
/** See {@link proofSchema}. */
export type Proof = z.infer<typeof proofSchema>;
