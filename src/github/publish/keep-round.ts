import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../model/report/report-schema.ts';
import { createGitHubClient } from '../api/client.ts';
import { withDeadline } from '../api/deadline.ts';
import { memoryFile, memoryNames, mostSlots } from '../rounds/artifact-memory.ts';
import type { Memory } from '../rounds/memory.ts';
import { memoryOf } from '../rounds/remember.ts';
import type { Publication } from './publication.ts';
import { type Upload, uploadArtifact } from './upload.ts';

/** Asking what was said until now need not take longer. */
const askingMs = 15_000;

/**
 * What a review leaves for the next round of its pull request. Nothing where the last round could not be known, since that would be
 * forgotten for good; nothing of a review that was cancelled, of a merge group, or of a head that is no longer the pull request's.
 */
export async function rememberRound(report: Report, publication: Publication): Promise<Memory | null> {
  const { round, identity, workflow, signal, now } = publication;
  const { access, event, previous } = round;
  if (access === null || event.name === 'merge_group' || signal.aborted) return null;
  const client = await createGitHubClient({ ...access, signal: withDeadline(signal, askingMs) });
  const memory = await memoryOf(
    { report, identity, pullNumber: access.pullNumber, storedAt: now(), runId: workflow.runId },
    previous,
    client,
  );
  return signal.aborted ? null : memory;
}

/** Uploads what the next round is to know as an artifact of its own. @returns what went wrong. */
export async function keepRound(memory: Memory, publication: Publication): Promise<readonly string[]> {
  const artifactName = publication.inputs['artifact-name'];
  if (artifactName === null || publication.signal.aborted) return [];
  const unkept = (why: string) => [`This round could not be kept for the next one. ${why}`];
  try {
    const { note } = await upload(memory, artifactName, publication);
    return note === null ? [] : unkept(note);
  } catch (error) {
    return unkept(error instanceof Error ? error.message : String(error));
  }
}

async function upload(memory: Memory, artifactName: string, publication: Publication): Promise<Upload> {
  const { inputs, workflow, signal, temporaryDirectory } = publication;
  const nameOf = memoryNames({ artifactName, pullNumber: memory.pullNumber, marker: workflow.marker });
  const directory = await mkdtemp(join(temporaryDirectory, 'memory-'));
  try {
    const file = join(directory, memoryFile);
    await writeFile(file, JSON.stringify(memory));
    return await uploadArtifact({
      // a cancelled run keeps nothing, and leaves the time to its report
      graceMs: 0,
      names: Array.from({ length: mostSlots }, (_, index) => nameOf(index + 1)),
      files: [file],
      directory,
      retentionDays: inputs['retention-days'],
      runUrl: workflow.runUrl,
      signal,
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
