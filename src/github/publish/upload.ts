import { settleBefore, withDeadline } from '../api/deadline.ts';

/** An artifact of the workflow run. */
export interface UploadedArtifact {
  readonly id: number;
  readonly url: string;
}

/** What to upload, and under which names. */
export interface UploadRequest {
  /** The first that the run has not used yet is taken; the names of a run's artifacts differ, those of its earlier attempts included. */
  readonly names: readonly string[];
  /** Full paths, below the directory. */
  readonly files: readonly string[];
  readonly directory: string;
  readonly retentionDays: number | null;
  /** `https://github.com/owner/name/actions/runs/1`. */
  readonly runUrl: string;
  /** Aborted when the step is cancelled; the runner leaves it 7.5 s then. */
  readonly signal: AbortSignal;
  /** Milliseconds that it may still take once the step is cancelled. */
  readonly graceMs?: number;
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

/** Uploads some files as one artifact. */
export async function uploadArtifact(request: UploadRequest): Promise<Upload> {
  const limit = uploadLimit(request.signal, request.graceMs ?? lastMs);
  let upload: Upload = { artifact: null, note: null };
  for (const name of request.names) {
    upload = await tryUpload(request, name, limit);
    if (upload.artifact !== null || !/409|conflict|already exists/i.test(upload.note ?? '')) break;
  }
  return upload;
}

async function tryUpload(request: UploadRequest, name: string, limit: AbortSignal): Promise<Upload> {
  try {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const upload = new DefaultArtifactClient().uploadArtifact(name, [...request.files], request.directory, {
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
function uploadLimit(cancelled: AbortSignal, graceMs: number): AbortSignal {
  const giveUp = new AbortController();
  const giveUpSoon = () => setTimeout(() => giveUp.abort(), graceMs).unref();
  if (cancelled.aborted) giveUpSoon();
  else cancelled.addEventListener('abort', giveUpSoon, { once: true });
  return withDeadline(giveUp.signal, uploadMs);
}
