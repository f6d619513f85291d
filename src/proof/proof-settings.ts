import type { Configuration } from '../config/configuration.ts';

/** How proofs are made in a repository: what its maintainers say is needed to run its code. */
export interface ProofSettings {
  /** `blocking`: only findings that would block; `all`: every finding with a script. */
  readonly mode: 'off' | 'blocking' | 'all';
  /** Installs what the code needs; what it makes depends on lock files alone. */
  readonly setup: string | null;
  /** Makes of a tree's sources what runs; without network, for every tree. */
  readonly build: string | null;
  /** Passes where a tree can run at all. */
  readonly check: string | null;
  /** The repository's own tests. */
  readonly test: string | null;
  /** Folders of the checkout that every tree sees, read-only. */
  readonly reuse: readonly string[];
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly network: 'setup' | 'none';
  readonly sandbox: 'bubblewrap' | 'none';
}

/** The settings that a configuration says. */
export function proofSettings({ proof }: Configuration): ProofSettings {
  const { mode, setup, build, check, test, reuse, network, sandbox } = proof;
  const limits = { timeoutMs: proof['timeout-seconds'] * 1000, memoryMb: proof['memory-mb'] };
  return { mode, setup, build, check, test, reuse, network, sandbox, ...limits };
}
