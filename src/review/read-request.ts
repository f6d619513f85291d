import type { ChangeRequest } from '../change/ends/change-request.ts';
import { resolveRevisions } from '../change/ends/resolve-revisions.ts';
import type { Revisions } from '../change/ends/revisions.ts';
import { readChange } from '../change/read-change.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Inputs } from '../config/inputs.ts';
import {
  type ConfigurationOrigin,
  readConfiguration,
  readInstructions,
} from '../config/read-configuration.ts';
import type { Change } from '../model/change/change.ts';
import type { Ports } from '../model/ports.ts';

/** What one review is about: a change in a repository, and how the user wants it reviewed. */
export interface ReadRequest {
  readonly change: ChangeRequest;
  readonly inputs: Inputs;
  readonly configuration: ConfigurationOrigin;
}

/** What is known of a change before anybody is asked about it. */
export interface Reading {
  /** Milliseconds since the epoch: when the review began. */
  readonly startedAt: number;
  readonly revisions: Revisions;
  readonly configuration: Configuration;
  readonly instructions: string;
  readonly change: Change;
}

/** The first step of the straight line, which waits for git most of the time, and needs the least code of all. */
export async function readRequest(request: ReadRequest, ports: Ports): Promise<Reading> {
  const startedAt = ports.clock.now();
  const revisions = await resolveRevisions(request.change, ports);
  const configuration = await readConfiguration(request.configuration, revisions);
  const instructions = await readInstructions(request.inputs.instructions, revisions);
  const change = await readChange(revisions, configuration, ports);
  return { startedAt, revisions, configuration, instructions, change };
}
