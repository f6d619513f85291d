import type { Report } from '../../model/report/report-schema.ts';
import type { DeclinedFinding } from '../../model/rules.ts';
import type { ArtifactStore } from '../api/artifacts.ts';
import type { GitHubClient } from '../api/client.ts';
import { asFailure, GitHubFailure } from '../api/requests.ts';
import type { ChangeIdentity } from '../event/change-identity.ts';
import { type MemoryQuery, readArtifactMemory } from './artifact-memory.ts';
import { readCommentMemory } from './comment-memory.ts';
import { nothing } from './copies.ts';
import { type Answer, type DecliningPolicy, judgeCommands, refuseCommands } from './decisions.ts';
import { noRecollection, type Recollection, recall } from './recall.ts';
import { collectCommands, nothingSaid, type Places, type SaidCommands } from './said-commands.ts';

/** What earlier rounds of a pull request left. */
export interface PreviousRound extends Recollection {
  /** The last round's report and what it is about; null in the first round. */
  readonly report: Report | null;
  readonly identity: ChangeIdentity | null;
  /** What people said in comments of this pull request. */
  readonly said: SaidCommands;
  /** What of it holds now. */
  readonly declined: readonly DeclinedFinding[];
  /** Whether the last round would have been another one with it. */
  readonly hasNewDecisions: boolean;
  /** An answer to each command that people gave. */
  readonly answers: readonly Answer[];
}

/** Before a pull request's first review, and where there is none. */
export const noRound: PreviousRound = {
  ...noRecollection,
  report: null,
  identity: null,
  said: nothingSaid,
  declined: [],
  hasNewDecisions: false,
  answers: [],
};

/** Whose last round is asked for, and where it may be kept. */
export interface RoundQuery extends Omit<MemoryQuery, 'artifactName'> {
  /** Null: no artifact keeps it. */
  readonly artifactName: string | null;
  /** Whether rounds are kept in comments. */
  readonly isCommenting: boolean;
}

/** Reads the last round from every place that may keep it, and what people said since. */
export async function readPreviousRound(
  query: RoundQuery,
  client: GitHubClient,
  store: ArtifactStore,
): Promise<PreviousRound> {
  const { artifactName, pullNumber, marker, isCommenting } = query;
  const places = listPlaces(client);
  const conversation = async () => {
    const { comment, review } = await places;
    for (const listed of [comment, review]) if (listed instanceof GitHubFailure) throw listed;
    return {
      comments: comment as Exclude<typeof comment, GitHubFailure>,
      reviews: review as Exclude<typeof review, GitHubFailure>,
    };
  };
  const isKept = artifactName !== null || isCommenting;
  const [artifact, comment] = await Promise.all([
    artifactName === null ? nothing : readArtifactMemory({ ...query, artifactName }, store),
    isKept ? readCommentMemory(pullNumber, marker, conversation, client) : nothing,
  ]);
  const recollection = recall({ artifact, comment }, isCommenting);
  return {
    ...noRound,
    ...recollection,
    report: recollection.memory?.report ?? null,
    identity: recollection.memory?.identity ?? null,
    said: await collectCommands(await places, client, marker),
  };
}

/** The last round with what people decided since, as far as the policy lets them. */
export function withDecisions(
  previous: PreviousRound,
  policy: DecliningPolicy,
  author: string | null,
): PreviousRound {
  const { memory, said, isLost } = previous;
  const { declined, isNews, answers, notes } =
    memory === null
      ? refuseCommands(said.commands, isLost ? 'the last round could not be read' : 'there was no round yet')
      : judgeCommands(said.commands, memory, policy, author);
  return {
    ...previous,
    declined,
    hasNewDecisions: isNews,
    answers,
    notes: [...previous.notes, ...said.notes, ...notes],
  };
}

/** What people wrote about the pull request, each kind as far as it can be read. */
export async function listPlaces(client: GitHubClient): Promise<Places> {
  const read = async <T>(request: () => Promise<T>): Promise<T | GitHubFailure> => {
    try {
      return await asFailure(request);
    } catch (error) {
      if (error instanceof GitHubFailure) return error;
      throw error;
    }
  };
  const [comment, inline, review] = await Promise.all([
    read(() => client.listComments()),
    read(() => client.listInlineComments()),
    read(() => client.listReviews()),
  ]);
  return { comment, inline, review };
}
