import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** An artifact of the workflow run. */
export interface UploadedArtifact {
  readonly id: number;
  readonly url: string;
}

/** What to upload, under which name, and how long it may take. */
export interface ArtifactRequest {
  readonly name: string;
  readonly directory: string;
  readonly retentionDays: number | null;
  /** The job and attempt, for a second name when the first is taken in this run. */
  readonly distinction: string;
  /** `https://github.com/owner/name/actions/runs/1`. */
  readonly runUrl: string;
  readonly timeoutMs: number;
}

/** Uploads the report's directory. Trouble is a note, never a throw: an upload decides no verdict. */
export async function uploadReport(
  request: ArtifactRequest,
): Promise<{ artifact: UploadedArtifact | null; note: string | null }> {
  const first = await tryUpload(request, request.name);
  if (first.artifact !== null || !/409|conflict|already exists/i.test(first.note ?? '')) return first;
  return tryUpload(request, `${request.name}-${request.distinction}`);
}

async function tryUpload(
  request: ArtifactRequest,
  name: string,
): Promise<{ artifact: UploadedArtifact | null; note: string | null }> {
  try {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const entries = await readdir(request.directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const upload = new DefaultArtifactClient().uploadArtifact(name, files, request.directory, {
      ...(request.retentionDays !== null && { retentionDays: request.retentionDays }),
    });
    const { id } = await withinTime(upload, request.timeoutMs);
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

async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
