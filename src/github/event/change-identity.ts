import * as z from 'zod';
import { assembleTeam, type TeamMember } from '../../agents/team/team.ts';
import { readPatchId } from '../../change/diff/patch-id.ts';
import { resolveRevisions } from '../../change/ends/resolve-revisions.ts';
import { readConfiguration, readInstructions } from '../../config/read-configuration.ts';
import type { Ports } from '../../model/ports.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import { digestTerms } from './review-terms.ts';

/** What tells whether a change was reviewed before, and in the same way. */
export const changeIdentitySchema = z.strictObject({
  head: z.string(),
  mergeBase: z.string(),
  /** See {@link ../../change/diff/patch-id.ts}; null where it is not known. */
  patchId: z.string().nullable(),
  /** See {@link digestTerms}. */
  terms: z.string(),
});

/** See {@link changeIdentitySchema}. */
export type ChangeIdentity = z.infer<typeof changeIdentitySchema>;

/** A change that is asked for, and who would review it here; null where other jobs do. */
export interface IdentifiedChange {
  readonly identity: ChangeIdentity;
  readonly team: readonly TeamMember[] | null;
}

/**
 * Reads what names the change that is asked for.
 * @param baseBranch that it is to go to.
 */
export async function identifyChange(
  { change, inputs, configuration: origin }: ReviewRequest,
  baseBranch: string | null,
  ports: Ports,
): Promise<IdentifiedChange> {
  const revisions = await resolveRevisions(change, ports);
  const configuration = await readConfiguration(origin, revisions);
  const team = inputs.part === 'whole' ? await assembleTeam(inputs, configuration, ports) : null;
  const instructions = await readInstructions(inputs.instructions, revisions);
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10);
  const basis = { inputs, configuration, instructions, revisions, baseBranch, team, today };
  const identity = {
    head: revisions.head,
    mergeBase: revisions.mergeBase,
    patchId: await readPatchId(revisions),
    terms: await digestTerms(basis),
  };
  return { identity, team };
}

/** Whether two changes are one: they have the same ends, or do the same. */
export const isSameChange = (one: ChangeIdentity, other: ChangeIdentity): boolean =>
  (one.head === other.head && one.mergeBase === other.mergeBase) ||
  (one.patchId !== null && one.patchId === other.patchId);
