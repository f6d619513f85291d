import * as z from 'zod';

/**
 * What a finding's repro showed, decided by code. Only those that begin with `proven` are proof; `static` is a script whose outcome
 * follows the text of files and not what they do.
 */
export const proofStatuses = [
  'proven-regression',
  'proven-defect',
  'proven-untested',
  'pre-existing',
  'not-reproduced',
  'unstable',
  'static',
  'not-run',
] as const;
/** See {@link proofStatuses}. */
export type ProofStatus = (typeof proofStatuses)[number];

/** Whether a status is proof. */
export const isProven = (status: ProofStatus): boolean => status.startsWith('proven-');

/**
 * The trees a script runs on: the `head`, the merge `base`, the head with the finding's patch (`fixed`) or with a guard taken out
 * (`mutated`); and eight that tell running from reading: where the script fails and where it passes, with the other's text in
 * comments behind it (`failing-annotated`, `passing-annotated`), with the other's lines in comments beside their own
 * (`failing-interleaved`, `passing-interleaved`), with programs that do the same and cannot be read (`failing-veiled`, `passing-veiled`), and with
 * the same text that cannot run (`failing-broken`, `passing-broken`).
 */
export const armNames = [
  'head',
  'base',
  'fixed',
  'mutated',
  'failing-annotated',
  'passing-annotated',
  'failing-interleaved',
  'passing-interleaved',
  'failing-veiled',
  'passing-veiled',
  'passing-broken',
  'failing-broken',
] as const;
/** Whether a tree is one of the change itself, and none that was altered to tell running from reading. */
export const isOwnTree = (arm: ArmName): boolean => ['head', 'base', 'fixed', 'mutated'].includes(arm);
/** See {@link armNames}. */
export type ArmName = (typeof armNames)[number];

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
