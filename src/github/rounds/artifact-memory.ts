import type { ArtifactStore, StoredArtifact, WorkflowRun } from '../api/artifacts.ts';
import { GitHubFailure } from '../api/requests.ts';
import { type Copy, nothing } from './copies.ts';
import type { Marker } from './marker.ts';
import { keyOf } from './marker.ts';
import { type Memory, parseMemory } from './memory.ts';

/** Whose memory is asked for. */
export interface MemoryQuery {
  /** `owner/name`. */
  readonly repository: string;
  /** The workflow's file, `.github/workflows/review.yml`. */
  readonly workflowPath: string;
  readonly pullNumber: number;
  readonly marker: Marker;
  /** Name of the report's artifact, which those of its memory begin with. */
  readonly artifactName: string;
}

/** The only file of such an artifact. */
export const memoryFile = 'memory.json';

/** A run is started again so often at most, and some more (docs.github.com, "Re-running workflows and jobs"). */
export const mostSlots = 60;
/** A memory of ten thousand findings is smaller. */
const largestArtifact = 100_000_000;
/** What these events start is the base's workflow, so that a fork cannot say what it uploads. */
const eventsOfBase = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'schedule',
  'workflow_dispatch',
]);

/**
 * The names that a pull request's memory may have: a run keeps one under the first that it has not used. Nobody else's artifacts have
 * them, so they are found among any number of others.
 */
export const memoryNames =
  ({ artifactName, pullNumber, marker }: Pick<MemoryQuery, 'artifactName' | 'pullNumber' | 'marker'>) =>
  (slot: number): string =>
    `${artifactName}-memory-${pullNumber}-${keyOf(marker)}${slot === 1 ? '' : `-${slot}`}`;

/**
 * Finds the last round in the newest artifact whose run, workflow file, head and digest GitHub vouches for. What others uploaded under
 * the same name is passed over.
 */
export async function readArtifactMemory(query: MemoryQuery, store: ArtifactStore): Promise<Copy> {
  try {
    const listed = await listAll(query, store).catch(whyNotListed);
    return 'type' in listed ? listed : await readFirstOfOurs(listed, query, store);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return { type: 'unreadable', reason: error.message };
  }
}

/** A server without artifacts keeps none; where we may not look there may be some. */
function whyNotListed(error: unknown): Copy {
  if (!(error instanceof GitHubFailure) || error.refusal === null) throw error;
  return error.refusal === 'absent' ? nothing : { type: 'closed', reason: error.message };
}

async function readFirstOfOurs(
  artifacts: readonly StoredArtifact[],
  query: MemoryQuery,
  store: ArtifactStore,
): Promise<Copy> {
  const runs = new Map<number, Promise<WorkflowRun | null>>();
  const readRun = (id: number) => {
    const known = runs.get(id) ?? store.readRun(id);
    runs.set(id, known);
    return known;
  };
  for (const artifact of artifacts) {
    const run = artifact.runId === null ? null : await readRun(artifact.runId);
    if (run !== null && isOurs(run, query)) return readNewest(artifact, run, query, store);
  }
  return nothing;
}

/** What is newer than all that can be read must not be passed over: it knows what the older ones do not. */
async function readNewest(
  artifact: StoredArtifact,
  run: WorkflowRun,
  query: MemoryQuery,
  store: ArtifactStore,
): Promise<Copy> {
  const named = `The artifact ${artifact.id} of run ${artifact.runId}, which keeps the last round,`;
  const spoilt = (why: string): Copy => ({
    type: 'spoilt',
    reason: `${named} ${why}.`,
    runId: artifact.runId,
  });
  if (artifact.isExpired) return spoilt('has expired');
  if (artifact.size > largestArtifact) return spoilt('is too large');
  const text = await store.readFile(artifact, memoryFile);
  const memory = text === null ? null : parseMemory(text);
  if (memory === null || memory.pullNumber !== query.pullNumber || !isOfHead(memory, run))
    return spoilt('is not what was uploaded then');
  return { type: 'memory', memory };
}

/** All under any of the names, the newest first; a name that is not there ends the row. */
async function listAll(query: MemoryQuery, store: ArtifactStore): Promise<StoredArtifact[]> {
  const nameOf = memoryNames(query);
  const found: StoredArtifact[] = [];
  for (let slot = 1; slot <= mostSlots; slot++) {
    const listed = await store.list(nameOf(slot));
    if (listed.length === 0) break;
    found.push(...listed);
  }
  return found.sort((a, b) => b.id - a.id);
}

const isOurs = ({ path, event, repository }: WorkflowRun, query: MemoryQuery): boolean =>
  path === query.workflowPath && (repository === query.repository || eventsOfBase.has(event));

/** A run of a pull request is of its head; where GitHub says of which, the memory says the same. */
const isOfHead = ({ identity }: Memory, { event, headSha }: WorkflowRun): boolean =>
  event !== 'pull_request' || headSha === null || headSha === identity.head;
