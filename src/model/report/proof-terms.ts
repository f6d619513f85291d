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
