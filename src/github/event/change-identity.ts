import { createHash } from 'node:crypto';
import * as z from 'zod';
import { readPatchId } from '../../change/diff/patch-id.ts';
import { resolveRevisions } from '../../change/ends/resolve-revisions.ts';
import type { Inputs } from '../../config/inputs.ts';
import { readConfiguration, readInstructions } from '../../config/read-configuration.ts';
import type { Ports } from '../../model/ports.ts';
import { version } from '../../model/version.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';

/** What tells whether a change was reviewed before, and in the same way. */
export const changeIdentitySchema = z.strictObject({
  head: z.string(),
  mergeBase: z.string(),
  /** See {@link ../../change/diff/patch-id.ts}; null where it is not known. */
  patchId: z.string().nullable(),
  /** A digest of what the verdict depends on besides the change: our version, inputs, configuration, instructions. */
  terms: z.string(),
});

/** See {@link changeIdentitySchema}. */
export type ChangeIdentity = z.infer<typeof changeIdentitySchema>;

/** Inputs that say where a report goes and how we got here, not what it says. */
const beside = new Set<keyof Inputs>([
  'base',
  'head',
  'drafts',
  'skip-label',
  'force-label',
  'unchanged',
  'merge-group',
  'comment',
  'part',
  'shard',
  'recordings',
  'annotations',
  'artifact-name',
  'retention-days',
  'output-directory',
  'github-token',
]);

/** Reads what names the change that is asked for. */
export async function identifyChange(
  { change, inputs, configuration }: ReviewRequest,
  ports: Ports,
): Promise<ChangeIdentity> {
  const revisions = await resolveRevisions(change, ports);
  const { declined, ...settings } = await readConfiguration(configuration, revisions);
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10);
  const deciding = Object.entries(inputs).filter(([name]) => !beside.has(name as keyof Inputs));
  const terms = [
    version,
    deciding,
    settings,
    // A decision that expired since makes another verdict.
    declined.filter(({ expires = today }) => expires >= today),
    await readInstructions(inputs.instructions, revisions),
  ];
  return {
    head: revisions.head,
    mergeBase: revisions.mergeBase,
    patchId: await readPatchId(revisions),
    terms: createHash('sha256').update(JSON.stringify(terms)).digest('hex').slice(0, 32),
  };
}

/** Whether two changes are one: they have the same ends, or do the same. */
export const isSameChange = (one: ChangeIdentity, other: ChangeIdentity): boolean =>
  (one.head === other.head && one.mergeBase === other.mergeBase) ||
  (one.patchId !== null && one.patchId === other.patchId);
