import type { Inputs } from '../config/inputs.ts';
import type { Ports } from '../model/ports.ts';
import type { Prover } from '../proof/create-prover.ts';
import { proofSettings } from '../proof/proof-settings.ts';
import type { Reading } from './read-request.ts';

/** What runs scripts, loaded only where any may run. */
export async function openProver(
  inputs: Inputs,
  { revisions, configuration }: Reading,
  ports: Ports,
): Promise<Prover | null> {
  // Beside a key no code of the repository runs where a job of its own can run it.
  if (configuration.proof.mode === 'off' || revisions.told !== null || inputs.part === 'review') return null;
  const { createProver } = await import('../proof/create-prover.ts');
  return createProver({
    git: revisions.git,
    head: revisions.head,
    base: revisions.mergeBase,
    checkout: revisions.git.directory,
    settings: proofSettings(configuration),
    ports,
  });
}
