import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { settleBefore, withDeadline } from '../api/deadline.ts';

/** An artifact of the workflow run. */
export interface UploadedArtifact {
  readonly id: number;
  readonly url: string;
}

/** What to upload, and under which name. */
export interface ArtifactRequest {
  /** Null: nothing is uploaded. */
  readonly name: string | null;
  readonly directory: string;
  readonly retentionDays: number | null;
  /** The job and attempt, for a second name when the first is taken in this run. */
  readonly distinction: string;
  /** `https://github.com/owner/name/actions/runs/1`. */
  readonly runUrl: string;
  /** Aborted when the step is cancelled; the runner leaves it 7.5 s then. */
  readonly signal: AbortSignal;
}

/** What came of an upload; trouble is a note, never a throw: an upload decides no verdict. */
export interface Upload {
  readonly artifact: UploadedArtifact | null;
  readonly note: string | null;
}

/** The library tries for half a minute where nobody answers, and a large report takes a while. */
const uploadMs = 120_000;
/** What is left of it once the step is cancelled. */
const lastMs = 2_500;

/** Uploads the report's directory. */
export async function uploadReport(request: ArtifactRequest): Promise<Upload> {
  const { name, distinction, signal } = request;
  if (name === null) return { artifact: null, note: null };
  const limit = uploadLimit(signal);
  const first = await tryUpload(request, name, limit);
  if (first.artifact !== null || !/409|conflict|already exists/i.test(first.note ?? '')) return first;
  return tryUpload(request, `${name}-${distinction}`, limit);
}

async function tryUpload(request: ArtifactRequest, name: string, limit: AbortSignal): Promise<Upload> {
  try {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const entries = await readdir(request.directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const upload = new DefaultArtifactClient().uploadArtifact(name, files, request.directory, {
      ...(request.retentionDays !== null && { retentionDays: request.retentionDays }),
    });
    const { id } = await settleBefore(upload, limit, 'it took too long');
    if (id === undefined)
      return { artifact: null, note: `The artifact "${name}" was uploaded, but the service gave it no id.` };
    return { artifact: { id, url: `${request.runUrl}/artifacts/${id}` }, note: null };
  } catch (error) {
    return {
      artifact: null,
      note: `The artifact "${name}" could not be uploaded: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** Aborted when an upload must be given up: late, or soon after the step was cancelled. */
function uploadLimit(cancelled: AbortSignal): AbortSignal {
  const giveUp = new AbortController();
  const giveUpSoon = () => setTimeout(() => giveUp.abort(), lastMs).unref();
  if (cancelled.aborted) giveUpSoon();
  else cancelled.addEventListener('abort', giveUpSoon, { once: true });
  return withDeadline(giveUp.signal, uploadMs);
}
