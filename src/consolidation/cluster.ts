import type { Finding } from '../findings/finding.ts';

/** Findings that are one issue; every wording, severity and source is kept. */
export interface Cluster {
  /** Keys of its findings, joined: stable whatever the order of the agents. */
  readonly key: string;
  /** The one with the best evidence first. */
  readonly findings: readonly Finding[];
}
